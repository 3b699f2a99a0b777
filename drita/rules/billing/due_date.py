"""Until when a bill may be paid without interest."""

from calendar import monthrange
from datetime import date


def due_date(*, bill_month: date) -> date:
    """
    Return the due date of the bills of a month: the last day of the month after it.

    Source: general conditions of the supply contract (regulator's decision 15 of 10.01.2018).

    >>> due_date(bill_month=date(2026, 8, 1))
    datetime.date(2026, 9, 30)
    >>> due_date(bill_month=date(2026, 12, 1))
    datetime.date(2027, 1, 31)
    """
    year, month = divmod(bill_month.year * 12 + bill_month.month, 12)
    return date(year, month + 1, monthrange(year, month + 1)[1])
