"""Reads for pages that list: problems, bills, calendar, within the area of the person who looks; keyset paged."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import Count, OuterRef, Q, Subquery

from drita.modules.billing.models import CalendarEntry, NumberRange
from drita.modules.billing.sql_files import statement
from drita.modules.organisation.queries import EVERYWHERE, Scope
from drita.rules.billing.bill_month import month_shifted


@dataclass(frozen=True, slots=True, kw_only=True)
class RangeLine:
    """A range of bill numbers and what became of its numbers."""

    range_id: int
    series: str
    first_number: int
    last_number: int
    void: int
    closed_at: datetime | None

    @property
    def size(self) -> int:
        """How many numbers the range has."""
        return self.last_number - self.first_number + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemLine:
    """A contract that was not billed, with the reason and who it is."""

    problem_id: int
    run_id: int | None
    bill_month: date
    code: str
    params: Mapping[str, Any]
    contract_number: str
    account_number: str
    account_name: str
    agency_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BillListLine:
    """A bill as lists show it."""

    bill_id: int
    bill_month: date
    source_id: int
    series: str
    number: int
    account_id: int
    account_number: str
    contract_number: str
    name: str
    agency_name: str
    kind: str
    reading_method: str
    issue_date: date
    due_date: date
    consumption_wh: int
    total_minor: int
    payable_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarLine:
    """The days of one route in one month."""

    entry_id: int
    bill_month: date
    route_code: str
    route_name: str
    agency_name: str
    reading_date: date
    cutoff_date: date
    issue_date: date
    due_date: date
    # Days since the reading of the month before; None where that month has no calendar.
    period_days: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDay:
    """A day on which something is due for some routes: read, cut off or issue."""

    day: date
    what: str
    routes: int


def count_run_contracts(*, bill_month: date, region_id: int | None) -> int:
    """(This function will) count the contracts that a run of this month and region would choose now."""
    params = {
        "bill_month": bill_month,
        "next_month": month_shifted(month=bill_month, months=1),
        "region_id": region_id,
    }
    with connection.cursor() as cursor:
        cursor.execute(statement("select_run_contracts"), params)
        return int(cursor.rowcount)


def list_run_ranges(*, run_id: int) -> list[RangeLine]:
    """(This function will) return the number ranges of a run with how many of their numbers are void."""
    rows = NumberRange.objects.filter(run_id=run_id).order_by("id").prefetch_related("voids")
    return [
        RangeLine(
            range_id=row.pk,
            series=row.series,
            first_number=row.first_number,
            last_number=row.last_number,
            void=sum(void.last_number - void.first_number + 1 for void in row.voids.all()),
            closed_at=row.closed_at,
        )
        for row in rows
    ]


def list_problem_lines(
    *, after: int = 0, limit: int = 50, run_id: int | None = None, scope: Scope = EVERYWHERE
) -> list[ProblemLine]:
    """(This function will) return the contracts a run did not bill, in the order in which they were met."""
    params = {"after": after, "limit": limit, "run_id": run_id, **_scope(scope)}
    rows = _rows("list_problems", params)
    # Django leaves jsonb of a plain cursor as text, so that it can read it by itself in its own models.
    return [ProblemLine(**{**row, "params": json.loads(row["params"])}) for row in rows]


def list_bill_lines(
    *,
    after: tuple[date, int] | None = None,
    limit: int = 50,
    scope: Scope = EVERYWHERE,
    bill_month: date | None = None,
    account_id: int | None = None,
    reading_method: str = "",
) -> list[BillListLine]:
    """(This function will) return bills, the newest month first and within it the newest bill, behind (month, id)."""
    params = {
        "after_month": after[0] if after else None,
        "after_id": after[1] if after else None,
        "limit": limit,
        "bill_month": bill_month,
        "account_id": account_id,
        "reading_method": reading_method,
        **_scope(scope),
    }
    return [BillListLine(**row) for row in _rows("list_bills", params)]


def find_bills(*, series: str, first_number: int, last_number: int, limit: int, scope: Scope) -> list[BillListLine]:
    """(This function will) return the bills of a stretch of numbers, for the search."""
    params = {
        "series": series,
        "first_number": first_number,
        "last_number": last_number,
        "limit": limit,
        **_scope(scope),
    }
    return [BillListLine(**row) for row in _rows("find_bills", params)]


def list_calendar_lines(
    *, bill_month: date, after: str = "", limit: int = 50, scope: Scope = EVERYWHERE
) -> list[CalendarLine]:
    """(This function will) return the calendar of a month by route, behind the route code `after`."""
    rows = CalendarEntry.objects.filter(bill_month=bill_month, route__code__gt=after).select_related("route__agency")
    if not scope.is_everywhere:
        rows = rows.filter(Q(route__agency_id__in=scope.agency_ids) | Q(route__agency__region_id__in=scope.region_ids))
    month_before = CalendarEntry.objects.filter(
        route_id=OuterRef("route_id"), bill_month=month_shifted(month=bill_month, months=-1)
    )
    rows = rows.annotate(read_before=Subquery(month_before.values("reading_date")[:1]))
    return [
        CalendarLine(
            entry_id=row.pk,
            bill_month=row.bill_month,
            route_code=row.route.code,
            route_name=row.route.name,
            agency_name=row.route.agency.name,
            reading_date=row.reading_date,
            cutoff_date=row.cutoff_date,
            issue_date=row.issue_date,
            due_date=row.due_date,
            period_days=(row.reading_date - row.read_before).days if row.read_before else None,
        )
        for row in rows.order_by("route__code")[:limit]
    ]


def list_calendar_days(*, first: date, limit: int = 6) -> list[CalendarDay]:
    """(This function will) return the next days on which routes are read, cut off or issued, with how many routes."""
    found: list[CalendarDay] = []
    for what in ("reading_date", "cutoff_date", "issue_date"):
        rows = (
            CalendarEntry.objects.filter(**{f"{what}__gte": first})
            .values(what)
            .annotate(routes=Count("id"))
            .order_by(what)[:limit]
        )
        found += [CalendarDay(day=row[what], what=what, routes=row["routes"]) for row in rows]
    return sorted(found, key=lambda day: (day.day, day.what))[:limit]


def calendar_months() -> list[date]:
    """(This function will) return the months for which there is a calendar, the newest first."""
    months = CalendarEntry.objects.order_by("-bill_month").values_list("bill_month", flat=True).distinct()
    return list(months[:24])


def billed_months() -> list[date]:
    """(This function will) return the months that hold bills, the newest first, by skipping from month to month."""
    with connection.cursor() as cursor:
        cursor.execute(statement("billed_months"))
        return [row[0] for row in cursor.fetchall()]


def _scope(scope: Scope) -> dict[str, object]:
    return {
        "everywhere": scope.is_everywhere,
        "agencies": list(scope.agency_ids),
        "regions": list(scope.region_ids),
    }


def _rows(name: str, params: dict[str, Any]) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(statement(name), params)
        names = [column.name for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
