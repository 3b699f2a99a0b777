"""The list of issued bills."""

from datetime import date

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from drita.foundation.clock import today
from drita.interfaces.staff.access import Visit, staff_page
from drita.interfaces.staff.address_values import whole_number
from drita.interfaces.staff.lists import Column, Empty, ListView, answer_list
from drita.interfaces.staff.templatetags.staff import language
from drita.interfaces.staff.views.calendar import chosen_month
from drita.modules.billing.choices import BILL_KIND_WORDS
from drita.modules.billing.queries.lists import BillListLine, billed_months, list_bill_lines
from drita.modules.metering.choices import READING_QUALITY_WORDS
from drita.rules import formats
from drita.rules.words import Words


class BillFilter(forms.Form):
    """Bills of which month, made of which readings."""

    month = forms.ChoiceField(required=False)
    method = forms.ChoiceField(required=False)

    def __init__(self, data: object, *, months: list[date]) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        tongue = language()
        month, method = self.fields["month"], self.fields["method"]
        assert isinstance(month, forms.ChoiceField)
        assert isinstance(method, forms.ChoiceField)
        month.label = Words(sq="Muaji", en="Month").in_language(tongue)
        month.choices = [(f"{day:%Y-%m}", formats.month_name(day, tongue)) for day in months]
        method.label = Words(sq="Leximi", en="Reading").in_language(tongue)
        every = Words(sq="të gjitha", en="all").in_language(tongue)
        method.choices = [
            ("", every),
            *((str(code), said.in_language(tongue)) for code, said in READING_QUALITY_WORDS.items()),
        ]


@staff_page(action="see_bills")
def bills(request: HttpRequest, visit: Visit) -> HttpResponse:
    """(This function will) list the bills of a month in sight."""
    months = billed_months()
    month = chosen_month(text=request.GET.get("month", ""), months=months, fallback=today())
    form = BillFilter({"month": f"{month:%Y-%m}", "method": request.GET.get("method", "")}, months=months)
    method = form.cleaned_data["method"] if form.is_valid() else ""

    def load(after: str, limit: int) -> list[BillListLine]:
        return list_bill_lines(
            bill_month=month,
            after=None if (last := whole_number(after)) is None else (month, last),
            limit=limit,
            scope=visit.scope,
            reading_method=method,
        )

    view = ListView(
        title=Words(sq="Faturat", en="Bills"),
        file_name=f"bills-{month:%Y-%m}",
        section="bills",
        form=form if months else None,
        columns=_COLUMNS,
        load=load,
        key_of=lambda row: str(row.bill_id),
        empty=Empty(
            title=Words(sq="Ende nuk ka fatura", en="There are no bills yet"),
            text=Words(sq="Faturat dalin nga një faturim mujor.", en="Bills come out of a bill run."),
            icon="bill",
            address=reverse("staff:runs") if visit.may("run_bills") else "",
            action=Words(sq="Hap faturimet mujore", en="Open the bill runs"),
        ),
    )
    return answer_list(request=request, view=view)


def bill_number(row: BillListLine) -> str:
    """(This function will) write the number of a bill as it stands on the paper."""
    return f"{row.series}-{row.number:08d}"


def _kind(row: BillListLine) -> str:
    words = BILL_KIND_WORDS.get(row.kind)  # type: ignore[call-overload]
    return words.in_language(language()) if words else row.kind


_COLUMNS = (
    Column(
        key="number",
        words=Words(sq="Numri", en="Number"),
        value=bill_number,
        address=lambda row: reverse("staff:bill", args=[bill_number(row)]),
        css="nowrap",
    ),
    Column(
        key="name",
        words=Words(sq="Emri", en="Name"),
        value=lambda row: row.name,
        address=lambda row: reverse("staff:subscriber", args=[row.account_number]),
    ),
    Column(
        key="contract",
        words=Words(sq="Kontrata", en="Contract"),
        value=lambda row: row.contract_number,
        css="code nowrap",
    ),
    Column(key="agency", words=Words(sq="Agjencia", en="Agency"), value=lambda row: row.agency_name, is_spare=True),
    Column(key="kind", words=Words(sq="Lloji", en="Kind"), value=_kind, is_spare=True),
    Column(key="method", words=Words(sq="Leximi", en="Reading"), value=lambda row: row.reading_method, badge="quality"),
    Column(
        key="kwh",
        words=Words(sq="Konsumi", en="Consumption"),
        unit="kWh",
        value=lambda row: row.consumption_wh,
        is_number=True,
        scale=3,
        least_decimals=0,
    ),
    Column(
        key="total",
        words=Words(sq="Fatura", en="Bill"),
        unit="L",
        value=lambda row: row.total_minor,
        is_number=True,
        scale=2,
    ),
    Column(
        key="payable",
        words=Words(sq="Për t'u paguar", en="To pay"),
        unit="L",
        value=lambda row: row.payable_minor,
        is_number=True,
        scale=2,
    ),
    Column(key="issued", words=Words(sq="Lëshuar", en="Issued"), value=lambda row: row.issue_date, is_spare=True),
    Column(key="due", words=Words(sq="Afati", en="Due"), value=lambda row: row.due_date),
)
