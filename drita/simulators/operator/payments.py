"""From a list of issued bills and the habits of those who owe them to the payments of one month."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from drita.simulators.operator.behaviour import PARTNERS
from drita.simulators.operator.streams import stream

PAYMENT_COLUMNS = ("partner_code", "partner_ref", "account_number", "bill_number", "amount", "value_date", "channel")
_DAILY_INTEREST = 1_000  # a counter asks for 0.1 % a day: lek per thousand


@dataclass(frozen=True, slots=True)
class IssuedBill:
    """A bill as the operator's export gives it; the sum in hundredths of a lek."""

    number: str
    account_number: str
    issue_date: date
    due_date: date
    total_minor: int


@dataclass(frozen=True, slots=True)
class Payment:
    """One payment made at a partner."""

    partner_code: str
    partner_ref: str
    account_number: str
    bill_number: str
    amount_minor: int
    value_date: date
    channel: str


def read_bills(*, text: str) -> list[IssuedBill]:
    """(This function will) read an exported list of bills (bill_number, account_number, issue_date, due_date, total)."""
    return [
        IssuedBill(
            number=row["bill_number"],
            account_number=row["account_number"],
            issue_date=date.fromisoformat(row["issue_date"]),
            due_date=date.fromisoformat(row["due_date"]),
            total_minor=_minor(row["total"]),
        )
        for row in csv.DictReader(io.StringIO(text))
    ]


def read_behaviours(*, text: str) -> dict[str, dict[str, str]]:
    """(This function will) read the habits by account number."""
    return {row["account_number"]: row for row in csv.DictReader(io.StringIO(text))}


def payments_of_month(
    *, seed: int, bills: Sequence[IssuedBill], behaviours: Mapping[str, Mapping[str, str]], month: date
) -> list[Payment]:
    """
    (This function will) return the payments that fall into a month, by day.

    Each bill has its own stream of chance, so that its payments are the same whichever list of bills it stands in: the
    list of all bills so far, given month after month, makes every payment exactly once.
    """
    made = [
        payment
        for bill in bills
        if bill.total_minor > 0 and bill.account_number in behaviours
        for payment in _payments_of(seed, bill, behaviours[bill.account_number])
        if payment.value_date.replace(day=1) == month
    ]
    return sorted(made, key=lambda payment: (payment.value_date, payment.partner_ref))


def write_payments(*, payments: Sequence[Payment]) -> str:
    """(This function will) write payments as the table that `drita import payments` reads."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(PAYMENT_COLUMNS)
    for payment in payments:
        lek, rest = divmod(payment.amount_minor, 100)
        writer.writerow(
            (
                *(payment.partner_code, payment.partner_ref, payment.account_number, payment.bill_number),
                *(f"{lek}.{rest:02d}", payment.value_date.isoformat(), payment.channel),
            )
        )
    return target.getvalue()


def _payments_of(seed: int, bill: IssuedBill, habit: Mapping[str, str]) -> Iterator[Payment]:
    random = stream(seed, "payment", bill.number)
    if _happens(random, habit["unpaid_percent"]):
        return
    paid_on = _pay_day(random, bill, is_late=_happens(random, habit["late_percent"]))
    late_days = max((paid_on - bill.due_date).days, 0)
    # What a counter asks for: the bill and its interest to the day, in whole lek upward.
    asked = bill.total_minor + bill.total_minor * late_days // _DAILY_INTEREST
    whole = -(-asked // 100) * 100
    if _happens(random, habit["part_percent"]):
        first = max(whole * random.randint(30, 70) // 10_000 * 100, 100)
        yield _payment(bill, habit, first, paid_on, 1)
        if random.random() < 0.6 and whole > first:
            yield _payment(bill, habit, whole - first, paid_on + timedelta(days=random.randint(20, 70)), 2)
        return
    if _happens(random, habit["over_percent"]):
        whole = -(-whole // 100_000) * 100_000  # rounded up to the next thousand lek: the rest is an advance
    yield _payment(bill, habit, whole, paid_on, 1)


def _pay_day(random: Random, bill: IssuedBill, *, is_late: bool) -> date:
    if is_late:
        return bill.due_date + timedelta(days=min(1 + int(random.expovariate(1 / 24)), 300))
    return bill.issue_date + timedelta(days=random.randint(2, max((bill.due_date - bill.issue_date).days, 2)))


def _payment(bill: IssuedBill, habit: Mapping[str, str], amount_minor: int, on: date, turn: int) -> Payment:
    partner = habit["partner_code"]
    return Payment(
        partner_code=partner,
        partner_ref=f"{partner[:3]}-{on:%y%m%d}-{bill.number}-{turn}",
        account_number=bill.account_number,
        bill_number=bill.number,
        amount_minor=amount_minor,
        value_date=on,
        channel=PARTNERS[partner][0],
    )


def _happens(random: Random, percent: str) -> bool:
    return random.random() * 100 < int(percent)


def _minor(text: str) -> int:
    lek, _, rest = text.strip().partition(".")
    sign = -1 if lek.startswith("-") else 1
    return int(lek) * 100 + sign * int((rest + "00")[:2])
