"""The running statement as the page shows it: by month, billing and collection plainly told apart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

from django.urls import reverse

from drita.interfaces.staff.templatetags.staff import language
from drita.modules.ledger.queries import StatementLine, interest_words
from drita.modules.payments.queries import PaymentRow
from drita.rules import formats
from drita.rules.words import Words

# One payment can make the interest of many bills due; the page names a few, the file all.
BILLS_NAMED: Final = 3

# What an entry is for a clerk: its badge and its tone.
_KINDS: Final[dict[str, tuple[str, str]]] = {
    "bill_issued": ("bill", "is-bill"),
    "payment_accepted": ("payment", "is-payment"),
    "payment_reallocated": ("payment", "is-payment"),
    "interest_crystallised": ("interest", "is-interest"),
    "opening_item": ("opening", "is-other"),
    "opening_advance": ("opening", "is-other"),
    "reversal": ("reversal", "is-other"),
    "advance_applied": ("advance", "is-payment"),
    "credit_applied": ("advance", "is-payment"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementRow:
    date: date
    kind: str
    tone: str
    document: str
    address: str
    more: str
    billed_minor: int | None
    collected_minor: int | None
    balance_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementMonth:
    """A month with its sums of what is shown of it."""

    month: date
    billed_minor: int
    collected_minor: int
    rows: tuple[StatementRow, ...]


def statement_months(
    *, lines: Sequence[StatementLine], payments: Mapping[int, PaymentRow], most_bills: int | None = BILLS_NAMED
) -> list[StatementMonth]:
    """
    (This function will) group the lines of a statement by month; `payments` names payments by their id.

    `most_bills` is how many bills a line of interest names before it counts the others; None names all.
    """
    rows = [
        (line.booking_date.replace(day=1), statement_row(line=line, payments=payments, most_bills=most_bills))
        for line in lines
    ]
    months = []
    for month, group in groupby(rows, key=lambda pair: pair[0]):
        shown = tuple(row for _, row in group)
        months.append(
            StatementMonth(
                month=month,
                billed_minor=sum(row.billed_minor or 0 for row in shown),
                collected_minor=sum(row.collected_minor or 0 for row in shown),
                rows=shown,
            )
        )
    return months


def statement_row(
    *, line: StatementLine, payments: Mapping[int, PaymentRow], most_bills: int | None = BILLS_NAMED
) -> StatementRow:
    """(This function will) put one line into words, billing and collection in columns of their own."""
    kind, tone = _KINDS.get(line.event, ("opening", "is-other"))
    # A reversal stands, with its minus, in the column of what it takes back.
    is_billing = line.side == "billing"
    return StatementRow(
        date=line.booking_date,
        kind=kind,
        tone=tone,
        document=_document(line, payments, most_bills),
        address=_address(line),
        more=_more(line, payments),
        billed_minor=line.debit_minor - line.credit_minor if is_billing else None,
        collected_minor=None if is_billing else line.credit_minor - line.debit_minor,
        balance_minor=line.balance_minor,
    )


def _document(line: StatementLine, payments: Mapping[int, PaymentRow], most_bills: int | None) -> str:
    interest = interest_words(line=line, most=most_bills)
    if interest:
        return interest.in_language(language())
    if line.document_kind == "payment" and line.document_id in payments:
        return payments[line.document_id].partner_name
    if line.document_number:
        return line.document_number
    return f"{line.words.in_language(language())} {line.document_id}"


def _address(line: StatementLine) -> str:
    if line.document_kind == "bill" and line.document_number:
        return reverse("staff:bill", args=[line.document_number])
    return reverse("staff:payment", args=[line.document_id]) if line.document_kind == "payment" else ""


def _more(line: StatementLine, payments: Mapping[int, PaymentRow]) -> str:
    """The partner's own reference, and the value date where it is not the day of booking."""
    parts = []
    if line.document_kind == "payment" and not line.interest_of and line.document_id in payments:
        parts.append(payments[line.document_id].partner_ref)
    if line.value_date != line.booking_date:
        day = formats.format_date(line.value_date)
        parts.append(Words(sq="data e vlerës {day}", en="value date {day}").in_language(language(), day=day))
    return " · ".join(parts)
