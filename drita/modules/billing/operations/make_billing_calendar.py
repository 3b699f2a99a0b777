"""The billing calendar of a month is planned for all routes that have none yet."""

from dataclasses import dataclass
from datetime import date

import polars as pl
from django.db import transaction

from drita.foundation.frames import read_frame
from drita.modules.billing.models import CalendarEntry
from drita.modules.billing.sql_files import statement
from drita.modules.organisation.queries import holidays_between
from drita.rules.billing.bill_month import month_shifted
from drita.rules.billing.billing_calendar import ROUTE_SCHEMA, billing_calendar


@dataclass(frozen=True, slots=True)
class PlannedCalendar:
    """How many routes got dates, and those whose reading period is outside 28 to 32 days."""

    created: int
    unusual: pl.DataFrame


def make_billing_calendar(*, bill_month: date, region_id: int | None = None) -> PlannedCalendar:
    """
    (This function will) plan reading, cut-off, issue and due dates of a month for each route without a plan.

    Repeating it changes nothing: a planned route keeps its dates, which a clerk may have moved.

    Shape of unusual: as billing_calendar gives it.
    """
    with transaction.atomic():
        routes = read_frame(
            statement("routes_with_last_reading"),
            {"bill_month": bill_month, "region_id": region_id},
            ROUTE_SCHEMA,
        )
        planned = billing_calendar(
            routes=routes,
            bill_month=bill_month,
            holidays=list(holidays_between(first=bill_month, last=month_shifted(month=bill_month, months=2))),
        )
        known = CalendarEntry.objects.filter(bill_month=bill_month)
        fresh = planned.filter(~pl.col("route_id").is_in(list(known.values_list("route_id", flat=True))))
        CalendarEntry.objects.bulk_create(
            CalendarEntry(**row) for row in fresh.drop("period_days", "is_period_unusual").iter_rows(named=True)
        )
    return PlannedCalendar(created=fresh.height, unusual=planned.filter("is_period_unusual"))
