"""Under which category and tariff a period is billed."""

import polars as pl


def billed_category(*, periods: pl.DataFrame, categories: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """
    (This function will) give each period its one category and tariff, and say where there is none.

    A tariff that changes within the period needs a reading on that day; without it the energy
    before and after cannot be told apart, so the bill waits instead of choosing one of the two.

    Shape: periods: bill_key, period_start, period_end; categories CATEGORY_SCHEMA -> (periods +
    category, tariff_code for those that have exactly one; problems: bill_key, code, params).

    >>> from datetime import date
    >>> periods = pl.DataFrame({"bill_key": [1], "period_start": [date(2026, 9, 30)],
    ...     "period_end": [date(2026, 10, 31)]})
    >>> categories = pl.DataFrame({"bill_key": [1], "category": ["household"], "tariff_code": ["HH"],
    ...     "valid_from": [date(2020, 1, 1)], "valid_to": [None]}, schema_overrides={"valid_to": pl.Date})
    >>> billed_category(periods=periods, categories=categories)[0].select("category", "tariff_code").row(0)
    ('household', 'HH')
    """
    within = (
        categories.join(periods, on="bill_key")
        .with_columns(
            starts=pl.max_horizontal("valid_from", "period_start"),
            ends=pl.min_horizontal("valid_to", "period_end"),
        )
        .filter(pl.col("starts") < pl.col("ends"))
        .group_by("bill_key")
        .agg(
            pl.col("category").sort_by("starts").last(),
            pl.col("tariff_code").sort_by("starts").last(),
            kinds=pl.struct("category", "tariff_code").n_unique(),
            changed_on=pl.col("starts").max(),
            days=(pl.col("ends") - pl.col("starts")).dt.total_days().sum(),
        )
    )
    joined = periods.join(within, on="bill_key", how="left", maintain_order="left").with_columns(
        wanted=(pl.col("period_end") - pl.col("period_start")).dt.total_days()
    )
    code = (
        pl.when(pl.col("kinds").is_null() | (pl.col("days") != pl.col("wanted")))
        .then(pl.lit("no_category"))
        .when(pl.col("kinds") > 1)
        .then(pl.lit("category_changed_in_period"))
    )
    told = pl.struct(changed_on=pl.col("changed_on").dt.to_string("%Y-%m-%d"))
    checked = joined.with_columns(code=code, params=told.struct.json_encode())
    good = checked.filter(pl.col("code").is_null()).select(*periods.columns, "category", "tariff_code")
    bad = checked.filter(pl.col("code").is_not_null()).select("bill_key", "code", "params")
    return good, bad
