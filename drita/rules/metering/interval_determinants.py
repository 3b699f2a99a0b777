"""From the interval days of a bill to the energy of its period, whole and per price zone."""

from collections.abc import Sequence
from datetime import date
from typing import Final

import polars as pl

from drita.rules.calendars.zone_calendar import ZoneCalendar, zones_of_local_day
from drita.rules.metering.consumption_determinants import DETERMINANT_SCHEMA, WHOLE, Determinants

BILL_INTERVAL_DAY_SCHEMA: Final = pl.Schema(
    {
        "bill_key": pl.Int64(),
        "register_id": pl.Int64(),
        "day": pl.Date(),
        "interval_minutes": pl.Int32(),
        "values_wh": pl.List(pl.Int64),
    }
)
BILL_REGISTER_SPAN_SCHEMA: Final = pl.Schema(
    {
        "bill_key": pl.Int64,
        "register_id": pl.Int64,
        "determinant": pl.String,
        "from_date": pl.Date,
        "to_date": pl.Date,
        "period_start": pl.Date,
        "period_end": pl.Date,
    }
)
_KEY: Final = ["bill_key", "determinant", "from_date", "to_date"]


def interval_determinants(
    *,
    interval_days: pl.DataFrame,
    spans: pl.DataFrame,
    calendar: ZoneCalendar | None,
    cut_dates: Sequence[date] = (),
) -> Determinants:
    """
    (This function will) add up interval values to determinants per sub-period and price zone.

    Sub-periods are cut at `cut_dates` (days on which prices change), so that with intervals the
    energy before and after a price change is measured and not apportioned. A bill with a missing
    day or a missing value is a problem and gets no determinants: a hole is never billed as zero.

    Units: Wh, or varh for reactive determinants. Zones by the local clock at the interval's start.
    Shape: interval_days BILL_INTERVAL_DAY_SCHEMA; spans BILL_REGISTER_SPAN_SCHEMA, one row per bill
    and register: the part [from_date, to_date) of the bill's period in which the register was
    installed, every day of which must be there (days outside are left out); calendar None = no zone
    rows -> Determinants, sorted; zone rows sum to the '' row of the same sub-period.

    >>> day, end = date(2026, 10, 25), date(2026, 10, 26)
    >>> days = pl.DataFrame(
    ...     {"bill_key": [1], "register_id": [7], "day": [day], "interval_minutes": [60],
    ...      "values_wh": [[1000] * 25]}, schema=BILL_INTERVAL_DAY_SCHEMA)
    >>> spans = pl.DataFrame(
    ...     [(1, 7, "active_import", day, end, day, end)], schema=BILL_REGISTER_SPAN_SCHEMA, orient="row")
    >>> interval_determinants(interval_days=days, spans=spans, calendar=None).determinants.rows()
    [(1, 'active_import', '', datetime.date(2026, 10, 25), datetime.date(2026, 10, 26), 25000)]
    """
    inside = interval_days.join(spans, on=["bill_key", "register_id"], how="inner").filter(
        (pl.col("day") >= pl.col("from_date")) & (pl.col("day") < pl.col("to_date"))
    )
    problems = pl.concat([_missing_days(inside, spans), _missing_values(inside)]).sort(
        "bill_key", "determinant", "code"
    )
    good = _with_sub_period(inside, cut_dates).join(problems, on="bill_key", how="anti")
    rows = [_whole(good)] if calendar is None else [_whole(good), _by_zone(good, calendar)]
    determinants = pl.concat(rows).sort([*_KEY, "zone"])
    return Determinants(determinants=determinants, problems=problems)


def _with_sub_period(days: pl.DataFrame, cut_dates: Sequence[date]) -> pl.DataFrame:
    """The sub-period of a day: from the last cut on or before it to the first cut after it."""
    from_date, to_date = pl.col("period_start"), pl.col("period_end")
    for cut in sorted(set(cut_dates)):
        at = pl.lit(cut)
        from_date = pl.when((at <= pl.col("day")) & (at > from_date)).then(at).otherwise(from_date)
        to_date = pl.when((at > pl.col("day")) & (at < to_date)).then(at).otherwise(to_date)
    return days.with_columns(from_date=from_date, to_date=to_date)


def _whole(days: pl.DataFrame) -> pl.DataFrame:
    return (
        days.group_by(_KEY)
        .agg(quantity=pl.col("values_wh").list.sum().sum())
        .with_columns(zone=pl.lit(WHOLE))
        .select(list(DETERMINANT_SCHEMA))
        .cast(DETERMINANT_SCHEMA)
    )


def _by_zone(days: pl.DataFrame, calendar: ZoneCalendar) -> pl.DataFrame:
    # Zones are looked up once per distinct day and joined as lists; a join per interval would
    # move a hundred times as many rows.
    shapes = days.select("day", "interval_minutes").unique()
    zones = shapes.with_columns(
        zone=pl.Series(
            [
                zones_of_local_day(calendar=calendar, day=day, interval_minutes=minutes)
                for day, minutes in shapes.rows()
            ],
            dtype=pl.List(pl.String),
        )
    )
    return (
        days.join(zones, on=["day", "interval_minutes"], how="inner")
        .select(*_KEY, "zone", quantity="values_wh")
        .explode("zone", "quantity")
        .group_by([*_KEY, "zone"])
        .agg(pl.col("quantity").sum())
        .select(list(DETERMINANT_SCHEMA))
        .cast(DETERMINANT_SCHEMA)
    )


def _missing_days(inside: pl.DataFrame, spans: pl.DataFrame) -> pl.DataFrame:
    """Registers with fewer days than their span has, those without any day included."""
    wanted = spans.with_columns(wanted=(pl.col("to_date") - pl.col("from_date")).dt.total_days())
    # Counted per span: a register may have two in one bill, and days of one do not fill the other.
    key = ["bill_key", "register_id", "from_date"]
    found = inside.group_by(key).agg(found=pl.col("day").n_unique())
    return (
        wanted.join(found, on=key, how="left")
        .with_columns(pl.col("found").fill_null(0))
        .filter(pl.col("found") < pl.col("wanted"))
        .select(
            pl.col("bill_key").cast(pl.Int64),
            "determinant",
            code=pl.lit("interval_days_missing"),
            params=pl.struct("register_id", "wanted", "found").struct.json_encode(),
        )
    )


def _missing_values(inside: pl.DataFrame) -> pl.DataFrame:
    holes = pl.col("values_wh").list.eval(pl.element().is_null()).list.sum()
    return (
        inside.with_columns(holes=holes)
        .filter(pl.col("holes") > 0)
        .group_by("bill_key", "determinant")
        .agg(pl.col("holes").sum(), first=pl.col("day").min())
        .select(
            pl.col("bill_key").cast(pl.Int64),
            "determinant",
            code=pl.lit("interval_values_missing"),
            params=pl.struct("holes", first_day=pl.col("first").dt.to_string("%Y-%m-%d")).struct.json_encode(),
        )
    )
