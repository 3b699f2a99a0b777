"""The debt of an account as pages show it: split, item by item, each with its "why?"."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from urllib.parse import urlencode

from django.urls import reverse

from drita.interfaces.staff.templatetags.staff import language
from drita.modules.ledger.queries import AccountDebt, InterestStretch, ItemDebt
from drita.rules import formats
from drita.rules.words import Words

# A day's interest is shown to a ten-thousandth of a lek: enough to follow the sum by hand.
_NANO_PER_SHOWN: Final = 10**7
_PPB_PER_PPM: Final = 1_000
_DOCUMENTS: Final = {
    "bill": Words(sq="Fatura {number}", en="Bill {number}"),
    "opening": Words(sq="Detyrim i marrë në dorëzim {number}", en="Debt taken over {number}"),
    "advance": Words(sq="Parapagim {number}", en="Advance {number}"),
    "payment": Words(sq="Pagesë {number}", en="Payment {number}"),
    "instalment": Words(sq="Kësti {number}", en="Instalment {number}"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemView:
    """One open item on a page."""

    item_id: int
    document_words: str
    document_address: str
    due_date: date
    state: str
    days_late: int
    late_words: str
    original_minor: int
    principal_minor: int
    interest_minor: int
    total_minor: int
    why_address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DebtView:
    """The whole debt on a page; credit is shown with its minus, the total already counts it."""

    as_of: date
    last_entry_id: int
    principal_minor: int
    principal_net_minor: int
    interest_minor: int
    credit_minor: int
    credit_shown: int
    total_minor: int
    overdue_minor: int
    next_due: date | None
    items: tuple[ItemView, ...]
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StretchView:
    """Days over which the interest of an item grew evenly."""

    first_day: date
    last_day: date
    days: int
    principal_minor: int
    rate_text: str
    interest_text: str
    note: Words | None


def debt_view(*, debt: AccountDebt, account_number: str) -> DebtView:
    """(This function will) put a debt into the shape of the page."""
    items = tuple(item_view(item=item, debt=debt, account_number=account_number) for item in debt.items)
    due = sorted(item.due_date for item in items if item.state == "open")
    return DebtView(
        as_of=debt.as_of,
        last_entry_id=debt.last_entry_id,
        principal_minor=debt.principal_minor,
        principal_net_minor=debt.principal_minor - debt.credit_minor,
        interest_minor=debt.interest_minor,
        credit_minor=debt.credit_minor,
        credit_shown=-debt.credit_minor,
        total_minor=debt.total_minor,
        overdue_minor=sum(item.total_minor for item in items if item.state == "overdue"),
        next_due=due[0] if due else None,
        items=items,
        address=f"{reverse('staff:debt', args=[account_number])}?as_of={debt.as_of:%d.%m.%Y}",
    )


def item_view(*, item: ItemDebt, debt: AccountDebt, account_number: str) -> ItemView:
    """(This function will) put one open item into the shape of the page."""
    query = urlencode({"as_of": f"{debt.as_of:%d.%m.%Y}", "known": debt.last_entry_id})
    address = ""
    if item.document_kind == "bill":
        address = reverse("staff:bill", args=[item.document_number])
    elif item.document_kind == "payment":
        address = reverse("staff:payment", args=[item.document_id])
    return ItemView(
        item_id=item.item_id,
        document_words=document_words(kind=item.document_kind, number=item.document_number),
        document_address=address,
        due_date=item.due_date,
        state=_state(item),
        days_late=item.days_late if item.open_principal_minor > 0 else 0,
        late_words=_late_words(item),
        original_minor=item.original_minor,
        principal_minor=item.open_principal_minor,
        interest_minor=item.open_interest_minor,
        total_minor=item.total_minor,
        why_address=f"{reverse('staff:why-item', args=[account_number, item.item_id])}?{query}",
    )


def document_words(*, kind: str, number: str) -> str:
    """(This function will) name a document by kind and number."""
    words = _DOCUMENTS.get(kind)
    return words.in_language(language(), number=number).strip() if words else f"{kind} {number}".strip()


def stretch_view(stretch: InterestStretch) -> StretchView:
    """(This function will) put one stretch of interest into words a clerk follows: days x principal x rate."""
    shown = (abs(stretch.accrual_nano) * 2 + _NANO_PER_SHOWN) // (2 * _NANO_PER_SHOWN)
    return StretchView(
        first_day=stretch.from_date,
        last_day=stretch.to_date - timedelta(days=1),
        days=stretch.days,
        principal_minor=stretch.principal_minor,
        rate_text=formats.format_percent(stretch.rate_ppb // _PPB_PER_PPM),
        interest_text=formats.format_decimal(shown, scale=4, least_decimals=2),
        note=_stretch_note(stretch),
    )


def _stretch_note(stretch: InterestStretch) -> Words | None:
    if stretch.is_suspended:
        return Words(sq="kamata e pezulluar", en="interest suspended")
    full = stretch.principal_minor * stretch.rate_ppb * stretch.days
    if stretch.cap_ppm is not None and stretch.accrual_nano < full:
        share = formats.format_percent(stretch.cap_ppm)
        return Words(sq=f"u arrit kufiri: {share} e vlerës fillestare", en=f"cap reached: {share} of the original")
    return None


def _state(item: ItemDebt) -> str:
    if item.open_principal_minor < 0:
        return "credit"
    return "overdue" if item.days_late > 0 else "open"


def _late_words(item: ItemDebt) -> str:
    day = formats.format_date(item.due_date)
    if item.open_principal_minor < 0:
        return Words(sq="për t'u përdorur", en="to be used").in_language(language())
    if item.days_late == 1:
        return Words(sq="1 ditë vonesë, afati {day}", en="1 day late, due {day}").in_language(language(), day=day)
    if item.days_late:
        words = Words(sq="{n} ditë vonesë, afati {day}", en="{n} days late, due {day}")
        return words.in_language(language(), n=item.days_late, day=day)
    return Words(sq="afati {day}", en="due {day}").in_language(language(), day=day)
