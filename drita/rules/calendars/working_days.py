"""Working days: what deadlines of law are counted in."""

from collections.abc import Collection
from datetime import date, timedelta

_SATURDAY = 5


def is_working_day(*, day: date, holidays: Collection[date]) -> bool:
    """
    (This function will) say whether offices work on a day: Monday to Friday, no public holiday.

    >>> is_working_day(day=date(2026, 11, 28), holidays=[]), is_working_day(day=date(2026, 11, 30), holidays=[])
    (False, True)
    """
    return day.weekday() < _SATURDAY and day not in holidays


def working_day_on_or_after(*, day: date, holidays: Collection[date]) -> date:
    """
    (This function will) return the day itself when it is a working day, else the next one.

    >>> working_day_on_or_after(day=date(2026, 11, 28), holidays=[date(2026, 11, 30)])
    datetime.date(2026, 12, 1)
    """
    while not is_working_day(day=day, holidays=holidays):
        day += timedelta(days=1)
    return day


def add_working_days(*, day: date, count: int, holidays: Collection[date]) -> date:
    """
    (This function will) return the day on which a deadline of `count` working days ends; the first day is not counted.

    >>> add_working_days(day=date(2026, 11, 26), count=3, holidays=[date(2026, 11, 30)])
    datetime.date(2026, 12, 2)
    """
    for _ in range(count):
        day = working_day_on_or_after(day=day + timedelta(days=1), holidays=holidays)
    return day
