"""Interval values of instants gathered into local days of 23, 24 or 25 hours."""

from dataclasses import dataclass
from typing import Final

import polars as pl

from drita.rules.calendars.local_time import INTERVAL_LENGTHS_MINUTES
from drita.rules.metering.whole_wh import whole_wh

ZONE: Final = "Europe/Tirane"
MISSING_QUALITY: Final = "N"

INTERVAL_SCHEMA: Final = pl.Schema(
    {
        "register_key": pl.Int64(),
        "start_at": pl.Datetime("us", "UTC"),
        "interval_minutes": pl.Int32(),
        "value_micro_wh": pl.Int64(),
        "quality": pl.String(),
    }
)
INTERVAL_DAY_SCHEMA: Final = pl.Schema(
    {
        "register_key": pl.Int64(),
        "day": pl.Date(),
        "interval_minutes": pl.Int32(),
        "values_wh": pl.List(pl.Int64),
        "qualities": pl.String(),
    }
)
INTERVAL_PROBLEM_SCHEMA: Final = pl.Schema(
    {
        "register_key": pl.Int64(),
        "start_at": pl.Datetime("us", "UTC"),
        "code": pl.String(),
    }
)


@dataclass(frozen=True, slots=True)
class IntervalDays:
    """Days with one value per interval of the local day, and the intervals that found no place."""

    days: pl.DataFrame
    problems: pl.DataFrame


def interval_days(*, intervals: pl.DataFrame) -> IntervalDays:
    """
    (This function will) put interval values in their places in the days of the local clock.

    An interval belongs to the local day in which it starts; its place is counted in elapsed time
    from local midnight, so the clock change neither doubles nor drops one. A day that is covered in
    part keeps the other places empty (null, quality N). An interval that does not start on the grid
    of the day, or that is given twice with different values, is a problem; the first value stays.

    Units: value_micro_wh in millionths of a Wh (or varh), values_wh in Wh; interval_minutes is one of
    INTERVAL_LENGTHS_MINUTES. Rounding to whole Wh conserves the sum of each day (whole_wh).
    Shape: INTERVAL_SCHEMA in any order -> days: INTERVAL_DAY_SCHEMA, one row per register and day,
    sorted; problems: INTERVAL_PROBLEM_SCHEMA.

    >>> from datetime import datetime, UTC, timedelta
    >>> start = datetime(2026, 3, 28, 23, tzinfo=UTC)
    >>> hours = pl.DataFrame(
    ...     {"register_key": 1, "start_at": [start + timedelta(hours=h) for h in range(23)],
    ...      "interval_minutes": 60, "value_micro_wh": 1_000_000_000, "quality": "A"},
    ...     schema=INTERVAL_SCHEMA)
    >>> day = interval_days(intervals=hours).days.row(0, named=True)
    >>> day["day"].isoformat(), len(day["values_wh"]), sum(day["values_wh"])
    ('2026-03-29', 23, 23000)
    """
    placed = _placed(intervals).sort("register_key", "start_at", maintain_order=True)
    on_grid = placed.filter("is_on_grid")
    single = on_grid.unique(["register_key", "day", "interval_minutes", "place"], keep="first", maintain_order=True)
    return IntervalDays(
        days=_days(single),
        problems=pl.concat([_off_grid(placed), _conflicts(on_grid, single)]).sort("register_key", "start_at"),
    )


def _placed(intervals: pl.DataFrame) -> pl.DataFrame:
    """Each interval with its local day, its place in it and the number of places of that day."""
    local = pl.col("start_at").dt.convert_time_zone(ZONE)
    midnight = pl.col("day").cast(pl.Datetime("us")).dt.replace_time_zone(ZONE)
    next_midnight = pl.col("day").dt.offset_by("1d").cast(pl.Datetime("us")).dt.replace_time_zone(ZONE)
    columns = intervals.select(list(INTERVAL_SCHEMA)).cast(INTERVAL_SCHEMA)
    dated = columns.with_columns(day=local.dt.date())
    # Midnights are computed once per day, not once per interval: the zone lookup is the slow part.
    days = dated.select(pl.col("day").unique()).with_columns(
        midnight=midnight.dt.convert_time_zone("UTC"),
        day_minutes=(next_midnight - midnight).dt.total_minutes().cast(pl.Int32),
    )
    elapsed = (pl.col("start_at") - pl.col("midnight")).dt.total_seconds()
    seconds = pl.col("interval_minutes").cast(pl.Int64) * 60
    return dated.join(days, on="day", how="left").with_columns(
        place=(elapsed // seconds).cast(pl.Int32),
        is_on_grid=(elapsed % seconds == 0) & pl.col("interval_minutes").is_in(INTERVAL_LENGTHS_MINUTES),
        places=pl.col("day_minutes") // pl.col("interval_minutes"),
    )


def _days(single: pl.DataFrame) -> pl.DataFrame:
    """Rows on the grid, each place at most once, gathered to one row per day with all its places."""
    key = ["register_key", "day", "interval_minutes"]
    whole = single.with_columns(value_wh=whole_wh(value="value_micro_wh", within=key)).select(
        *key, "place", "value_wh", "quality"
    )
    grid = (
        single.select(*key, "places")
        .unique()
        .with_columns(place=pl.int_ranges(0, "places", dtype=pl.Int32))
        .explode("place")
        .drop("places")
    )
    missing = pl.col("value_wh").is_null()
    return (
        grid.join(whole, on=[*key, "place"], how="left")
        .with_columns(quality=pl.when(missing).then(pl.lit(MISSING_QUALITY)).otherwise("quality"))
        .sort(*key, "place")
        .group_by(key, maintain_order=True)
        .agg(values_wh="value_wh", qualities=pl.col("quality").str.join(""))
        .cast(INTERVAL_DAY_SCHEMA)
    )


def _off_grid(placed: pl.DataFrame) -> pl.DataFrame:
    return placed.filter(~pl.col("is_on_grid")).select("register_key", "start_at", code=pl.lit("interval_not_on_grid"))


def _conflicts(on_grid: pl.DataFrame, single: pl.DataFrame) -> pl.DataFrame:
    """Intervals given twice with two values; a mere repetition is no problem."""
    key = ["register_key", "day", "interval_minutes", "place"]
    first = single.select(*key, first_value="value_micro_wh")
    differs = pl.col("value_micro_wh").ne_missing(pl.col("first_value"))
    return (
        on_grid.join(first, on=key, how="left")
        .filter(differs)
        .select("register_key", "start_at", code=pl.lit("interval_given_twice"))
    )
