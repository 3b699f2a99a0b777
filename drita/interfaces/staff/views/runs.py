"""Bill runs: the list, one run with its live progress, its problems."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from procrastinate.contrib.django import app as jobs
from procrastinate.exceptions import AlreadyEnqueued

from drita.foundation.audit import record_audit
from drita.foundation.clock import now
from drita.foundation.live_events import stream_address
from drita.interfaces.staff.access import Visit, staff_page
from drita.interfaces.staff.address_values import whole_number
from drita.interfaces.staff.lists import Action, Column, Empty, ListView, answer_list
from drita.interfaces.staff.run_parts import (
    problem_view,
    range_view,
    run_actions,
    run_figures,
    run_steps,
    run_sums,
    run_totals,
    run_view,
)
from drita.interfaces.staff.shell import shell
from drita.interfaces.staff.templatetags.staff import language
from drita.modules.billing.operations.run_bill_run import stop_bill_run
from drita.modules.billing.queries import RunRow, UnableToFindRun, get_run, list_chunks, list_runs
from drita.modules.billing.queries.lists import ProblemLine, list_problem_lines, list_run_ranges
from drita.rules import formats
from drita.rules.billing.billing_problems import billing_problem_words
from drita.rules.words import Words

_TITLE = Words(sq="Faturimet mujore", en="Bill runs")
_ALL_REGIONS = Words(sq="Gjithë operatori", en="The whole operator")
_PROBLEMS_SHOWN = 6
_CHUNKS_SHOWN = 40


@staff_page(action="run_bills")
def runs(request: HttpRequest, visit: Visit) -> HttpResponse:
    """(This function will) list the bill runs, the newest first."""
    view = ListView(
        title=_TITLE,
        file_name="bill-runs",
        section="runs",
        columns=_COLUMNS,
        load=lambda after, limit: list_runs(limit=limit, after=whole_number(after)),
        key_of=lambda row: str(row.run_id),
        action=Action(
            words=Words(sq="Planifiko faturimin", en="Plan a bill run"), address=reverse("staff:run-plan"), icon="run"
        ),
        empty=Empty(
            title=Words(sq="Ende asnjë faturim", en="There are no bill runs yet"),
            text=Words(
                sq="Filloni me një provë: ajo llogarit gjithçka dhe nuk ndryshon asgjë.",
                en="Begin with a trial: it works everything out and changes nothing.",
            ),
            icon="run",
            address=reverse("staff:run-plan"),
            action=Words(sq="Planifiko faturimin", en="Plan a bill run"),
        ),
    )
    return answer_list(request=request, view=view)


@staff_page(action="run_bills")
def run_page(request: HttpRequest, visit: Visit, run_id: int) -> HttpResponse:
    """(This function will) show one run; while it works the page keeps itself up to date."""
    row = _find(run_id)
    month = formats.month_name(row.bill_month, language())
    crumbs = ((_TITLE, reverse("staff:runs")), (f"{month} · {run_id}", ""))
    live = {
        "fragment_address": reverse("staff:run-progress", args=[run_id]),
        "live_address": stream_address(request=request, topics=[f"bill_run:{run_id}"]),
    }
    frame = shell(request, section="runs", crumbs=crumbs)
    return render(request, "staff/run.html", frame | _context(row, visit) | live)


@staff_page(action="run_bills")
def run_progress(request: HttpRequest, visit: Visit, run_id: int) -> HttpResponse:
    """(This function will) return the part of the page that changes; 286 tells the page to stop asking."""
    row = _find(run_id)
    context = _context(row, visit)
    is_over = not context["run"].is_live
    return render(request, "staff/parts/run_progress.html", context, status=286 if is_over else 200)


@staff_page(action="run_bills")
def run_problems(request: HttpRequest, visit: Visit, run_id: int) -> HttpResponse:
    """(This function will) list the contracts of the person's area that a run did not bill."""
    row = _find(run_id)
    month = formats.month_name(row.bill_month, language())
    view = ListView(
        title=Words(sq=f"Problemet e faturimit {month}", en=f"Problems of the bill run {month}"),
        file_name=f"problems-{run_id}",
        section="runs",
        crumbs=(
            (_TITLE, reverse("staff:runs")),
            (f"{month} · {run_id}", reverse("staff:run", args=[run_id])),
            (Words(sq="Problemet", en="Problems"), ""),
        ),
        columns=_PROBLEM_COLUMNS,
        load=lambda after, limit: list_problem_lines(
            after=whole_number(after) or 0, limit=limit, run_id=run_id, scope=visit.scope
        ),
        key_of=lambda problem: str(problem.problem_id),
        empty=Empty(
            title=Words(sq="Asnjë problem", en="No problems"),
            text=Words(sq="Të gjitha kontratat u llogaritën.", en="All contracts were worked out."),
            icon="well",
        ),
    )
    return answer_list(request=request, view=view)


@staff_page(action="run_bills", methods=("POST",))
def run_stop(request: HttpRequest, visit: Visit, run_id: int) -> HttpResponse:
    """(This function will) ask a run to stop after the chunk it is at."""
    row = _find(run_id)
    _check_right(row, visit)
    stop_bill_run(run_id=run_id)
    _note(visit, run_id, "run_stopped")
    return redirect("staff:run", run_id)


@staff_page(action="run_bills", methods=("POST",))
def run_go_on(request: HttpRequest, visit: Visit, run_id: int) -> HttpResponse:
    """(This function will) let a stopped or failed run go on where it was."""
    row = _find(run_id)
    _check_right(row, visit)
    start_run(run_id=run_id)
    _note(visit, run_id, "run_continued")
    return redirect("staff:run", run_id)


def start_run(*, run_id: int) -> None:
    """
    (This function will) hand a run to the workers; a run that is waiting already is not handed over twice.

    The job is named and not imported: interfaces do not call one another.
    """
    try:
        jobs.configure_task(
            "drita.bill_run", queue="bill_runs", queueing_lock=f"bill_run:{run_id}", allow_unknown=True
        ).defer(run_id=run_id)
    except AlreadyEnqueued:
        pass


def _find(run_id: int) -> RunRow:
    try:
        return get_run(run_id=run_id)
    except UnableToFindRun as refusal:
        raise Http404 from refusal


def _check_right(row: RunRow, visit: Visit) -> None:
    """A run belongs to a region or to all of them; who works in another region leaves it alone."""
    scope = visit.scope
    if scope.is_everywhere or (row.region_id is not None and row.region_id in scope.region_ids):
        return
    raise Http404


def _note(visit: Visit, run_id: int, action: str) -> None:
    record_audit(
        staff_id=visit.staff.pk,
        actor=visit.staff.username,
        action=action,
        object_kind="bill_run",
        object_ids=[run_id],
    )


def _context(row: RunRow, visit: Visit) -> dict[str, Any]:
    at = now()
    chunks = list_chunks(run_id=row.run_id)
    totals = run_totals(run=row, chunks=chunks)
    problems = list_problem_lines(run_id=row.run_id, limit=_PROBLEMS_SHOWN, scope=visit.scope)
    shown = [chunk for chunk in chunks if chunk.state != "planned"] if len(chunks) > _CHUNKS_SHOWN else chunks
    return {
        "now": at,
        "run": run_view(run=row, at=at),
        "steps": run_steps(row),
        "figures": run_figures(run=row, totals=totals),
        "problems": [problem_view(problem) for problem in problems],
        "problem_total": row.problems,
        "problems_address": reverse("staff:run-problems", args=[row.run_id]),
        "sums": run_sums(totals),
        "numbers": [range_view(numbers, bills=row.bills) for numbers in list_run_ranges(run_id=row.run_id)],
        "chunks": shown[-_CHUNKS_SHOWN:],
        "actions": run_actions(run=row, visit=visit),
        "progress_title": Words(sq="Ecuria e faturimit", en="Progress of the run").in_language(language()),
        "no_problems": (
            Words(sq="Asnjë problem", en="No problems"),
            Words(sq="Çdo kontratë e llogaritur deri tani doli mirë.", en="Every contract so far went well."),
        ),
    }


def _region(row: RunRow) -> str:
    return row.region_name or _ALL_REGIONS.in_language(language())


def _reason(row: ProblemLine) -> str:
    return billing_problem_words(code=row.code, language=language(), params=row.params)


_COLUMNS = (
    Column(
        key="month",
        words=Words(sq="Muaji", en="Month"),
        value=lambda row: row.bill_month,
        text=lambda row: formats.month_name(row.bill_month, language()),
        address=lambda row: reverse("staff:run", args=[row.run_id]),
    ),
    Column(key="region", words=Words(sq="Zona", en="Area"), value=_region),
    Column(key="kind", words=Words(sq="Lloji", en="Kind"), value=lambda row: row.kind, badge="run_kind"),
    Column(key="state", words=Words(sq="Gjendja", en="State"), value=lambda row: row.state, badge="run"),
    Column(key="bills", words=Words(sq="Fatura", en="Bills"), value=lambda row: row.bills, is_number=True),
    Column(key="problems", words=Words(sq="Probleme", en="Problems"), value=lambda row: row.problems, is_number=True),
    Column(
        key="total",
        words=Words(sq="Shuma", en="Sum"),
        unit="L",
        value=lambda row: row.totals.get("total_minor"),
        is_number=True,
        scale=2,
    ),
    Column(key="by", words=Words(sq="Nisur nga", en="Started by"), value=lambda row: row.created_by, is_spare=True),
    Column(key="at", words=Words(sq="Krijuar", en="Created"), value=lambda row: row.created_at),
)
_PROBLEM_COLUMNS = (
    Column(
        key="contract",
        words=Words(sq="Kontrata", en="Contract"),
        value=lambda row: row.contract_number,
        address=lambda row: reverse("staff:subscriber", args=[row.account_number]),
        css="code nowrap",
    ),
    Column(key="name", words=Words(sq="Emri", en="Name"), value=lambda row: row.account_name),
    Column(key="agency", words=Words(sq="Agjencia", en="Agency"), value=lambda row: row.agency_name),
    Column(key="reason", words=Words(sq="Arsyeja", en="Reason"), value=_reason, css="whole"),
    Column(key="code", words=Words(sq="Kodi", en="Code"), value=lambda row: row.code, css="code", is_spare=True),
)
