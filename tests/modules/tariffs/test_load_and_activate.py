"""Loading and activating tariff files against the real database."""

from datetime import UTC, date, datetime
from pathlib import Path

import psycopg
import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from drita.modules.tariffs import models, queries
from drita.modules.tariffs.operations import load_reference_tariffs as load_reference_module
from drita.modules.tariffs.operations.activate_tariff_version import (
    UnableToActivateTariffVersion,
    activate_tariff_version,
)
from drita.modules.tariffs.operations.load_reference_tariffs import REFERENCE_FOLDER, load_reference_tariffs
from drita.modules.tariffs.operations.load_tariff_file import UnableToLoadTariffFile, load_tariff_file
from drita.modules.tariffs.operations.withdraw_tariff_version import (
    UnableToWithdrawTariffVersion,
    withdraw_tariff_version,
)
from drita.rules.tariffs.tariff_file import UnableToReadTariffFile
from tests.modules.tariffs.tariff_texts import tariff_text

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
LATER = datetime(2026, 11, 24, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def load(**changes: object) -> queries.VersionRow:
    return load_tariff_file(content=tariff_text(**changes), loaded_at=AT)


def activate(version: str) -> queries.VersionRow:
    return activate_tariff_version(tariff_code="T-TEST", version=version, at=AT)


def refusal_code(version: str) -> str:
    with pytest.raises(UnableToActivateTariffVersion) as refusal:
        activate(version)
    assert refusal.value.in_language("sq") != refusal.value.in_language("en")
    return refusal.value.code


def test_a_loaded_file_is_a_draft_with_its_verdicts() -> None:
    row = load()
    assert (row.state, row.valid_from, row.valid_to) == ("draft", date(2020, 1, 1), None)
    assert [(v.title.en, v.is_passed) for v in row.verdicts] == [("A hundred kWh", True)]
    assert queries.list_active_versions() == ()


def test_the_same_text_loaded_twice_is_one_version() -> None:
    first = load()
    assert load_tariff_file(content=tariff_text(), loaded_at=LATER).loaded_at == first.loaded_at
    assert models.TariffVersion.objects.count() == 1


def test_a_byte_order_mark_makes_no_other_file() -> None:
    first = load()
    again = load_tariff_file(content=b"\xef\xbb\xbf" + tariff_text(), loaded_at=LATER)
    assert again.sha256 == first.sha256


def test_a_draft_may_be_loaded_anew_with_another_text() -> None:
    load()
    row = load(price="11.0", energy="1100.00", total="1320.00")
    assert row.verdicts[0].computed == {"energy_minor": 110_000, "total_minor": 132_000}


def test_the_text_of_an_active_version_does_not_change() -> None:
    load()
    activate("1")
    with pytest.raises(UnableToLoadTariffFile) as refusal:
        load(price="11.0", energy="1100.00", total="1320.00")
    assert refusal.value.code == "tariff_version_used"
    assert load().state == "active"


def test_a_failing_example_refuses_the_activation_and_its_verdict_is_kept() -> None:
    load(total="1200.01")
    assert refusal_code("1") == "worked_examples_failed"
    verdict = models.ExampleVerdict.objects.get()
    assert not verdict.passed
    assert verdict.expected["total_minor"] == 120_001
    assert verdict.computed["total_minor"] == 120_000
    assert queries.list_active_versions() == ()


def test_a_file_with_faults_stores_nothing() -> None:
    with pytest.raises(UnableToReadTariffFile):
        load(price='"ten"')
    assert models.Tariff.objects.count() == 0


def test_an_open_version_that_begins_later_ends_the_open_one_before_it() -> None:
    load()
    activate("1")
    load(version="2", valid_from="2021-01-01", example_to="2021-02-01")
    activate("2")
    ends = [(v.version, v.valid_from, v.valid_to) for v in queries.list_active_versions()]
    assert ends == [("1", date(2020, 1, 1), date(2021, 1, 1)), ("2", date(2021, 1, 1), None)]


@pytest.mark.parametrize(
    ("valid_from", "valid_to", "example_to"),
    [
        ("2020-06-01", "valid_to = 2020-09-01", "2020-07-01"),  # an end of its own: would leave a gap
        ("2019-06-01", "", "2019-07-01"),  # begins before the one that is active
        ("2020-01-01", "", "2020-02-01"),  # begins on the same day
    ],
)
def test_any_other_shared_day_is_refused(valid_from: str, valid_to: str, example_to: str) -> None:
    load()
    activate("1")
    load(version="2", valid_from=valid_from, valid_to=valid_to, example_to=example_to)
    assert refusal_code("2") == "tariff_versions_overlap"
    assert queries.get_version(tariff_code="T-TEST", version="1").valid_to is None


def test_versions_that_touch_share_no_day() -> None:
    load(valid_to="valid_to = 2020-06-01")
    activate("1")
    load(version="2", valid_from="2020-06-01", example_to="2020-07-01")
    assert activate("2").state == "active"


def test_the_database_itself_refuses_two_active_versions_of_a_day() -> None:
    load()
    activate("1")
    load(version="2", valid_from="2020-06-01", example_to="2020-07-01")
    with pytest.raises(IntegrityError, match="tariffs_version_active_once"), transaction.atomic():
        models.TariffVersion.objects.filter(version="2").update(state="active", activated_at=AT)


@pytest.mark.parametrize("column", ["source_toml", "sha256", "version"])
def test_the_database_itself_keeps_the_text_of_an_active_version(column: str) -> None:
    load()
    activate("1")
    with pytest.raises(DatabaseError, match="keeps its text"), transaction.atomic():
        models.TariffVersion.objects.update(**{column: "x"})
    models.ExampleVerdict.objects.all().delete()
    with pytest.raises(DatabaseError, match="stays"), transaction.atomic():
        models.TariffVersion.objects.all().delete()


def test_the_application_may_not_switch_the_guard_off() -> None:
    with pytest.raises(DatabaseError, match="must be owner"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE tariffs_tariffversion DISABLE TRIGGER tariffs_tariffversion_keep_used")


def test_a_version_kept_as_an_example_is_not_activated() -> None:
    load(more="may_be_activated = false")
    assert refusal_code("1") == "version_is_example_only"


def test_a_withdrawn_version_is_not_activated_and_leaves_its_days_free() -> None:
    load()
    activate("1")
    assert withdraw_tariff_version(tariff_code="T-TEST", version="1").state == "withdrawn"
    assert queries.list_active_versions() == ()
    assert refusal_code("1") == "version_withdrawn"
    load(version="1a")
    assert activate("1a").state == "active"


def test_a_draft_is_not_withdrawn() -> None:
    load()
    with pytest.raises(UnableToWithdrawTariffVersion):
        withdraw_tariff_version(tariff_code="T-TEST", version="1")


def test_activating_twice_changes_nothing() -> None:
    load()
    first = activate("1")
    assert activate_tariff_version(tariff_code="T-TEST", version="1", at=LATER).activated_at == first.activated_at


def test_an_unknown_version_is_named() -> None:
    with pytest.raises(queries.UnableToFindTariffVersion) as refusal:
        activate("9")
    assert "T-TEST" in refusal.value.in_language("sq")


def test_the_definitions_of_a_period_are_those_valid_in_it() -> None:
    load(valid_to="valid_to = 2020-06-01")
    activate("1")
    load(version="2", valid_from="2020-06-01", example_to="2020-07-01")
    activate("2")
    found = [
        [v.version for v in queries.list_active_versions(period_start=start, period_end=end)]
        for start, end in [
            (date(2020, 5, 1), date(2020, 6, 1)),
            (date(2020, 5, 15), date(2020, 6, 15)),
            (date(2020, 6, 1), date(2020, 7, 1)),
            (date(2019, 1, 1), date(2019, 2, 1)),
        ]
    ]
    assert found == [["1"], ["1", "2"], ["2"], []]


def test_the_definition_ends_where_the_database_says() -> None:
    load()
    activate("1")
    models.TariffVersion.objects.update(valid_period=DateRange(date(2020, 1, 1), date(2020, 4, 1)))
    assert queries.list_active_versions()[0].valid_to == date(2020, 4, 1)


def test_the_stored_json_keeps_prices_exact() -> None:
    load(price="10.930001", energy="1093.00", total="1311.60")
    stored = models.TariffVersion.objects.get()
    assert stored.definition["charges"][0]["price_per_kwh"] == "10.930001"
    assert stored.definition["valid_from"] == "2020-01-01"


def test_the_reference_tariffs_load_and_loading_them_again_changes_nothing() -> None:
    first = load_reference_tariffs(at=AT)
    files = len(list(REFERENCE_FOLDER.glob("*.toml")))
    assert (first.versions, first.activated) == (files, files - 2)  # two are kept as examples
    assert models.ExampleVerdict.objects.filter(passed=False).count() == 0
    assert models.ExampleVerdict.objects.count() == first.examples
    assert load_reference_tariffs(at=LATER).activated == 0


def test_the_household_has_one_tariff_on_every_day_since_2010() -> None:
    load_reference_tariffs(at=AT)
    spans = [(v.valid_from, v.valid_to) for v in queries.list_active_versions() if v.code == "AL-HOUSEHOLD"]
    assert spans[0][0] == date(2010, 1, 1)
    assert [end for _, end in spans[:-1]] == [start for start, _ in spans[1:]]
    assert spans[-1][1] is None


def test_reading_the_definitions_takes_one_query(django_assert_num_queries) -> None:
    load_reference_tariffs(at=AT)
    with django_assert_num_queries(1):
        queries.list_active_versions()
    with django_assert_num_queries(2):
        queries.list_versions()


def test_the_owner_too_is_held_by_the_guard(owner_connection: psycopg.Connection) -> None:
    rows = owner_connection.execute(
        "SELECT tgname FROM pg_trigger WHERE tgrelid = 'tariffs_tariffversion'::regclass AND NOT tgisinternal"
    ).fetchall()
    assert rows == [("tariffs_tariffversion_keep_used",)]


def test_a_release_that_words_a_reference_file_otherwise_leaves_the_active_version_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = load_reference_tariffs(at=AT)
    worded = {
        path.name: path.read_bytes().replace(b"Vendimi i Entit", b"Akti i Entit")
        for path in REFERENCE_FOLDER.glob("*.toml")
    }
    for name, content in worded.items():
        (tmp_path / name).write_bytes(content)
    kept = [row.sha256 for row in queries.list_versions()]
    monkeypatch.setattr(load_reference_module, "REFERENCE_FOLDER", tmp_path)
    again = load_reference_tariffs(at=LATER)
    assert (again.versions, again.activated) == (before.versions, 0)
    assert [row.sha256 for row in queries.list_versions()] == kept


def test_one_text_as_source_stands_for_both_languages() -> None:
    source = load().definition.source
    assert (source.sq, source.en) == ("by hand", "by hand")
