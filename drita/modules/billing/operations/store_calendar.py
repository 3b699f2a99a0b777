"""Calendar entries that somebody planned elsewhere are taken over."""

from dataclasses import dataclass

import polars as pl
from django.db import transaction

from drita.modules.billing.models import CalendarEntry

CALENDAR_SCHEMA = {
    "row_number": pl.Int64,
    "route_id": pl.Int64,
    "bill_month": pl.Date,
    "reading_date": pl.Date,
    "cutoff_date": pl.Date,
    "issue_date": pl.Date,
    "due_date": pl.Date,
}
_DATES = ("reading_date", "cutoff_date", "issue_date", "due_date")


@dataclass(frozen=True, slots=True)
class StoredCalendar:
    """How many entries are new, changed, and were there already; row numbers of those out of order."""

    created: int
    changed: int
    unchanged: int
    disordered: tuple[int, ...]


def store_calendar(*, entries: pl.DataFrame) -> StoredCalendar:
    """
    (This function will) store calendar entries; an entry of the same route and month takes the new dates.

    Rows whose dates are not in the order reading, cut-off, issue, due are left out and named.
    Shape: CALENDAR_SCHEMA.
    """
    in_order = (
        (pl.col("reading_date") <= pl.col("cutoff_date"))
        & (pl.col("cutoff_date") <= pl.col("issue_date"))
        & (pl.col("issue_date") < pl.col("due_date"))
        & (pl.col("bill_month").dt.day() == 1)
    )
    good = entries.filter(in_order).unique(["route_id", "bill_month"], keep="last", maintain_order=True)
    with transaction.atomic():
        known = {
            (row["route_id"], row["bill_month"]): tuple(row[name] for name in _DATES)
            for row in CalendarEntry.objects.filter(
                route_id__in=good["route_id"].unique().to_list(),
                bill_month__in=good["bill_month"].unique().to_list(),
            ).values("route_id", "bill_month", *_DATES)
        }
        rows = list(good.drop("row_number").iter_rows(named=True))
        fresh = [row for row in rows if (row["route_id"], row["bill_month"]) not in known]
        changed = [
            row
            for row in rows
            if known.get((row["route_id"], row["bill_month"]), tuple(row[name] for name in _DATES))
            != tuple(row[name] for name in _DATES)
        ]
        CalendarEntry.objects.bulk_create(
            [CalendarEntry(**row) for row in fresh + changed],
            update_conflicts=True,
            update_fields=_DATES,
            unique_fields=["route", "bill_month"],
        )
    return StoredCalendar(
        created=len(fresh),
        changed=len(changed),
        unchanged=entries.height - len(fresh) - len(changed) - entries.filter(~in_order).height,
        disordered=tuple(entries.filter(~in_order)["row_number"]),
    )
