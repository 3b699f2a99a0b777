"""Months of bills: which month a reading period belongs to, and the month before and after."""

import re
from datetime import date, timedelta

from drita.rules.errors import UnableTo
from drita.rules.words import Words

_WRITTEN = re.compile(r"^([0-9]{4})-([0-9]{2})$")


class UnableToReadMonth(UnableTo):
    code = "month_unreadable"
    words = Words(
        sq="«{text}» nuk është muaj; shkruhet si 2026-10.",
        en="“{text}” is not a month; it is written like 2026-10.",
    )


def bill_month(*, text: str) -> date:
    """
    Return the month a person typed, as its first day.

    Raises: UnableToReadMonth.

    >>> bill_month(text="2026-10")
    datetime.date(2026, 10, 1)
    """
    found = _WRITTEN.match(text.strip())
    if found is None or not 1 <= int(found.group(2)) <= 12 or int(found.group(1)) < 1990:
        raise UnableToReadMonth(text=text[:20])
    return date(int(found.group(1)), int(found.group(2)), 1)


def bill_month_of_period(*, period_end: date) -> date:
    """
    Return the month in which the last supplied day of a half-open period lies.

    >>> bill_month_of_period(period_end=date(2026, 11, 1))
    datetime.date(2026, 10, 1)
    """
    return (period_end - timedelta(days=1)).replace(day=1)


def month_shifted(*, month: date, months: int) -> date:
    """
    Return the first day of the month so many months later (or earlier).

    >>> month_shifted(month=date(2026, 1, 1), months=-1)
    datetime.date(2025, 12, 1)
    """
    year, index = divmod(month.year * 12 + month.month - 1 + months, 12)
    return date(year, index + 1, 1)
