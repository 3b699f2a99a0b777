"""What the dial would show, where nobody could read it."""

from typing import Final

import polars as pl

LAST_YEAR: Final = "same_month_last_year"
LAST_THREE: Final = "mean_of_last_three"
UNUSED: Final = "unused_lately"
NO_HISTORY: Final = "no_history"
# A period of last year counts as the same one when it ends within these days of the day a year before.
NEARNESS: Final = "16d"
NEEDED_SCHEMA: Final = pl.Schema(
    {
        "register_id": pl.Int64,
        "previous_on": pl.Date,
        "previous_milli": pl.Int64,
        "read_on": pl.Date,
        "dials": pl.Int64,
    }
)
HISTORY_SCHEMA: Final = pl.Schema({"register_id": pl.Int64, "read_on": pl.Date, "value_milli": pl.Int64})


def estimated_reading(*, needed: pl.DataFrame, history: pl.DataFrame) -> pl.DataFrame:
    """
    (This function will) estimate readings: daily use of the same period last year, else of the last three.

    The daily use of the chosen history times the days since the previous reading, cut to whole kWh,
    is added to the previous reading, round the dial if need be. Who used nothing over the last three
    periods is not estimated: an empty flat gets no invented use.

    Units: thousandths of the dial's unit.
    Shape: needed NEEDED_SCHEMA (others are kept); history HISTORY_SCHEMA, real readings only -> needed +
    value_milli Int64 (null where there is no estimate), method String (LAST_YEAR, LAST_THREE, UNUSED,
    NO_HISTORY), in the order of needed.
    Source: reference value of the regulator's decisions 58/2020 and 24/2021: the same month of the year
    before, else the mean of metered use; contracts with three months of zero use are left out.

    >>> from datetime import date
    >>> history = pl.DataFrame({"register_id": [1, 1], "read_on": [date(2026, 8, 1), date(2026, 9, 1)],
    ...     "value_milli": [100_000, 131_000]}, schema=HISTORY_SCHEMA)
    >>> needed = pl.DataFrame({"register_id": [1], "previous_on": [date(2026, 9, 1)],
    ...     "previous_milli": [131_000], "read_on": [date(2026, 10, 1)], "dials": [5]}, schema=NEEDED_SCHEMA)
    >>> estimated_reading(needed=needed, history=history).select("value_milli", "method").row(0)
    (161000, 'mean_of_last_three')
    """
    dials = needed.select("register_id", "dials").unique("register_id")
    steps = _steps(history.join(dials, on="register_id", how="inner"))
    last_three = (
        steps.sort("register_id", "to_on")
        .group_by("register_id", maintain_order=True)
        .tail(3)
        .group_by("register_id")
        .agg(three_milli=pl.col("advance_milli").sum(), three_days=pl.col("days").sum(), steps=pl.len())
    )
    year_ago = steps.select("register_id", "to_on", year_milli="advance_milli", year_days="days").sort("to_on")
    numbered = needed.with_row_index("_row").with_columns(_year_ago=pl.col("read_on").dt.offset_by("-1y"))
    found = (
        numbered.sort("_year_ago")
        .join_asof(
            year_ago,
            left_on="_year_ago",
            right_on="to_on",
            by="register_id",
            strategy="nearest",
            tolerance=NEARNESS,
            check_sortedness=False,
        )
        .join(last_three, on="register_id", how="left")
        .sort("_row")
    )
    return (
        found.with_columns(method=_method())
        .with_columns(value_milli=_value())
        .select(*needed.columns, "value_milli", "method")
    )


def _steps(history: pl.DataFrame) -> pl.DataFrame:
    """Advance and days between consecutive real readings of each register."""
    range_milli = pl.lit(10, pl.Int64).pow(pl.col("dials")) * 1000
    step = pl.col("value_milli") - pl.col("value_milli").shift(1).over("register_id")
    days = (pl.col("read_on") - pl.col("read_on").shift(1).over("register_id")).dt.total_days()
    return (
        history.sort("register_id", "read_on")
        .with_columns(
            advance_milli=pl.when(step < 0).then(step + range_milli).otherwise(step), days=days, to_on="read_on"
        )
        .filter(pl.col("days") > 0)
    )


def _method() -> pl.Expr:
    is_unused = (pl.col("steps") >= 3) & (pl.col("three_milli") == 0)
    return (
        pl.when(is_unused.fill_null(value=False))
        .then(pl.lit(UNUSED))
        .when(pl.col("year_days").is_not_null())
        .then(pl.lit(LAST_YEAR))
        .when(pl.col("three_days").is_not_null())
        .then(pl.lit(LAST_THREE))
        .otherwise(pl.lit(NO_HISTORY))
    )


def _value() -> pl.Expr:
    days = (pl.col("read_on") - pl.col("previous_on")).dt.total_days().cast(pl.Int128)
    is_year = pl.col("method") == LAST_YEAR
    energy = pl.when(is_year).then("year_milli").otherwise("three_milli").cast(pl.Int128)
    over = pl.when(is_year).then("year_days").otherwise("three_days").cast(pl.Int128)
    advance = energy * days // over // 1000 * 1000
    range_milli = pl.lit(10, pl.Int64).pow(pl.col("dials")) * 1000
    value = (pl.col("previous_milli") + advance.cast(pl.Int64, strict=True)) % range_milli
    return pl.when(pl.col("method").is_in([LAST_YEAR, LAST_THREE])).then(value)
