"""Shares of days conserve what is shared; block limits follow the days."""

from itertools import pairwise

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drita.rules.energy import LARGEST_ENERGY, LARGEST_PERIOD_DAYS, limit_of_period, part_by_days


def parts(whole: int, cuts: list[int]) -> list[int]:
    """Share a quantity over the stretches between the cuts; the last cut is the number of days."""
    rows = [(whole, begin, end, cuts[-1]) for begin, end in pairwise([0, *cuts])]
    frame = pl.DataFrame(rows, schema=dict.fromkeys("wabd", pl.Int64), orient="row")
    part = part_by_days(whole=pl.col("w"), first_day=pl.col("a"), last_day=pl.col("b"), all_days=pl.col("d"))
    return frame.select(part)["w"].to_list()


QUANTITIES = st.integers(-LARGEST_ENERGY, LARGEST_ENERGY)
CUTS = st.sets(st.integers(1, LARGEST_PERIOD_DAYS), min_size=1, max_size=8).map(sorted)


@given(QUANTITIES, CUTS)
def test_parts_sum_to_the_whole(whole: int, cuts: list[int]) -> None:
    assert sum(parts(whole, cuts)) == whole


@given(QUANTITIES, CUTS)
def test_a_credit_is_the_mirror_of_its_bill(whole: int, cuts: list[int]) -> None:
    assert parts(-whole, cuts) == [-part for part in parts(whole, cuts)]


@given(QUANTITIES, CUTS)
def test_each_part_is_within_one_unit_of_its_exact_share(whole: int, cuts: list[int]) -> None:
    days = [end - begin for begin, end in pairwise([0, *cuts])]
    for part, of_days in zip(parts(whole, cuts), days, strict=True):
        assert abs(part * cuts[-1] - whole * of_days) < cuts[-1]


@pytest.mark.parametrize(
    ("limit", "days", "by_days", "expected"),
    [
        (300_000, 30, True, 300_000),
        (300_000, 31, True, 310_000),
        (300_000, 28, True, 280_000),
        (700_000, 31, True, 723_333),  # 723,333.33
        (5, 15, True, 3),  # 2.5: away from zero
        (300_000, 62, False, 300_000),
    ],
)
def test_a_limit_grows_with_the_days_only_where_the_tariff_says_so(
    limit: int, days: int, by_days: bool, expected: int
) -> None:
    frame = pl.DataFrame({"limit": [limit], "days": [days]})
    found = limit_of_period(limit_per_month=pl.col("limit"), days=pl.col("days"), by_days=by_days)
    assert frame.select(found).item() == expected
