"""A batch of bills is its members one by one; what cannot be rated becomes a problem and the rest goes on."""

import json
from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drita.rules.billing.billing_problems import billing_problem_words
from drita.rules.money import PPM, with_line_amounts
from drita.rules.tariffs.flat_energy import FlatEnergy
from drita.rules.tariffs.order import CHARGE_KINDS, KIND_OF_CHARGE, ORDER
from drita.rules.tariffs.rate_bills import rate_bills
from drita.rules.tariffs.rating_frames import LINE_FRAME, Rated, version_frame
from drita.rules.tariffs.rating_problems import RATING_PROBLEMS
from drita.rules.tariffs.zone_prices import ZonePrice, ZonePrices
from tests.rules.tariffs.random_cases import CALENDAR, WORDS, head, random_cases
from tests.rules.tariffs.small_bills import quantities, rate_one, short_lines, supply, version

START, END = date(2026, 1, 1), date(2026, 2, 1)
FLAT = FlatEnergy(**head("energy", "energy"), price_micro=10 * PPM)
ZONED = ZonePrices(
    **head("energy", "energy"),
    prices=(ZonePrice(zone="peak", label=WORDS, price_micro=20 * PPM), ZonePrice(zone="offpeak", label=WORDS, price_micro=10 * PPM)),
    fallback_price_micro=15 * PPM,
)  # fmt: skip


@settings(max_examples=3, deadline=None)
@given(st.integers(0, 10**9))
def test_a_batch_equals_its_members_one_by_one(seed: int) -> None:
    cases = random_cases(seed=seed, bills=25, tariffs=6)
    batch = rate_bills(supplies=cases.supplies, determinants=cases.determinants, tariffs=cases.tariffs)
    for key in cases.supplies["bill_key"]:
        one = rate_bills(
            supplies=cases.supplies.filter(pl.col("bill_key") == key),
            determinants=cases.determinants.filter(pl.col("bill_key") == key),
            tariffs=cases.tariffs,
        )
        assert one.lines.equals(batch.lines.filter(pl.col("bill_key") == key))
        assert one.totals.equals(batch.totals.filter(pl.col("bill_key") == key))


@settings(max_examples=6, deadline=None)
@given(st.integers(0, 10**9))
def test_the_order_of_rows_does_not_matter(seed: int) -> None:
    cases = random_cases(seed=seed, bills=100, tariffs=6)
    straight = rate_bills(supplies=cases.supplies, determinants=cases.determinants, tariffs=cases.tariffs)
    mixed = rate_bills(
        supplies=cases.supplies,
        determinants=cases.determinants.sample(fraction=1.0, shuffle=True, seed=seed),
        tariffs=cases.tariffs,
    )
    assert mixed.lines.equals(straight.lines)
    assert mixed.totals.equals(straight.totals)


@settings(max_examples=6, deadline=None)
@given(st.integers(0, 10**9))
def test_each_line_follows_from_its_own_numbers(seed: int) -> None:
    cases = random_cases(seed=seed, bills=200, tariffs=10)
    lines = rate_bills(supplies=cases.supplies, determinants=cases.determinants, tariffs=cases.tariffs).lines
    again = with_line_amounts(lines=lines.drop("amount_minor"))
    assert again["amount_minor"].equals(lines["amount_minor"])
    first = lines.group_by("bill_key").agg(pl.col("line_no").min(), count=pl.len(), last=pl.col("line_no").max())
    assert (first["line_no"] == 1).all()
    assert (first["last"] == first["count"]).all()


def test_the_frames_have_the_agreed_columns_also_without_rows() -> None:
    rated = rate_one(version(FLAT), start=START, end=END, active_wh=1_000)
    empty = rate_bills(supplies=supply(START, END).clear(), determinants=quantities().clear(), tariffs=(version(FLAT),))
    for one in (rated, empty):
        assert dict(one.lines.schema) == LINE_FRAME
        assert one.totals.columns[0] == "bill_key"
        assert one.problems.columns == ["bill_key", "code", "params"]


def problem_codes(rated: Rated) -> list[str]:
    assert rated.lines.is_empty()
    assert rated.totals.is_empty()
    for code, params in rated.problems.select("code", "params").rows():
        for language in ("sq", "en"):
            assert RATING_PROBLEMS[code].in_language(language, **json.loads(params))
    return rated.problems["code"].to_list()


WHOLE = ("active_import", "", START, END, 1_000)
MIDDLE = date(2026, 1, 16)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], ["determinant_missing"]),
        ([("reactive_import", "", START, END, 5)], ["determinant_missing"]),
        ([WHOLE, ("heat", "", START, END, 5)], ["determinant_unknown"]),
        ([("active_import", "", START, END, None)], ["quantity_out_of_bounds"]),
        ([("active_import", "", START, END, 10**13 + 1)], ["quantity_out_of_bounds"]),
        ([("active_import", "", START, END, -(2**63))], ["quantity_out_of_bounds"]),
        ([("active_import", "", START, MIDDLE, 1)], ["subperiods_do_not_tile"]),
        ([("active_import", "", MIDDLE, END, 1)], ["subperiods_do_not_tile"]),
        ([WHOLE, WHOLE], ["subperiods_do_not_tile"]),
        ([("active_import", "", START, MIDDLE, 1), ("active_import", "", date(2026, 1, 17), END, 1)], ["subperiods_do_not_tile"]),
        ([("active_import", "", START, MIDDLE, 1), ("active_import", "", date(2026, 1, 15), END, 1)], ["subperiods_do_not_tile"]),
        ([("active_import", "", START, date(2026, 2, 2), 1)], ["subperiods_do_not_tile"]),
        ([WHOLE, ("active_import", "peak", START, END, 999)], ["zones_do_not_sum"]),
        ([WHOLE, ("active_import", "peak", START, MIDDLE, 1_000)], ["zones_do_not_sum"]),
        ([WHOLE, ("active_import", "night", START, END, 1_000)], ["zone_without_price"]),
    ],
)  # fmt: skip
def test_quantities_that_cannot_be_meant_become_problems(rows: list[tuple[object, ...]], expected: list[str]) -> None:
    zoned = version(ZONED, zone_calendar=CALENDAR)
    rated = rate_bills(supplies=supply(START, END), determinants=quantities(*rows), tariffs=(zoned,))
    assert problem_codes(rated) == expected


@pytest.mark.parametrize(
    ("start", "end", "code", "expected"),
    [
        (END, START, "T", "period_invalid"),
        (START, START, "T", "period_invalid"),
        (date(2000, 1, 1), END, "T", "period_invalid"),
        (START, END, "OTHER", "tariff_unknown"),
        (date(2019, 12, 31), END, "T", "tariff_not_in_force"),
        (None, END, "T", "supply_incomplete"),
        (START, END, None, "supply_incomplete"),
    ],
)
def test_supplies_that_cannot_be_rated_become_problems(
    start: date | None, end: date, code: str | None, expected: str
) -> None:
    rated = rate_bills(
        supplies=supply(start, end, code=code),
        determinants=quantities(("active_import", "", start, end, 1)),
        tariffs=(version(FLAT),),
    )
    assert expected in problem_codes(rated)


def test_a_bill_with_a_problem_does_not_stop_the_others() -> None:
    supplies = pl.concat([supply(START, END, key=key) for key in (1, 2, 3, 3)])
    determinants = pl.concat([quantities(WHOLE, key=1), quantities(WHOLE, key=3), quantities(WHOLE, key=4)])
    rated = rate_bills(supplies=supplies, determinants=determinants, tariffs=(version(FLAT),))
    assert rated.totals["bill_key"].to_list() == [1]
    assert rated.problems.select("bill_key", "code").rows() == [
        (2, "determinant_missing"),
        (3, "supply_repeated"),
        (4, "supply_missing"),
    ]


def test_a_hole_between_two_versions_is_a_problem_not_a_cheaper_bill() -> None:
    tariffs = (
        version(FLAT, name="a", valid_to=date(2026, 1, 10)),
        version(FLAT, name="b", valid_from=date(2026, 1, 11)),
    )
    rated = rate_one(*tariffs, start=START, end=END, active_wh=1_000)
    assert problem_codes(rated) == ["tariff_not_in_force"]


def test_overlapping_versions_are_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="overlap"):
        version_frame((version(FLAT, name="a"), version(FLAT, name="b")))


def test_a_frame_with_a_column_of_another_type_is_refused_at_the_door() -> None:
    with pytest.raises(ValueError, match="quantity"):
        rate_bills(
            supplies=supply(START, END),
            determinants=quantities(WHOLE).with_columns(pl.col("quantity").cast(pl.Int32)),
            tariffs=(version(FLAT),),
        )


def test_a_tariff_without_zones_prices_the_whole_of_a_zoned_meter() -> None:
    rated = rate_bills(
        supplies=supply(START, END),
        determinants=quantities(WHOLE, ("active_import", "peak", START, END, 400), ("active_import", "offpeak", START, END, 600)),
        tariffs=(version(FLAT),),
    )  # fmt: skip
    assert short_lines(rated) == [("energy", 1_000, 1_000), ("vat", 1_000, 200)]


def test_zones_have_their_prices_and_a_meter_without_zones_the_fallback() -> None:
    zoned = version(ZONED, zone_calendar=CALENDAR)
    with_zones = rate_bills(
        supplies=supply(START, END),
        determinants=quantities(WHOLE, ("active_import", "peak", START, END, 400), ("active_import", "offpeak", START, END, 600)),
        tariffs=(zoned,),
    )  # fmt: skip
    assert short_lines(with_zones)[:2] == [("energy.peak", 400, 800), ("energy.offpeak", 600, 600)]
    without = rate_one(zoned, start=START, end=END, active_wh=1_000)
    assert short_lines(without)[0] == ("energy", 1_000, 1_500)


def test_two_tax_rates_in_a_period_make_two_tax_lines() -> None:
    change = date(2026, 1, 11)
    tax = version(FLAT).taxes[0]
    lower = type(tax)(code="vat", label=WORDS, rate_ppm=100_000)
    rated = rate_one(
        version(FLAT, name="a", valid_to=change),
        version(FLAT, name="b", valid_from=change, taxes=(lower,)),
        start=START,
        end=END,
        active_wh=31_000,
    )
    assert short_lines(rated)[2:] == [("vat", 10_000, 2_000), ("vat", 21_000, 2_100)]


def test_tax_is_rounded_once_on_the_sum_and_not_line_by_line() -> None:
    # Three lines of 0.02 each: 0.004 of tax each would round to nothing, 0.012 together is 0.01.
    charges = [FlatEnergy(**head(code, "energy"), price_micro=20_000) for code in ("energy", "transport", "balance")]
    rated = rate_one(version(*charges), start=START, end=END, active_wh=1_000)
    assert [amount for _, _, amount in short_lines(rated)] == [2, 2, 2, 1]


def test_a_charge_that_is_switched_off_makes_no_line() -> None:
    off = FlatEnergy(**head("energy", "energy"), price_micro=10 * PPM, is_enabled=False)
    assert short_lines(rate_one(version(off), start=START, end=END, active_wh=1_000)) == []


def test_every_reason_not_to_rate_is_worded_for_the_clerk() -> None:
    params = {"tariff_code": "T", "period_start": "2026-01-01", "period_end": "2026-02-01"}
    for code in RATING_PROBLEMS:
        for language in ("sq", "en"):
            assert not billing_problem_words(code=code, language=language, params=params).startswith(code)


def test_every_kind_stands_once_in_the_order_and_names_its_own_file() -> None:
    kinds = [kind for _, section in ORDER for kind in section]
    assert len(kinds) == len(CHARGE_KINDS) == len(KIND_OF_CHARGE)
    for kind in kinds:
        assert kind.rule_id == f"rules.tariffs.{kind.name}"
        assert getattr(kind.lines, "__module__", "") == f"drita.{kind.rule_id}"
