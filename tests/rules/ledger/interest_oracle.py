"""
Late interest told day by day in plain decimals, written from docs/guides/debt-and-interest.md and not from the rule.

Sums are in lek, rates are shares a day. Nothing of the product is imported here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal, localcontext

ONE_DAY = timedelta(days=1)
QINDARKA = Decimal("0.01")


@dataclass(frozen=True)
class Dated:
    """A value in force from a day until (not including) another; None = without end."""

    from_date: date
    to_date: date | None
    value: Decimal

    def holds_on(self, day: date) -> bool:
        return self.from_date <= day and (self.to_date is None or day < self.to_date)


@dataclass(frozen=True)
class Debt:
    amount: Decimal
    due_date: date
    # (value date, principal paid, interest paid)
    payments: Sequence[tuple[date, Decimal, Decimal]] = ()
    suspensions: Sequence[tuple[date, date | None]] = ()
    rates: Sequence[Dated] = ()
    caps: Sequence[Dated] = ()
    holes: list[str] = field(default_factory=list)


def value_on(terms: Sequence[Dated], day: date) -> Decimal | None:
    for term in terms:
        if term.holds_on(day):
            return term.value
    return None


def owed(debt: Debt, as_of: date) -> tuple[Decimal, Decimal, Decimal]:
    """Return (open principal, accrued interest exactly, open interest in whole qindarka)."""
    with localcontext() as context:
        context.prec = 60
        accrued = Decimal(0)
        day = debt.due_date + ONE_DAY
        while day <= as_of:
            accrued = _after_day(debt, day, accrued)
            day += ONE_DAY
        unpaid = debt.amount - sum(p for when, p, _ in debt.payments if when <= as_of)
        interest_paid = sum(i for when, _, i in debt.payments if when <= as_of)
        rounded = accrued.quantize(QINDARKA, rounding=ROUND_HALF_UP)
        return unpaid, accrued, rounded - interest_paid


def _after_day(debt: Debt, day: date, accrued: Decimal) -> Decimal:
    for first, end in debt.suspensions:
        if first <= day and (end is None or day < end):
            return accrued
    # What is paid on a day still bears that day: only payments of earlier days are taken off.
    unpaid = debt.amount
    for when, principal, _ in debt.payments:
        if when < day:
            unpaid -= principal
    if unpaid <= 0:
        return accrued
    rate = value_on(debt.rates, day)
    assert rate is not None
    cap = value_on(debt.caps, day)
    after = accrued + unpaid * rate
    if cap is None:
        return after
    limit = cap * max(debt.amount, Decimal(0))
    # The day that would pass the cap adds only what is left; what is above a new cap already stays.
    return min(after, max(limit, accrued))
