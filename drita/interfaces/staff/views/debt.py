"""What an account owes on a day, now or past, and why each sum is what it is."""

from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from drita.foundation.clock import today
from drita.interfaces.staff.access import Visit, staff_page
from drita.interfaces.staff.address_values import whole_number
from drita.interfaces.staff.debt_parts import DebtView, debt_view, document_words, item_view, stretch_view
from drita.interfaces.staff.fields import DayField
from drita.interfaces.staff.lists import Value, csv_file, xlsx_file
from drita.interfaces.staff.look import note_look
from drita.interfaces.staff.rule_words import rule_words
from drita.interfaces.staff.shell import shell
from drita.interfaces.staff.subscriber_parts import find_subscriber
from drita.interfaces.staff.templatetags.staff import language
from drita.modules.customers.queries import SubscriberCard
from drita.modules.ledger.queries import get_account_debt, list_allocations
from drita.rules.words import Words

_INTEREST_RULE = "rules.ledger.late_payment_interest"


class Jump(NamedTuple):
    words: Words
    date: date


class DebtDate(forms.Form):
    """The day whose end is asked for."""

    def __init__(self, data: object) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.fields["as_of"] = DayField(label=Words(sq="Në fund të ditës", en="At the end of"))


@staff_page(action="see_subscribers")
def debt(request: HttpRequest, visit: Visit, number: str) -> HttpResponse:
    """(This function will) show what an account owed at the end of a day, item by item."""
    card = find_subscriber(number=number, visit=visit)
    note_look(visit=visit, account_id=card.account_id)
    form = DebtDate(request.GET if "as_of" in request.GET else {"as_of": f"{today():%d.%m.%Y}"})
    shown = None
    if form.is_valid():
        found = get_account_debt(account_id=card.account_id, as_of=form.cleaned_data["as_of"])
        shown = debt_view(debt=found, account_number=number)
    if shown and request.GET.get("file") in ("csv", "xlsx"):
        return _file(request.GET["file"], shown, number)
    return render(
        request,
        "staff/debt.html",
        shell(request, section="accounts", crumbs=_crumbs(card, Words(sq="Debia në një datë", en="Debt on a date")))
        | {
            "account": {"name": card.name, "number": number},
            "form": form,
            "debt": shown,
            "jumps": _jumps(today()),
            "nothing_owed": (
                Words(sq="Asnjë zë i hapur", en="No open items"),
                Words(sq="Në këtë ditë llogaria nuk kishte asgjë për të paguar.", en="On this day nothing was owed."),
            ),
        },
    )


@staff_page(action="see_subscribers")
def why_item(request: HttpRequest, visit: Visit, number: str, item_id: int) -> HttpResponse:
    """(This function will) open one sum: what was paid of it, and its interest stretch by stretch."""
    card = find_subscriber(number=number, visit=visit)
    form = DebtDate(request.GET)
    as_of = form.cleaned_data["as_of"] if form.is_valid() else today()
    known = request.GET.get("known", "")
    found = get_account_debt(account_id=card.account_id, as_of=as_of, known_seq=whole_number(known))
    item = next((item for item in found.items if item.item_id == item_id), None)
    if item is None:
        raise Http404
    allocations = [
        paid
        for paid in list_allocations(item_id=item_id)
        if paid.value_date <= as_of and paid.entry_id <= found.last_entry_id
    ]
    context = {
        "item": item_view(item=item, debt=found, account_number=number),
        "stretches": [stretch_view(stretch) for stretch in item.stretches],
        "allocations": allocations,
        "interest_paid_minor": item.interest_paid_minor,
        "rule": rule_words(_INTEREST_RULE),
        "account": {"name": card.name, "number": number},
        "as_of": as_of,
    }
    if request.headers.get("HX-Request") and request.GET.get("part"):
        return render(request, "staff/parts/why_item.html", context)
    name = document_words(kind=item.document_kind, number=item.document_number)
    frame = shell(request, section="accounts", crumbs=_crumbs(card, name))
    return render(request, "staff/why_item.html", frame | context)


def _crumbs(card: SubscriberCard, last: Words | str) -> list[tuple[Words | str, str]]:
    return [
        (Words(sq="Abonentët", en="Subscribers"), reverse("staff:accounts")),
        (card.name, reverse("staff:subscriber", args=[card.account_number])),
        (last, ""),
    ]


def _jumps(day: date) -> list[Jump]:
    last_month = day.replace(day=1) - timedelta(days=1)
    return [
        Jump(Words(sq="Sot", en="Today"), day),
        Jump(Words(sq="Fundi i muajit të kaluar", en="End of last month"), last_month),
        Jump(Words(sq="Fundi i vitit të kaluar", en="End of last year"), date(day.year - 1, 12, 31)),
    ]


def _file(kind: str, shown: DebtView, number: str) -> HttpResponse:
    heads = [
        words.in_language(language())
        for words in (
            Words(sq="Dokumenti", en="Document"),
            Words(sq="Afati", en="Due"),
            Words(sq="Ditë vonesë", en="Days late"),
            Words(sq="Vlera fillestare (L)", en="Original (L)"),
            Words(sq="Principal (L)", en="Principal (L)"),
            Words(sq="Kamatë (L)", en="Interest (L)"),
            Words(sq="Gjithsej (L)", en="Total (L)"),
        )
    ]
    lines: list[list[Value]] = [
        [
            item.document_words,
            item.due_date,
            item.days_late,
            *(
                Decimal(amount).scaleb(-2)
                for amount in (item.original_minor, item.principal_minor, item.interest_minor, item.total_minor)
            ),
        ]
        for item in shown.items
    ]
    name = f"debt-{number}-{shown.as_of:%Y-%m-%d}"
    return (csv_file if kind == "csv" else xlsx_file)(name=name, heads=heads, lines=lines)
