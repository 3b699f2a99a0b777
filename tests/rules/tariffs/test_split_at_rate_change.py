"""Cutting periods at price changes conserves days, energy and money."""

from datetime import date, timedelta

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from drita.rules.money import DIVISOR_OF_UNIT, PPM
from drita.rules.tariffs.block_table import Block
from drita.rules.tariffs.flat_energy import FlatEnergy
from drita.rules.tariffs.incremental_blocks import IncrementalBlocks
from drita.rules.tariffs.rate_bills import rate_bills
from drita.rules.tariffs.rating_frames import version_frame
from drita.rules.tariffs.split_at_rate_change import bill_stretches, split_at_rate_change
from tests.rules.tariffs.random_cases import head, random_cases
from tests.rules.tariffs.small_bills import quantities, rate_one, short_lines, supply, version

SEEDS = st.integers(0, 10**9)


@settings(max_examples=8, deadline=None)
@given(SEEDS)
def test_days_and_energy_are_conserved(seed: int) -> None:
    cases = random_cases(seed=seed, bills=200, tariffs=10)
    stretches = bill_stretches(supplies=cases.supplies, versions=version_frame(cases.tariffs))
    split = split_at_rate_change(stretches=stretches, determinants=cases.determinants)
    found = split.segments.group_by("bill_key").agg(
        days=(pl.col("days_until") - pl.col("days_before")).sum(),
        wh=pl.col("active_wh").sum(),
        ends=pl.col("is_last").sum(),
    )
    expected = cases.supplies.select(
        "bill_key", days=(pl.col("period_end") - pl.col("period_start")).dt.total_days()
    ).join(
        cases.determinants.filter(pl.col("determinant") == "active_import", pl.col("zone") == "")
        .group_by("bill_key")
        .agg(wh=pl.col("quantity").sum()),
        on="bill_key",
    )
    joined = found.join(expected, on="bill_key", suffix="_expected")
    assert joined.height == cases.supplies.height
    assert (joined["days"] == joined["days_expected"]).all()
    assert (joined["wh"] == joined["wh_expected"]).all()
    assert (joined["ends"] == 1).all()


@settings(max_examples=8, deadline=None)
@given(SEEDS)
def test_the_lines_of_energy_sum_to_the_energy_of_the_bill(seed: int) -> None:
    cases = random_cases(seed=seed, bills=200, tariffs=10)
    rated = rate_bills(supplies=cases.supplies, determinants=cases.determinants, tariffs=cases.tariffs)
    energy = rated.lines.filter(pl.col("ledger_key") == "energy").group_by("bill_key").agg(wh=pl.col("quantity").sum())
    joined = rated.totals.join(energy, on="bill_key", how="left").with_columns(pl.col("wh").fill_null(0))
    assert (joined["wh"] == joined["consumption_wh"]).all()


@settings(max_examples=8, deadline=None)
@given(SEEDS)
def test_money_is_conserved_from_lines_to_totals_and_each_line_within_half_a_hundredth(seed: int) -> None:
    cases = random_cases(seed=seed, bills=200, tariffs=10)
    rated = rate_bills(supplies=cases.supplies, determinants=cases.determinants, tariffs=cases.tariffs)
    sums = rated.lines.group_by("bill_key").agg(all_lines=pl.col("amount_minor").sum())
    joined = rated.totals.join(sums, on="bill_key", how="left").with_columns(pl.col("all_lines").fill_null(0))
    assert (joined["all_lines"] == joined["total_minor"]).all()
    parts = joined["taxable_minor"] + joined["vat_minor"] + joined["untaxed_minor"]
    assert (parts == joined["total_minor"]).all()
    for quantity, unit, price, factor, amount in rated.lines.select(
        "quantity", "unit", "price_micro", "factor_ppm", "amount_minor"
    ).iter_rows():
        divisor = DIVISOR_OF_UNIT[unit] * PPM
        assert 2 * abs(amount * divisor - quantity * price * factor) <= divisor


@settings(max_examples=40, deadline=None)
@given(
    wh=st.integers(-2_000_000, 2_000_000),
    cut=st.integers(1, 30),
    price_micro=st.integers(0, 30).map(lambda lek: lek * 1_000_000),
)
def test_a_change_that_changes_no_price_changes_no_bill_but_by_the_rounding_of_its_lines(
    wh: int, cut: int, price_micro: int
) -> None:
    start, end = date(2026, 1, 1), date(2026, 2, 1)
    charge = FlatEnergy(**head("energy", "energy"), price_micro=price_micro)
    change = start + timedelta(days=cut)
    one = rate_one(version(charge), start=start, end=end, active_wh=wh)
    two = rate_one(
        version(charge, name="a", valid_to=change),
        version(charge, name="b", valid_from=change),
        start=start,
        end=end,
        active_wh=wh,
    )
    difference = one.totals["energy_minor"].item() - two.totals["energy_minor"].item()
    assert abs(difference) <= 1  # two lines round twice, each by at most half a hundredth


def test_limits_one_wh_apart_lose_and_win_no_energy_in_a_stretch_between_two_changes() -> None:
    # Shares of the first ten limits differ by less than the floor of a middle stretch: the share of
    # the higher limit comes out one Wh below that of the lower one.
    blocks = (*(Block(limit, limit * PPM) for limit in range(101, 111)), Block(None, 50 * PPM))
    charge = IncrementalBlocks(**head("energy", "energy"), blocks=blocks, is_scaled_by_days=False)
    changes = [date(2026, 1, 8), date(2026, 1, 20)]
    tariffs = (
        version(charge, name="a", valid_to=changes[0]),
        version(charge, name="b", valid_from=changes[0], valid_to=changes[1]),
        version(charge, name="c", valid_from=changes[1]),
    )
    rated = rate_one(*tariffs, start=date(2026, 1, 1), end=date(2026, 2, 1), active_wh=1_000)
    middle = rated.lines.filter(pl.col("tariff_version") == "b")
    assert middle["quantity"].min() > 0
    assert middle["quantity"].sum() == 1_000 * 19 // 31 - 1_000 * 7 // 31


def test_an_actual_reading_on_the_day_of_the_change_makes_the_cut_exact() -> None:
    cheap = FlatEnergy(**head("energy", "energy"), price_micro=1_000_000)
    dear = FlatEnergy(**head("energy", "energy"), price_micro=2_000_000)
    change = date(2026, 1, 11)
    rated = rate_bills(
        supplies=supply(date(2026, 1, 1), date(2026, 2, 1)),
        determinants=quantities(
            ("active_import", "", date(2026, 1, 1), change, 7_000),
            ("active_import", "", change, date(2026, 2, 1), 90_000),
        ),
        tariffs=(version(cheap, name="a", valid_to=change), version(dear, name="b", valid_from=change)),
    )
    assert short_lines(rated) == [("energy", 7_000, 700), ("energy", 90_000, 18_000), ("vat", 18_700, 3_740)]


def test_zones_on_one_side_of_a_meter_exchange_leave_the_other_side_at_the_whole() -> None:
    start, exchange, end = date(2026, 1, 1), date(2026, 1, 16), date(2026, 2, 1)
    cases_rows = quantities(
        ("active_import", "", start, exchange, 100),
        ("active_import", "", exchange, end, 200),
        ("active_import", "peak", exchange, end, 150),
        ("active_import", "offpeak", exchange, end, 50),
    )
    stretches = bill_stretches(supplies=supply(start, end), versions=version_frame((version(),)))
    split = split_at_rate_change(stretches=stretches, determinants=cases_rows)
    assert split.segments.select("active_wh", "active_unzoned_wh", "period_active_wh").rows() == [(300, 100, 300)]
    assert sorted(split.quantities.select("zone", "quantity").rows()) == [("offpeak", 50), ("peak", 150)]
