from datetime import date

import polars as pl
import pytest
from django.db import connection, transaction
from django.db.utils import Error

from drita.modules.metering.models import Reading, ReadingRefusal
from drita.modules.metering.operations.record_readings import RecordedReadings, record_readings
from tests.modules.metering.places import NOW, TODAY, hang, incoming, make_contract, make_meter, make_service_point

pytestmark = pytest.mark.django_db

SEP, OCT, NOV = date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 1)


def record(readings: pl.DataFrame, **options: bool) -> RecordedReadings:
    return record_readings(readings=readings, file="test.csv", today=TODAY, recorded_at=NOW, **options)


@pytest.fixture
def meter():
    point = make_service_point()
    make_contract(point)
    meter = make_meter()
    hang(meter, point)
    return meter


def test_a_good_reading_is_recorded_with_its_place_and_account(meter):
    result = record(incoming(("M1", OCT, 100_500)))
    reading = Reading.objects.get()
    assert (result.accepted, result.repeated, result.refusals.height) == (1, 0, 0)
    assert (reading.service_point.code, reading.account.number, reading.read_month) == ("P1", "AC1", OCT)


def test_the_same_rows_twice_change_nothing(meter):
    rows = incoming(("M1", SEP, 100_000), ("M1", OCT, 200_000))
    record(rows)
    again = record(rows)
    assert (again.accepted, again.repeated, again.refusals.height) == (0, 2, 0)
    assert Reading.objects.count() == 2


def test_the_same_file_after_a_correction_changes_nothing(meter):
    rows = incoming(("M1", OCT, 200_000), key="file")
    record(rows)
    record(incoming(("M1", OCT, 210_000)), may_replace=True)
    again = record(rows)
    assert (again.accepted, again.repeated) == (0, 1)
    assert [r.revision for r in Reading.objects.order_by("revision")] == [0, 1]


def test_another_value_of_the_same_day_is_refused_and_kept(meter):
    record(incoming(("M1", OCT, 200_000)))
    result = record(incoming(("M1", OCT, 210_000)))
    assert result.refusals["code"].to_list() == ["other_value_same_day"]
    refusal = ReadingRefusal.objects.get()
    assert (refusal.code, refusal.params["other_value"], refusal.row["value_milli"]) == (
        "other_value_same_day",
        200_000,
        210_000,
    )


def test_a_refusal_is_kept_once_however_often_the_file_comes(meter):
    for _ in range(2):
        record(incoming(("M9", OCT, 1_000), key="file"))
    assert ReadingRefusal.objects.count() == 1


def test_a_real_reading_replaces_an_estimate_as_a_new_revision(meter):
    record(incoming(("M1", OCT, 200_000), quality="estimated"))
    result = record(incoming(("M1", OCT, 180_000)))
    assert result.accepted == 1
    assert list(Reading.objects.order_by("revision").values_list("revision", "quality", "value_milli")) == [
        (0, "estimated", 200_000),
        (1, "actual", 180_000),
    ]


def test_an_estimate_never_replaces_a_real_reading(meter):
    record(incoming(("M1", OCT, 200_000)))
    result = record(incoming(("M1", OCT, 250_000), quality="estimated"))
    assert (result.accepted, result.repeated) == (0, 1)


def test_a_reading_lower_than_a_stored_one_many_months_ago_is_refused(meter):
    record(incoming(("M1", date(2025, 6, 1), 900_000)))
    result = record(incoming(("M1", OCT, 500_000)))
    assert result.refusals["code"].to_list() == ["lower_than_previous"]


def test_a_batch_equals_its_members_recorded_one_by_one(meter):
    values = [100_000, 140_000, 90_000, 180_000, 99_999_900, 200_000, 230_500]
    rows = [("M1", date(2026, month, 1), value) for month, value in enumerate(values, 3)]
    with transaction.atomic():
        sid = transaction.savepoint()
        whole = record(incoming(*rows))
        stored = list(Reading.objects.order_by("read_on").values_list("read_on", "value_milli"))
        transaction.savepoint_rollback(sid)
    codes = [code for row in rows for code in record(incoming(row)).refusals["code"].to_list()]
    assert codes == whole.refusals["code"].to_list() == ["lower_than_previous", "more_than_connection_carries"]
    assert stored == list(Reading.objects.order_by("read_on").values_list("read_on", "value_milli"))


def test_what_nobody_knows_is_refused_by_name(meter):
    rows = pl.concat(
        [
            incoming(("M9", OCT, 1_000)),
            incoming(("M1", OCT, 1_000), register_code="R+").with_columns(row_number=pl.lit(2, pl.Int64)),
            incoming(("M1", date(2024, 12, 31), 1_000)).with_columns(row_number=pl.lit(3, pl.Int64)),
            incoming(("M1", OCT, 1_000), service_point_code="P2").with_columns(row_number=pl.lit(4, pl.Int64)),
            incoming(("M1", OCT, 1_000), quality="guess").with_columns(row_number=pl.lit(5, pl.Int64)),
        ]
    )
    assert dict(record(rows).refusals.sort("row_number").select("row_number", "code").rows()) == {
        1: "meter_unknown",
        2: "register_unknown",
        3: "before_installation",
        4: "meter_elsewhere",
        5: "quality_unknown",
    }


@pytest.mark.parametrize("statement", ["UPDATE metering_reading SET value_milli = 0", "DELETE FROM metering_reading"])
def test_the_application_cannot_change_a_reading(meter, statement):
    record(incoming(("M1", OCT, 200_000)))
    with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Reading.objects.get().value_milli == 200_000
