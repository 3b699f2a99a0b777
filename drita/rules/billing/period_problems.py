"""Periods that cannot be billed: nothing to bill, no meter, or a stretch without one."""

import polars as pl

from drita.rules.billing.reading_pairs import ACTIVE


def period_problems(*, periods: pl.DataFrame, spans: pl.DataFrame) -> pl.DataFrame:
    """
    (This function will) list the bills whose period is empty or not covered by meters.

    The meters of the active energy must follow one another through the whole period without a
    gap: energy of days without a meter is not guessed here.

    Shape: periods: bill_key, period_start, period_end; spans: bill_key, determinant, from_date,
    to_date (register spans within the period) -> bill_key, code, params, at most one row per bill.

    >>> from datetime import date
    >>> periods = pl.DataFrame({"bill_key": [1], "period_start": [date(2026, 9, 30)],
    ...     "period_end": [date(2026, 10, 31)]})
    >>> spans = pl.DataFrame({"bill_key": [1], "determinant": ["active_import"],
    ...     "from_date": [date(2026, 10, 3)], "to_date": [date(2026, 10, 31)]})
    >>> period_problems(periods=periods, spans=spans)["code"].to_list()
    ['meter_not_covering']
    """
    covered = (
        spans.filter(pl.col("determinant") == ACTIVE)
        .select("bill_key", "from_date", "to_date")
        .unique()
        .group_by("bill_key")
        .agg(covered=(pl.col("to_date") - pl.col("from_date")).dt.total_days().sum())
    )
    days = (pl.col("period_end") - pl.col("period_start")).dt.total_days()
    code = (
        pl.when(days.fill_null(0) <= 0)
        .then(pl.lit("no_period"))
        .when(pl.col("covered").is_null())
        .then(pl.lit("no_meter"))
        .when(pl.col("covered") != days)
        .then(pl.lit("meter_not_covering"))
    )
    told = pl.struct(
        from_date=pl.col("period_start").dt.to_string("%Y-%m-%d"),
        to_date=pl.col("period_end").dt.to_string("%Y-%m-%d"),
        billed_to=pl.col("period_start").dt.to_string("%Y-%m-%d"),
    )
    return (
        periods.join(covered, on="bill_key", how="left", maintain_order="left")
        .select("bill_key", code=code, params=told.struct.json_encode())
        .filter(pl.col("code").is_not_null())
    )
