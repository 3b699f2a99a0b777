"""Floors of speed, wide enough for a busy machine; `make bench` has the real numbers."""

from datetime import date
from time import perf_counter

import polars as pl

from drita.rules.tariffs.rate_bills import rate_bills
from drita.rules.tariffs.rating_frames import DETERMINANT_FRAME, SUPPLY_FRAME
from tests.rules.tariffs.small_bills import reference

TARIFFS = reference("al-household-2015", "al-household-2025", "al-household-2026", "al-lv-04-2018")


def frames(count: int) -> dict[str, pl.DataFrame]:
    keys = pl.int_range(count, eager=True, dtype=pl.Int64)
    start, end = date(2025, 1, 16), date(2025, 2, 16)  # across the change of 2025
    days = {"period_start": pl.lit(start), "period_end": pl.lit(end)}
    supplies = (
        keys.alias("bill_key")
        .to_frame()
        .with_columns(tariff_code=pl.lit("AL-HOUSEHOLD"), category=pl.lit("household"), kind=pl.lit("ordinary"), **days)
    )
    determinants = (
        keys.alias("bill_key")
        .to_frame()
        .with_columns(
            determinant=pl.lit("active_import"),
            zone=pl.lit(""),
            from_date=pl.lit(start),
            to_date=pl.lit(end),
            quantity=pl.col("bill_key") * 997 % 1_500_000,
        )
    )
    return {
        "supplies": supplies.select(list(SUPPLY_FRAME)),
        "determinants": determinants.select(list(DETERMINANT_FRAME)),
    }


def seconds(count: int, repeats: int) -> float:
    given = frames(count)
    taken = []
    for _ in range(repeats):
        begin = perf_counter()
        rated = rate_bills(**given, tariffs=TARIFFS)
        taken.append(perf_counter() - begin)
        assert rated.totals.height == count
    return min(taken)


def test_one_bill_takes_less_than_fifteen_milliseconds() -> None:
    assert seconds(1, 40) < 0.015


def test_a_hundred_thousand_bills_take_seconds() -> None:
    assert seconds(100_000, 2) < 15
