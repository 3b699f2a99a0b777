"""A tariff file is read whole or refused with everything that is wrong in it, line by line, in two languages."""

import json
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drita.rules.tariffs.tariff_file import LARGEST_FILE_BYTES, UnableToReadTariffFile, tariff_file
from drita.rules.tariffs.tariff_schema import tariff_schema
from tests.rules.tariffs.small_bills import REFERENCE

DOCS = Path(__file__).parents[3] / "docs"
HOUSEHOLD = (REFERENCE / "al-household-2025.toml").read_text(encoding="utf-8")
ZONES = (REFERENCE / "al-hv-35-2015.toml").read_text(encoding="utf-8")
BLOCKS = (REFERENCE / "al-household-2010.toml").read_text(encoding="utf-8")


def refusal(content: bytes) -> UnableToReadTariffFile:
    with pytest.raises(UnableToReadTariffFile) as raised:
        tariff_file(content=content)
    for problem in raised.value.problems:
        # Every problem can be said in both languages, with its values in place.
        for name in problem.params:
            assert f"{{{name}}}" not in problem.in_language("sq") + problem.in_language("en")
        assert problem.in_language("sq") != problem.in_language("en")
    return raised.value


def found(text: str) -> list[tuple[str, int | None]]:
    return [(problem.code, problem.line) for problem in refusal(text.encode()).problems]


def line_of(text: str, piece: str) -> int:
    return text[: text.index(piece)].count("\n") + 1


def changed(text: str, old: str, new: str) -> str:
    assert old in text
    return text.replace(old, new, 1)


@pytest.mark.parametrize(
    ("text", "old", "new", "code"),
    [
        (HOUSEHOLD, "format = 1", "format = 2", "value_not_allowed"),
        (HOUSEHOLD, 'code = "AL-HOUSEHOLD"', 'code = "al household"', "pattern"),
        (HOUSEHOLD, "valid_from = 2025-02-01", 'valid_from = "2025-02-01"', "date_in_quotes"),
        (HOUSEHOLD, "valid_from = 2025-02-01", "valid_from = 2025-02-01T10:00:00", "date_with_time"),
        (HOUSEHOLD, "valid_from = 2025-02-01", "valid_from = 10:00:00", "date_with_time"),
        (HOUSEHOLD, "valid_from = 2025-02-01", 'valid_from = "February"', "format"),
        (HOUSEHOLD, "verified = true", 'verified = "yes"', "type_boolean"),
        (HOUSEHOLD, "amount = 200", 'amount = "200"', "type_number"),
        (HOUSEHOLD, "amount = 200", "amount = -200", "minimum"),
        (HOUSEHOLD, "amount = 200", "amount = 20000", "maximum"),
        (HOUSEHOLD, "amount = 200", "amount = nan", "number_not_finite"),
        (HOUSEHOLD, "amount = 200", "amount = inf", "number_not_finite"),
        (HOUSEHOLD, "amount = 200", "amount = 200.0000001", "x-max-decimals"),
        (HOUSEHOLD, "amount = 200", "ammount = 200", "key_unknown"),
        (HOUSEHOLD, 'kind = "zero_use_fee"', 'kind = "zero_fee"', "value_not_allowed"),
        (HOUSEHOLD, 'limits = "none"', 'limits = "sometimes"', "value_not_allowed"),
        (HOUSEHOLD, 'code = "zero_use"', 'code = "rtsh"', "code_repeated"),
        (HOUSEHOLD, 'code = "zero_use"', 'code = "vat20"', "code_repeated"),
        (HOUSEHOLD, 'code = "zero_use"', 'code = "none"', "code_reserved"),
        (HOUSEHOLD, 'tax = "vat20"', 'tax = "vat6"', "tax_unknown"),
        (HOUSEHOLD, "valid_to = 2026-01-01", "valid_to = 2025-02-01", "validity_empty"),
        (HOUSEHOLD, "from = 2025-03-01", "from = 2025-01-31", "example_outside_validity"),
        (HOUSEHOLD, "to = 2025-04-01", "to = 2026-01-02", "example_outside_validity"),
        (HOUSEHOLD, "to = 2025-04-01", "to = 2025-03-01", "period_empty"),
        (HOUSEHOLD, "{ up_to_kwh = 700, ", "{ ", "open_block_not_last"),
        (HOUSEHOLD, "{ price_per_kwh = 9.5 }", "{ up_to_kwh = 900, price_per_kwh = 9.5 }", "last_block_closed"),
        (BLOCKS, "{ price_per_kwh = 13.5 }", "{ up_to_kwh = 300, price_per_kwh = 13 }, { price_per_kwh = 14 }", "blocks_not_ascending"),
        (ZONES, 'zone = "peak", label', 'zone = "night", label', "zone_unknown"),
        (ZONES, 'zone = "offpeak", label', 'zone = "peak", label', "zone_not_priced_once"),
        (ZONES, 'last_day = "03-31"', 'last_day = "03-30"', "seasons_do_not_tile"),
        (ZONES, 'last_day = "03-31"', 'last_day = "04-01"', "seasons_do_not_tile"),
        (ZONES, 'last_day = "03-31"', 'last_day = "02-30"', "season_day_unreal"),
        (ZONES, 'from = "18:00", to = "22:00"', 'from = "22:00", to = "18:00"', "window_empty"),
        (ZONES, 'from = "18:00", to = "22:00"', 'from = "18:07", to = "22:00"', "pattern"),
        (ZONES, "zones_kwh = { peak = 20000,", "zones_kwh = { peak = 20001,", "example_zones_do_not_sum"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused_on_its_line(text: str, old: str, new: str, code: str) -> None:
    bent = changed(text, old, new)
    problems = found(bent)
    assert code in [problem[0] for problem in problems]
    line = next(line for problem, line in problems if problem == code)
    # A value inside a list is reported on the line where the list begins.
    # Of two equal codes the second is the wrong one.
    assert line is not None
    assert line <= line_of(text, old) or code == "code_repeated"


@pytest.mark.parametrize(
    ("piece", "code"),
    [
        ("amount = 200", "key_missing"),
        ('version = "2025"', "key_missing"),
        ("active_kwh = 700", "key_missing"),
    ],
)
def test_a_missing_key_is_named(piece: str, code: str) -> None:
    problems = refusal(changed(HOUSEHOLD, piece, "").encode()).problems
    assert [problem.code for problem in problems] == [code]
    assert piece.split(" ")[0] in problems[0].in_language("en")


def test_all_problems_are_said_at_once_in_the_order_of_the_file() -> None:
    text = changed(HOUSEHOLD, "verified = true", "verified = 1")
    text = changed(text, "amount = 200", "amount = -1")
    text = changed(text, "rate_percent = 20", "rate_percent = 200")
    lines = [line for _, line in found(text)]
    assert len(lines) == 3
    assert lines == sorted(lines)
    assert found(text)[1] == ("minimum", line_of(text, "amount = -1"))


def test_a_misspelt_key_is_answered_with_the_right_one() -> None:
    text = changed(HOUSEHOLD, "only_categories", "only_category")
    problem = refusal(text.encode()).problems[0]
    assert problem.in_language("en").endswith("was one of these meant: only_categories?")


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b"", "file_empty", None),
        (b"\xef\xbb\xbf  \n", "file_empty", None),
        (b"x" * (LARGEST_FILE_BYTES + 1), "file_too_large", None),
        (HOUSEHOLD.encode("latin-1"), "file_not_utf8", line_of(HOUSEHOLD, "ë")),
        (HOUSEHOLD.encode("utf-16"), "file_not_utf8", 1),
        (b"PK\x03\x04\x00\x00", "file_not_toml", 1),
        (b"code;version\nA;1\n", "file_not_toml", 1),
        (b'code = "A"\ncode = "B"\n', "file_not_toml", 2),
        (b"a = " + b"[" * 5_000, "file_nested_too_deep", None),
        (HOUSEHOLD[:700].encode(), "file_truncated", HOUSEHOLD[:700].count("\n") + 1),
    ],
)
def test_a_file_that_is_no_tariff_is_refused_as_what_it_is(content: bytes, code: str, line: int | None) -> None:
    assert [(problem.code, problem.line) for problem in refusal(content).problems] == [(code, line)]


def test_a_byte_order_mark_and_windows_line_ends_are_accepted() -> None:
    plain = tariff_file(content=HOUSEHOLD.encode())
    assert tariff_file(content=HOUSEHOLD.encode("utf-8-sig")) == plain
    windows = tariff_file(content=HOUSEHOLD.replace("\n", "\r\n").encode())
    assert windows.version == plain.version


@pytest.mark.parametrize("end", range(0, len(HOUSEHOLD), 97))
def test_a_file_cut_off_anywhere_is_refused(end: int) -> None:
    cut = HOUSEHOLD[:end]
    # Only a cut on the border of an example leaves a whole file, with the examples before it.
    if "[[examples]]" in cut and cut.rstrip().endswith("}"):
        assert tariff_file(content=cut.encode()).version.examples
    else:
        refusal(cut.encode())


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_bent_file_is_read_or_refused_but_never_crashes(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from((HOUSEHOLD, ZONES, BLOCKS)))
    lines = text.split("\n")
    for _ in range(data.draw(st.integers(1, 4))):
        number = data.draw(st.integers(0, len(lines) - 1))
        lines[number] = data.draw(
            st.one_of(
                st.just(""),
                st.just(lines[number] * 2),
                st.sampled_from(lines),
                st.text(max_size=30),
                st.sampled_from(("charges = 1", "examples = {}", "taxes = [1]", "[charges]", "note = []", "x = nan")),
            )
        )
    said = "read"
    try:
        tariff_file(content="\n".join(lines).encode("utf-8", errors="replace"))
    except UnableToReadTariffFile as refused:
        said = refused.in_language("sq") + refused.in_language("en")
    assert said


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_refused_and_never_crash(content: bytes) -> None:
    refusal(content)


def test_prices_are_exact() -> None:
    text = changed(HOUSEHOLD, "amount = 200", "amount = 200.000001")
    charge = next(each for each in tariff_file(content=text.encode()).version.charges if each.code == "zero_use")
    assert charge.amount_micro == 200_000_001  # type: ignore[attr-defined]


def test_every_field_of_a_version_can_be_read_from_a_file() -> None:
    version = tariff_file(content=ZONES.encode()).version
    assert version.zone_calendar is not None
    assert version.zone_calendar.zones() == ("peak", "offpeak")
    assert {field.name for field in fields(version)} >= {"source", "is_verified", "examples", "taxes"}


def test_the_published_schema_is_the_one_that_is_used() -> None:
    published = json.loads((DOCS / "tariff.schema.json").read_text(encoding="utf-8"))
    assert published == json.loads(json.dumps(tariff_schema())), "run: drita tariff schema > docs/tariff.schema.json"
