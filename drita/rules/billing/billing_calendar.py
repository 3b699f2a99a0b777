"""On which day each route is read, closed, billed and due."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

import polars as pl

from drita.rules.billing.bill_month import month_shifted
from drita.rules.billing.due_date import due_date

SHORTEST_PERIOD_DAYS: Final = 28
LONGEST_PERIOD_DAYS: Final = 32
CUTOFF_AFTER_WORKING_DAYS: Final = 3
ISSUE_AFTER_WORKING_DAYS: Final = 2
_SATURDAY: Final = 6

ROUTE_SCHEMA: Final = {
    "route_id": pl.Int64,
    "previous_reading_date": pl.Date,
    "usual_day": pl.Int64,
}


def billing_calendar(*, routes: pl.DataFrame, bill_month: date, holidays: Sequence[date]) -> pl.DataFrame:
    """
    (This function will) plan the reading, cut-off, issue and due dates of a month for each route.

    A route is read on the working day nearest to one month after its last reading, if possible so
    that 28 to 32 days lie between; a route without a last reading on its usual day of the month.
    Cut-off is three working days later, issue two working days after that.

    Shape: ROUTE_SCHEMA (usual_day 1..31), one row per route -> route_id, bill_month, reading_date,
    cutoff_date, issue_date, due_date, period_days (null for a first reading), is_period_unusual.
    Source: thirty-day reading period, regulator's letter to the distribution operator (2022).

    >>> routes = pl.DataFrame([[1, date(2026, 9, 28), 28], [2, None, 25]], schema=ROUTE_SCHEMA, orient="row")
    >>> planned = billing_calendar(routes=routes, bill_month=date(2026, 10, 1), holidays=[])
    >>> planned["reading_date"].to_list()
    [datetime.date(2026, 10, 28), datetime.date(2026, 10, 26)]
    """
    days = _working_days(bill_month, holidays)
    in_month = days.filter(days < month_shifted(month=bill_month, months=1))
    chosen = _nearest_working_day(routes, bill_month, in_month)
    cutoff = _working_days_later("reading_date", CUTOFF_AFTER_WORKING_DAYS, days)
    issue = _working_days_later("cutoff_date", ISSUE_AFTER_WORKING_DAYS, days)
    unusual = ~pl.col("period_days").is_between(SHORTEST_PERIOD_DAYS, LONGEST_PERIOD_DAYS)
    return (
        chosen.with_columns(cutoff_date=cutoff)
        .with_columns(issue_date=issue)
        .select(
            "route_id",
            pl.lit(bill_month).alias("bill_month"),
            "reading_date",
            "cutoff_date",
            "issue_date",
            pl.lit(due_date(bill_month=bill_month)).alias("due_date"),
            "period_days",
            is_period_unusual=unusual.fill_null(value=False),
        )
    )


def _working_days(bill_month: date, holidays: Sequence[date]) -> pl.Series:
    """Working days of the month and of the next one, into which cut-off and issue may fall."""
    last = month_shifted(month=bill_month, months=2) - timedelta(days=1)
    days = pl.date_range(bill_month, last, interval="1d", eager=True).alias("day")
    is_free = days.dt.weekday().ge(_SATURDAY) | days.is_in(pl.Series(holidays, dtype=pl.Date).implode())
    return days.filter(~is_free)


def _nearest_working_day(routes: pl.DataFrame, bill_month: date, in_month: pl.Series) -> pl.DataFrame:
    last_day = (month_shifted(month=bill_month, months=1) - timedelta(days=1)).day
    usual = pl.date(bill_month.year, bill_month.month, pl.col("usual_day").clip(1, last_day))
    target = pl.coalesce(pl.col("previous_reading_date").dt.offset_by("1mo"), usual)
    period_days = (pl.col("day") - pl.col("previous_reading_date")).dt.total_days()
    return (
        routes.with_columns(target=target)
        .join(in_month.to_frame(), how="cross")
        .with_columns(period_days=period_days)
        .with_columns(
            is_out=~pl.col("period_days").is_between(SHORTEST_PERIOD_DAYS, LONGEST_PERIOD_DAYS).fill_null(value=True),
            distance=(pl.col("day") - pl.col("target")).dt.total_days().abs(),
        )
        .sort("route_id", "is_out", "distance", "day")
        .unique("route_id", keep="first", maintain_order=True)
        .rename({"day": "reading_date"})
    )


def _working_days_later(column: str, count: int, days: pl.Series) -> pl.Expr:
    return pl.col(column).map_batches(
        lambda dates: days.gather(days.search_sorted(dates, side="right") + (count - 1)),
        return_dtype=pl.Date,
    )
