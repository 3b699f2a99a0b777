"""When each route of the made-up operator is read, closed, billed and due."""

from calendar import monthrange
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from drita.rules.calendars.working_days import add_working_days, working_day_on_or_after
from drita.simulators.operator.holidays import holidays_of

_USUAL_DAYS = (20, 21, 22, 23, 24)
_CUTOFF_AFTER, _ISSUE_AFTER = 3, 2


@dataclass(frozen=True, slots=True)
class RouteMonth:
    """The days of one route in one month of bills."""

    route_code: str
    month: date
    reading_date: date
    cutoff_date: date
    issue_date: date
    due_date: date


def months_until(*, last: date, count: int) -> list[date]:
    """
    (This function will) return `count` months up to and including the one of `last`, as first days.

    >>> months_until(last=date(2026, 2, 1), count=3)
    [datetime.date(2025, 12, 1), datetime.date(2026, 1, 1), datetime.date(2026, 2, 1)]
    """
    return [month_shifted(month=last, by=n - count + 1) for n in range(count)]


def month_shifted(*, month: date, by: int) -> date:
    """
    (This function will) return the first day of a month some months later.

    >>> month_shifted(month=date(2026, 1, 1), by=-1)
    datetime.date(2025, 12, 1)
    """
    year, index = divmod(month.year * 12 + month.month - 1 + by, 12)
    return date(year, index + 1, 1)


def days_off(*, first: date, last: date) -> list[tuple[date, str, str]]:
    """(This function will) return the public holidays of all years between two days."""
    return [day for year in range(first.year, last.year + 1) for day in holidays_of(year=year)]


def route_month(*, route_code: str, route_number: int, month: date, holidays: Collection[date]) -> RouteMonth:
    """
    (This function will) plan a route's month: read on its usual day or the next working day, closed three working days
    later, billed two more later, due on the last day of the next month.

    >>> plan = route_month(route_code="R", route_number=0, month=date(2026, 6, 1), holidays=[])
    >>> str(plan.reading_date), str(plan.issue_date), str(plan.due_date)
    ('2026-06-22', '2026-06-29', '2026-07-31')
    """
    usual = month.replace(day=_USUAL_DAYS[route_number % len(_USUAL_DAYS)])
    reading = working_day_on_or_after(day=usual, holidays=holidays)
    cutoff = add_working_days(day=reading, count=_CUTOFF_AFTER, holidays=holidays)
    following = month_shifted(month=month, by=1)
    return RouteMonth(
        route_code=route_code,
        month=month,
        reading_date=reading,
        cutoff_date=cutoff,
        issue_date=add_working_days(day=cutoff, count=_ISSUE_AFTER, holidays=holidays),
        due_date=following.replace(day=monthrange(following.year, following.month)[1]),
    )
