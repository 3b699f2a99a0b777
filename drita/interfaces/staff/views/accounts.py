"""The list of subscribers."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from drita.foundation.clock import today
from drita.interfaces.staff.access import Visit, staff_page
from drita.interfaces.staff.address_values import whole_number
from drita.interfaces.staff.lists import Column, Empty, ListView, answer_list
from drita.interfaces.staff.templatetags.staff import language
from drita.modules.customers.choices import ACCOUNT_CLASS_WORDS, CATEGORY_WORDS
from drita.modules.customers.queries import AccountRow, list_accounts
from drita.modules.organisation.queries import list_agencies
from drita.rules.words import Words

_ALL = Words(sq="të gjitha", en="all")


class AccountFilter(forms.Form):
    """Which subscribers: of an agency, of a class."""

    agency = forms.ChoiceField(required=False)
    account_class = forms.ChoiceField(required=False)

    def __init__(self, data: object, *, visit: Visit) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        tongue = language()
        seen = [p for p in list_agencies() if visit.sees(region_id=p.region_id, agency_id=p.agency_id)]
        every = ("", _ALL.in_language(tongue))
        agency, kind = self.fields["agency"], self.fields["account_class"]
        assert isinstance(agency, forms.ChoiceField)
        assert isinstance(kind, forms.ChoiceField)
        agency.label = Words(sq="Agjencia", en="Agency").in_language(tongue)
        agency.choices = [every, *((str(p.agency_id), f"{p.code} {p.name}") for p in seen)]
        kind.label = Words(sq="Lloji i klientit", en="Class").in_language(tongue)
        kind.choices = [every, *((code, said.in_language(tongue)) for code, said in ACCOUNT_CLASS_WORDS.items())]


@staff_page(action="see_subscribers")
def accounts(request: HttpRequest, visit: Visit) -> HttpResponse:
    """(This function will) list the subscribers in sight, in Albanian order of their names."""
    form = AccountFilter(request.GET, visit=visit)
    chosen = form.cleaned_data if form.is_valid() else {}
    agency = chosen.get("agency") or ""

    def load(after: str, limit: int) -> list[AccountRow]:
        return list_accounts(
            on=today(),
            after=_key(after),
            limit=limit,
            scope=visit.scope,
            account_class=chosen.get("account_class") or "",
            agency_id=int(agency) if agency else None,
        )

    view = ListView(
        title=Words(sq="Abonentët", en="Subscribers"),
        lead=Words(
            sq="Për të gjetur një abonent, shtypni / dhe shkruani.", en="To find one subscriber, press / and type."
        ),
        file_name="subscribers",
        section="accounts",
        form=form,
        columns=_COLUMNS,
        load=load,
        key_of=lambda row: f"{row.account_id}~{row.sort_key}",
        empty=Empty(
            title=Words(sq="Ende nuk ka abonentë", en="There are no subscribers yet"),
            text=Words(
                sq="Abonentët hyjnë nga skedarët me komandën `drita import subscribers`.",
                en="Subscribers come in from files by the command `drita import subscribers`.",
            ),
            icon="people",
        ),
    )
    return answer_list(request=request, view=view)


def _address(row: AccountRow) -> str:
    return reverse("staff:subscriber", args=[row.account_number])


def _class(row: AccountRow) -> str:
    return ACCOUNT_CLASS_WORDS[row.account_class].in_language(language())


def _category(row: AccountRow) -> str:
    words = CATEGORY_WORDS.get(row.category or "")
    return words.in_language(language()) if words else (row.category or "")


def _key(after: str) -> tuple[str, int] | None:
    number, _, sort_key = after.partition("~")
    account_id = whole_number(number)
    return None if account_id is None or "\0" in sort_key else (sort_key, account_id)


_COLUMNS = (
    Column(key="name", words=Words(sq="Emri", en="Name"), value=lambda row: row.name, address=_address),
    Column(
        key="account", words=Words(sq="Llogaria", en="Account"), value=lambda row: row.account_number, css="code nowrap"
    ),
    Column(
        key="contract",
        words=Words(sq="Kontrata", en="Contract"),
        value=lambda row: row.contract_number,
        css="code nowrap",
    ),
    Column(key="class", words=Words(sq="Lloji", en="Class"), value=_class),
    Column(key="category", words=Words(sq="Kategoria", en="Category"), value=_category),
    Column(key="agency", words=Words(sq="Agjencia", en="Agency"), value=lambda row: row.agency_name),
    Column(
        key="place",
        words=Words(sq="Bashkia", en="Municipality"),
        value=lambda row: row.municipality,
        is_spare=True,
    ),
)
