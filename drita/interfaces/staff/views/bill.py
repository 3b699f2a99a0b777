"""One bill: why this amount, the same bill as paper, and its PDF."""

from typing import Any, Literal

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from drita.documents.bill.html import bill_article, bill_css
from drita.documents.bill.print_file import bill_pdf
from drita.foundation.clock import today
from drita.interfaces.staff.access import Visit, staff_page
from drita.interfaces.staff.bill_parts import bill_sums, history_bars, line_views, reading_views
from drita.interfaces.staff.debt_parts import ItemView, debt_view
from drita.interfaces.staff.look import note_look
from drita.interfaces.staff.shell import shell
from drita.interfaces.staff.subscriber_parts import Fact, category_words, find_subscriber
from drita.interfaces.staff.templatetags.staff import language
from drita.modules.billing.choices import BILL_KIND_WORDS
from drita.modules.billing.queries import (
    BillRow,
    StoredBill,
    UnableToFindBill,
    bill_document,
    get_bill,
    get_bill_document,
    get_template,
)
from drita.modules.customers.queries import SubscriberCard
from drita.modules.ledger.queries import get_account_debt
from drita.rules import formats
from drita.rules.billing.bill_number import UnableToReadBillNumber
from drita.rules.words import Words

_BILLS = Words(sq="Faturat", en="Bills")


@staff_page(action="see_bills")
def bill(request: HttpRequest, visit: Visit, number: str) -> HttpResponse:
    """(This function will) show a bill with each sum opened down to readings, prices, rule and law."""
    stored, card = _find(number, visit)
    note_look(visit=visit, account_id=card.account_id)
    document = bill_document(stored, language=language())
    row = stored.bill
    crumbs = (
        (Words(sq="Abonentët", en="Subscribers"), reverse("staff:accounts")),
        (card.name, reverse("staff:subscriber", args=[card.account_number])),
        (Words(sq=f"Fatura {row.number_text}", en=f"Bill {row.number_text}"), ""),
    )
    return render(
        request,
        "staff/bill.html",
        shell(request, section="bills", crumbs=crumbs)
        | {
            "bill": _bill(row, card),
            "facts": _facts(row),
            "lines": line_views(stored=stored, document=document),
            "sums": bill_sums(row),
            "readings": reading_views(stored.readings),
            "bars": history_bars(document),
            "chart_title": Words(
                sq="Konsumi i 13 muajve të fundit, kWh", en="Consumption of the last 13 months, kWh"
            ).in_language(language()),
            "earlier": _earlier(row, card),
            "no_readings": (
                Words(sq="Pa lexim numëratori", en="No dial reading"),
                Words(
                    sq="Energjia u mat me interval, ose kjo faturë nuk ka matje.",
                    en="The energy was measured by intervals, or this bill has no measurement.",
                ),
            ),
        },
    )


@staff_page(action="see_bills")
def bill_paper(request: HttpRequest, visit: Visit, number: str) -> HttpResponse:
    """(This function will) show the bill as the subscriber's paper shows it, number for number."""
    stored, card = _find(number, visit)
    note_look(visit=visit, account_id=card.account_id)
    document = bill_document(stored, language=_paper_language(request, stored))
    article = bill_article(
        document=document,
        template=get_template(version=stored.bill.template_version),
    )
    crumbs = (
        (_BILLS, reverse("staff:bills")),
        (number, reverse("staff:bill", args=[number])),
        (Words(sq="Si letër", en="As paper"), ""),
    )
    context = {"article": article, "number": number, "paper_language": document.language}
    return render(request, "staff/bill_paper.html", shell(request, section="bills", crumbs=crumbs) | context)


@staff_page(action="see_bills")
def bill_pdf_file(request: HttpRequest, visit: Visit, number: str) -> HttpResponse:
    """(This function will) answer with the PDF: the same bytes whenever it is asked for."""
    stored, card = _find(number, visit)
    note_look(visit=visit, account_id=card.account_id)
    document, template = get_bill_document(
        bill_id=stored.bill.id, bill_month=stored.bill.bill_month, language=_paper_language(request, stored)
    )
    response = HttpResponse(
        bill_pdf(documents=[document], template=template, tagged=True), content_type="application/pdf"
    )
    response["Content-Disposition"] = f'inline; filename="{number}.pdf"'
    return response


@require_safe
def paper_style(request: HttpRequest) -> HttpResponse:
    """(This function will) serve the style sheet of the paper's twin, which lives with the document and not with us."""
    return HttpResponse(bill_css(), content_type="text/css; charset=utf-8", headers={"Cache-Control": "max-age=3600"})


def _find(number: str, visit: Visit) -> tuple[StoredBill, SubscriberCard]:
    try:
        stored = get_bill(number=number)
    except (UnableToFindBill, UnableToReadBillNumber) as refusal:
        raise Http404 from refusal
    return stored, find_subscriber(number=stored.bill.snapshot["account_number"], visit=visit)


def _paper_language(request: HttpRequest, stored: StoredBill) -> Literal["sq", "en"]:
    asked = request.GET.get("language") or stored.bill.snapshot["language"]
    return "en" if asked == "en" else "sq"


def _bill(row: BillRow, card: SubscriberCard) -> dict[str, Any]:
    return {
        "number": row.number_text,
        "bill_month": row.bill_month,
        "kind_words": BILL_KIND_WORDS.get(row.kind),  # type: ignore[call-overload]
        "holder": row.snapshot["party_name"],
        "account_address": reverse("staff:subscriber", args=[card.account_number]),
        "state": _state(row, card),
        "consumption_wh": row.consumption_wh,
        "total_minor": row.total_minor,
        "earlier_minor": row.earlier_principal_minor + row.earlier_interest_minor,
        "earlier_principal_minor": row.earlier_principal_minor,
        "earlier_interest_minor": row.earlier_interest_minor,
        "credit_minor": row.credit_minor,
        "credit_shown": -row.credit_minor,
        # An advance is taken off only as far as there is something to pay.
        "used_minor": row.payable_minor - (row.total_minor + row.earlier_principal_minor + row.earlier_interest_minor),
        "payable_minor": row.payable_minor,
        "issue_date": row.issue_date,
        "due_date": row.due_date,
        "paper_address": reverse("staff:bill-paper", args=[row.number_text]),
        "pdf_address": reverse("staff:bill-pdf", args=[row.number_text]),
    }


def _state(row: BillRow, card: SubscriberCard) -> str:
    """What is still open of the bill today: its own open item says so, and where there is none it is settled."""
    debt = get_account_debt(account_id=card.account_id, as_of=today())
    own = [item for item in debt.items if item.document_kind == "bill" and item.document_id == row.id]
    if not own or row.total_minor == 0:
        return "settled"
    if own[0].open_principal_minor < 0:
        return "credit"
    return "overdue" if own[0].days_late else "open"


def _facts(row: BillRow) -> list[Fact]:
    snapshot = row.snapshot
    return [
        Fact(Words(sq="Kontrata", en="Contract"), snapshot["contract_number"]),
        Fact(Words(sq="Adresa e furnizimit", en="Supplied at"), _address(snapshot)),
        Fact(Words(sq="Periudha", en="Period"), formats.format_period(row.period_start, row.period_end)),
        Fact(Words(sq="Lëshuar", en="Issued"), formats.format_date(row.issue_date)),
        Fact(Words(sq="Afati i pagesës", en="Due"), formats.format_date(row.due_date)),
        Fact(Words(sq="Kategoria", en="Category"), category_words(row.category).in_language(language())),
        Fact(Words(sq="Tarifa", en="Tariff"), row.tariff_code),
    ]


def _address(snapshot: dict[str, Any]) -> str:
    return ", ".join(filter(None, (snapshot.get("street_line"), snapshot.get("place_line"))))


def _earlier(row: BillRow, card: SubscriberCard) -> tuple[ItemView, ...]:
    """The items behind the earlier debt the bill shows, told again from the instant at which it was computed."""
    if row.debt_last_entry_id is None:
        return ()
    debt = get_account_debt(account_id=card.account_id, as_of=row.issue_date, known_seq=row.debt_last_entry_id)
    return debt_view(debt=debt, account_number=card.account_number).items
