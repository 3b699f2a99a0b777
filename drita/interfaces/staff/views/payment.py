"""One payment: who took it, when it counts, and what it settled."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from drita.interfaces.staff.access import Visit, staff_page
from drita.interfaces.staff.look import note_look
from drita.interfaces.staff.shell import shell
from drita.interfaces.staff.subscriber_parts import Fact, find_subscriber
from drita.interfaces.staff.templatetags.staff import language
from drita.modules.customers.queries import get_subscriber_card
from drita.modules.ledger.queries import AllocationLine
from drita.modules.payments.choices import CHANNEL_WORDS
from drita.modules.payments.queries import PaymentRow, UnableToFindPayment, get_payment
from drita.rules import formats
from drita.rules.billing.bill_number import UnableToReadBillNumber, bill_number_parts
from drita.rules.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class SettledView:
    """One part of the payment on one document."""

    value_date: date
    document_number: str
    address: str
    is_interest: bool
    amount_minor: int


@staff_page(action="see_subscribers")
def payment(request: HttpRequest, visit: Visit, payment_id: int) -> HttpResponse:
    """(This function will) show a payment with everything it settled, releases with their minus."""
    try:
        found = get_payment(payment_id=payment_id)
    except UnableToFindPayment as refusal:
        raise Http404 from refusal
    row = found.payment
    number = get_subscriber_card(account_id=row.account_id).account_number
    card = find_subscriber(number=number, visit=visit)
    note_look(visit=visit, account_id=card.account_id)
    # An advance that is used up later is taken from the payment's own item: what it went to stands beside it.
    own_item = advance_number(payment_id)
    settled = [_settled(line) for line in found.allocations if line.document_number != own_item]
    crumbs = (
        (Words(sq="Abonentët", en="Subscribers"), reverse("staff:accounts")),
        (card.name, reverse("staff:subscriber", args=[number])),
        (Words(sq=f"Pagesa {payment_id}", en=f"Payment {payment_id}"), ""),
    )
    return render(
        request,
        "staff/payment.html",
        shell(request, section="accounts", crumbs=crumbs)
        | {
            "payment": row,
            "holder": card.name,
            "account_address": reverse("staff:subscriber", args=[number]),
            "facts": _facts(row),
            "settled": settled,
            "settled_minor": sum(line.amount_minor for line in settled),
            "unused_minor": row.amount_minor - sum(line.amount_minor for line in settled),
        },
    )


def _settled(line: AllocationLine) -> SettledView:
    number = line.document_number
    return SettledView(
        value_date=line.value_date,
        document_number=number,
        address=_bill_address(number),
        is_interest=line.component == "interest",
        amount_minor=line.amount_minor,
    )


def advance_number(payment_id: int, /) -> str:
    """
    (This function will) name the item that holds what a payment left over.

    >>> advance_number(17)
    'P17'
    """
    return f"P{payment_id}"


def _bill_address(number: str) -> str:
    try:
        bill_number_parts(text=number)
    except UnableToReadBillNumber:
        return ""
    return reverse("staff:bill", args=[number])


def _facts(row: PaymentRow) -> list[Fact]:
    channel = CHANNEL_WORDS.get(row.channel)
    return [
        Fact(Words(sq="Arkëtuar nga", en="Taken by"), row.partner_name),
        Fact(Words(sq="Referenca e partnerit", en="Partner's reference"), row.partner_ref),
        Fact(Words(sq="Data e vlerës", en="Value date"), formats.format_date(row.value_date)),
        Fact(Words(sq="Rruga", en="By way of"), channel.in_language(language()) if channel else row.channel),
    ]
