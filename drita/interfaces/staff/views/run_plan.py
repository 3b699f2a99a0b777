"""Planning a bill run: month, area, trial or issue; then a preview; then the start."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from drita.foundation.audit import record_audit
from drita.foundation.clock import now, today
from drita.interfaces.staff.access import Visit, staff_page
from drita.interfaces.staff.fields import DayField, say
from drita.interfaces.staff.run_parts import Figure
from drita.interfaces.staff.shell import shell
from drita.interfaces.staff.templatetags.staff import language
from drita.interfaces.staff.views.runs import start_run
from drita.modules.billing.operations.plan_bill_run import UnableToPlanBillRun, check_issue_date, plan_bill_run
from drita.modules.billing.queries.lists import billed_months, count_run_contracts
from drita.modules.organisation.queries import list_agencies
from drita.rules import formats
from drita.rules.billing.bill_month import month_shifted
from drita.rules.billing.due_date import due_date
from drita.rules.words import Words

_TITLE = Words(sq="Faturimet mujore", en="Bill runs")
_PLAN = Words(sq="Planifiko faturimin", en="Plan a bill run")
_ALL = Words(sq="Gjithë operatori", en="The whole operator")
_TRIAL = Words(sq="Provë: llogarit gjithçka, nuk ndryshon asgjë", en="Trial: works everything out, changes nothing")
_ISSUE = Words(
    sq="Lëshim: faturat marrin numër dhe hyjnë në kontabilitet", en="Issue: bills take their numbers and are booked"
)
_MONTHS_OFFERED = 6
_ASKED = ("bill_month", "region", "kind", "issue_date")


class PlanForm(forms.Form):
    """What a run is to bill; the choices are those the person may make."""

    bill_month = forms.ChoiceField()
    region = forms.ChoiceField(required=False)
    kind = forms.ChoiceField(widget=forms.RadioSelect)

    def __init__(self, data: object = None, *, visit: Visit) -> None:
        super().__init__(data, initial={"kind": "trial", "issue_date": today()})  # type: ignore[arg-type]
        tongue = language()
        self.fields["issue_date"] = DayField(
            label=Words(sq="Data e lëshimit", en="Issue date"),
            help_text=Words(
                sq="Detyrimet e mëparshme llogariten deri në këtë ditë.",
                en="Earlier debt is worked out up to this day.",
            ),
        )
        month, region, kind = (self.fields[name] for name in ("bill_month", "region", "kind"))
        assert isinstance(month, forms.ChoiceField)
        assert isinstance(region, forms.ChoiceField)
        assert isinstance(kind, forms.ChoiceField)
        say(month, label=Words(sq="Muaji i faturës", en="Bill month"))
        month.choices = [(f"{day:%Y-%m}", formats.month_name(day, tongue)) for day in months_offered(today())]
        say(region, label=Words(sq="Zona", en="Area"))
        region.choices = regions_offered(visit)
        say(kind, label=Words(sq="Çfarë të bëhet", en="What to do"))
        kind.choices = [("trial", _TRIAL.in_language(tongue))]
        if visit.may("issue_bills"):
            kind.choices = [*kind.choices, ("issue", _ISSUE.in_language(tongue))]

    def clean(self) -> dict[str, Any]:
        """Say at the field, before any preview, that a day cannot be the issue date of the month."""
        given = super().clean() or {}
        if given.get("bill_month") and given.get("issue_date"):
            try:
                check_issue_date(
                    bill_month=date.fromisoformat(f"{given['bill_month']}-01"), issue_date=given["issue_date"]
                )
            except UnableToPlanBillRun as refusal:
                self.add_error("issue_date", refusal.in_language(language()))
        return given


def months_offered(day: date) -> list[date]:
    """(This function will) offer the month after the newest billed one first, then those around today."""
    billed = billed_months()
    first = month_shifted(month=billed[0], months=1) if billed else month_shifted(month=day.replace(day=1), months=-1)
    recent = [month_shifted(month=day.replace(day=1), months=-back) for back in range(_MONTHS_OFFERED)]
    return list(dict.fromkeys([first, *recent]))


def regions_offered(visit: Visit) -> list[tuple[str, str]]:
    """(This function will) offer the regions in which the person may run bills; all of them only to who works everywhere."""
    regions = {place.region_id: place.region_name for place in list_agencies()}
    scope = visit.scope
    seen = [(str(key), name) for key, name in regions.items() if scope.is_everywhere or key in scope.region_ids]
    return [("", _ALL.in_language(language())), *seen] if scope.is_everywhere else seen


@staff_page(action="run_bills")
def plan(request: HttpRequest, visit: Visit) -> HttpResponse:
    """(This function will) ask what a run is to bill; the address may already carry the answers."""
    form = PlanForm(request.GET if "bill_month" in request.GET else None, visit=visit)
    return _show_form(request, form)


@staff_page(action="run_bills")
def preview(request: HttpRequest, visit: Visit) -> HttpResponse:
    """
    (This function will) show what the run would do before anything starts.

    Nothing changes by looking, so it is asked for by its address: it can be loaded anew and read in the other language.
    """
    form = PlanForm(request.GET, visit=visit)
    if not form.is_valid():
        return _show_form(request, form)
    chosen = _chosen(form)
    names = dict(regions_offered(visit))
    contracts = count_run_contracts(bill_month=chosen["bill_month"], region_id=chosen["region_id"])
    back = _plan_address(form)
    crumbs = ((_TITLE, reverse("staff:runs")), (_PLAN, back), (_CONFIRM, ""))
    return render(
        request,
        "staff/run_preview.html",
        shell(request, section="runs", crumbs=crumbs)
        | {
            "plan": {**chosen, "region_words": names.get(form.cleaned_data["region"], "")},
            "contracts": contracts,
            "figures": _figures(chosen, contracts),
            "hidden": [(name, form.data.get(name, "")) for name in _ASKED],
            "back_address": back,
        },
    )


_CONFIRM = Words(sq="Konfirmo", en="Confirm")


@staff_page(action="run_bills", methods=("POST",))
def start(request: HttpRequest, visit: Visit) -> HttpResponse:
    """(This function will) plan the run and hand it to the workers; the page of the run shows the rest."""
    form = PlanForm(request.POST, visit=visit)
    if not form.is_valid():
        return redirect(_plan_address(form))
    chosen = _chosen(form)
    try:
        # The job is part of the transaction: a run that was planned is always one that will start.
        with transaction.atomic():
            run_id = plan_bill_run(
                bill_month=chosen["bill_month"],
                kind=chosen["kind"],
                issue_date=chosen["issue_date"],
                region_id=chosen["region_id"],
                staff_id=visit.staff.pk,
                at=now(),
            )
            record_audit(
                staff_id=visit.staff.pk,
                actor=visit.staff.username,
                action=f"run_planned_{chosen['kind']}",
                object_kind="bill_run",
                object_ids=[run_id],
            )
            start_run(run_id=run_id)
    except UnableToPlanBillRun as refusal:
        messages.error(request, refusal.in_language(language()))
        return redirect(_plan_address(form))
    return redirect("staff:run", run_id)


def _plan_address(form: PlanForm) -> str:
    """Name the form with the answers given, so that nothing typed is lost on the way back."""
    return f"{reverse('staff:run-plan')}?{urlencode({name: form.data.get(name, '') for name in _ASKED})}"


def _show_form(request: HttpRequest, form: PlanForm) -> HttpResponse:
    crumbs = ((_TITLE, reverse("staff:runs")), (_PLAN, ""))
    return render(request, "staff/run_plan.html", shell(request, section="runs", crumbs=crumbs) | {"form": form})


def _chosen(form: PlanForm) -> dict[str, Any]:
    given = form.cleaned_data
    return {
        "bill_month": date.fromisoformat(f"{given['bill_month']}-01"),
        "region_id": int(given["region"]) if given["region"] else None,
        "kind": given["kind"],
        "issue_date": given["issue_date"],
    }


def _figures(chosen: dict[str, Any], contracts: int) -> list[Figure]:
    return [
        Figure(
            words=Words(sq="Kontrata për t'u faturuar", en="Contracts to bill"), value=formats.format_decimal(contracts)
        ),
        Figure(words=Words(sq="Data e lëshimit", en="Issue date"), value=formats.format_date(chosen["issue_date"])),
        Figure(
            words=Words(sq="Afati i pagesës", en="Due date"),
            value=formats.format_date(due_date(bill_month=chosen["bill_month"])),
        ),
    ]
