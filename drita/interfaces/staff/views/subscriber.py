"""The subscriber on one page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from drita.foundation.clock import now, today
from drita.interfaces.staff.access import Visit, staff_page
from drita.interfaces.staff.address_values import whole_number
from drita.interfaces.staff.debt_parts import debt_view
from drita.interfaces.staff.look import note_look
from drita.interfaces.staff.metering_parts import (
    consumption_bars,
    meter_card,
    reading_line,
    readings_of_contracts,
)
from drita.interfaces.staff.shell import shell
from drita.interfaces.staff.statement_parts import statement_months
from drita.interfaces.staff.subscriber_parts import class_words, contract_view, find_subscriber, key_facts
from drita.interfaces.staff.templatetags.staff import language
from drita.interfaces.staff.templatetags.staff_charts import MonthBar
from drita.modules.billing.queries import BillRow, list_bills
from drita.modules.customers.queries import SubscriberCard
from drita.modules.ledger.queries import StatementLine, account_statement, get_account_debt
from drita.modules.metering.queries import list_meters_at, list_readings
from drita.modules.payments.queries import PaymentRow, list_payments
from drita.rules.words import Words

_STATEMENT_LINES: Final = 26
_READINGS: Final = 14
_BILLS: Final = 60


@dataclass(frozen=True, slots=True)
class PageTab:
    anchor: str
    words: Words
    count: int | None


@dataclass(frozen=True, slots=True)
class Chart:
    contract: str
    title: str
    bars: list[MonthBar]


@staff_page(action="see_subscribers")
def subscriber(request: HttpRequest, visit: Visit, number: str) -> HttpResponse:
    """(This function will) show a subscriber: what is owed now, the running statement, contracts, readings, meters."""
    card = find_subscriber(number=number, visit=visit)
    note_look(visit=visit, account_id=card.account_id)
    bills = list_bills(account_id=card.account_id, limit=_BILLS)
    crumbs = ((Words(sq="Abonentët", en="Subscribers"), reverse("staff:accounts")), (card.name, ""))
    return render(
        request,
        "staff/subscriber.html",
        shell(request, section="accounts", crumbs=crumbs)
        | _who(card, bills if visit.may("see_bills") else ())
        | _money(request, card)
        | _energy(request, card, bills),
    )


def _who(card: SubscriberCard, bills: Sequence[BillRow]) -> dict[str, Any]:
    tabs = (
        PageTab("balance", Words(sq="Gjendja", en="Balance"), None),
        PageTab("statement", Words(sq="Faturat dhe pagesat", en="Bills and payments"), None),
        PageTab("readings", Words(sq="Konsumi dhe leximet", en="Consumption and readings"), None),
        PageTab("contracts", Words(sq="Kontratat", en="Contracts"), len(card.contracts)),
        PageTab("meters", Words(sq="Matësit", en="Meters"), None),
    )
    last = bills[0] if bills else None
    return {
        "account": {"name": card.name, "number": card.account_number, "class_words": class_words(card)},
        "facts": key_facts(card=card),
        "tabs": tabs,
        "contracts": [contract_view(contract=contract, on=today()) for contract in card.contracts],
        "last_bill": {"address": reverse("staff:bill", args=[last.number_text])} if last else None,
        "no_contracts": (
            Words(sq="Pa kontratë", en="No contract"),
            Words(sq="Kjo llogari nuk ka asnjë kontratë.", en="This account has no contract."),
        ),
    }


def _money(request: HttpRequest, card: SubscriberCard) -> dict[str, Any]:
    instant = now()
    debt = get_account_debt(account_id=card.account_id, as_of=today())
    found = account_statement(
        account_id=card.account_id,
        before=_statement_place(request.GET.get("before", "")),
        limit=_STATEMENT_LINES + 1,
    )
    lines = found[:_STATEMENT_LINES]
    last = lines[-1] if lines else None
    file = reverse("staff:statement-file", args=[card.account_number])
    return {
        "now": instant,
        "debt": debt_view(debt=debt, account_number=card.account_number),
        "statement": {
            "months": statement_months(lines=lines, payments=payment_words(account_id=card.account_id, lines=lines)),
            "older": f"?before={last.seq}~{last.entry_id}#statement" if last and len(found) > len(lines) else "",
            "is_later": "before" in request.GET,
            "csv_address": f"{file}?file=csv",
            "xlsx_address": f"{file}?file=xlsx",
            "empty_title": Words(sq="Ende asnjë veprim", en="Nothing yet"),
            "empty_text": Words(
                sq="Faturat dhe pagesat dalin këtu sapo të regjistrohen.",
                en="Bills and payments appear here as soon as they are booked.",
            ),
        },
    }


def _statement_place(text: str) -> tuple[int, int] | None:
    """Where the page before ended; anything else in the address begins at the newest line."""
    seq, _, entry_id = text.partition("~")
    place = whole_number(seq), whole_number(entry_id)
    return None if place[0] is None or place[1] is None else (place[0], place[1])


def payment_words(*, account_id: int, lines: Sequence[StatementLine]) -> Mapping[int, PaymentRow]:
    """(This function will) return the payments of a statement by their id, to name who took them."""
    if not any(line.document_kind == "payment" for line in lines):
        return {}
    payments = list_payments(account_id=account_id, limit=1_000)
    return {payment.payment_id: payment for payment in payments}


def _energy(request: HttpRequest, card: SubscriberCard, bills: Sequence[BillRow]) -> dict[str, Any]:
    points = sorted({contract.service_point.service_point_id for contract in card.contracts})
    found = list_readings(
        service_point_ids=points, before=_before(request.GET.get("read_before", "")), limit=_READINGS + 1
    )
    page = found[:_READINGS]
    shown = readings_of_contracts(readings=page, contracts=card.contracts)
    is_more = len(found) > len(page) and len(shown) == len(page)
    return {
        "meters": [meter_card(meter) for meter in list_meters_at(service_point_ids=points)],
        "no_meters": (
            Words(sq="Pa matës", en="No meter"),
            Words(sq="Në pikat e furnizimit nuk ka matës.", en="There is no meter at the service points."),
        ),
        "readings": {
            "charts": _charts(card, bills),
            "rows": [reading_line(reading) for reading in shown],
            "older": f"?read_before={page[-1].read_on}~{page[-1].register_id}#readings" if is_more else "",
            "empty_title": Words(sq="Ende asnjë lexim", en="No readings yet"),
            "empty_text": Words(
                sq="Leximet dalin këtu sapo të pranohen.", en="Readings appear here as soon as they are accepted."
            ),
        },
    }


def _charts(card: SubscriberCard, bills: Sequence[BillRow]) -> list[Chart]:
    charts = []
    for contract in card.contracts:
        bars = consumption_bars(bills=[bill for bill in bills if bill.contract_id == contract.contract_id])
        if bars:
            words = Words(
                sq="Konsumi i faturuar i kontratës {number} sipas muajve",
                en="Billed consumption of contract {number} by month",
            )
            charts.append(Chart(contract.number, words.in_language(language(), number=contract.number), bars))
    return charts


def _before(text: str) -> tuple[date, int] | None:
    day, _, number = text.partition("~")
    try:
        read_on = date.fromisoformat(day)
    except ValueError:
        return None
    register_id = whole_number(number)
    return None if register_id is None else (read_on, register_id)
