"""Bill runs with their progress and problems, and the billing calendar."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Count, Q, Sum

from drita.modules.billing.choices import ChunkState, RunState
from drita.modules.billing.models import BillProblem, BillRun, BillRunChunk, CalendarEntry
from drita.modules.billing.sql_files import statement
from drita.rules.billing.bill_month import month_shifted
from drita.rules.billing.due_date import due_date
from drita.rules.errors import UnableTo
from drita.rules.words import Words

USUAL_ISSUE_AFTER_DAYS = 7


class UnableToFindRun(UnableTo):
    code = "bill_run_unknown"
    words = Words(sq="Faturimi {run} nuk gjendet.", en="There is no bill run {run}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRow:
    """A run with its progress: contracts done of all, bills and problems so far."""

    run_id: int
    bill_month: date
    region_id: int | None
    region_name: str | None
    kind: str
    state: str
    source_id: int | None
    issue_date: date
    created_by: str | None
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    totals: dict[str, Any]
    chunks: int
    chunks_done: int
    contracts: int
    contracts_done: int
    bills: int
    problems: int
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ChunkRow:
    no: int
    state: str
    contracts: int
    bills: int
    problems: int
    seconds: float
    totals: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemRow:
    problem_id: int
    contract_id: int
    account_id: int
    bill_month: date
    code: str
    params: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarRow:
    route_id: int
    route_code: str
    route_name: str
    bill_month: date
    reading_date: date
    cutoff_date: date
    issue_date: date
    due_date: date


_DONE = Q(chunks__state=ChunkState.DONE)


def list_runs(*, limit: int = 50, after: int | None = None) -> list[RunRow]:
    """(This function will) list runs, newest first; `after` is the id of the last one of the page before."""
    runs = BillRun.objects.order_by("-id")
    if after is not None:
        runs = runs.filter(id__lt=after)
    return [_run_row(row) for row in _with_progress(runs)[:limit]]


def get_run(*, run_id: int) -> RunRow:
    """
    (This function will) return one run with its progress.

    Raises: UnableToFindRun.
    """
    row = _with_progress(BillRun.objects.filter(pk=run_id)).first()
    if row is None:
        raise UnableToFindRun(run=run_id)
    return _run_row(row)


def find_open_run(*, bill_month: date, kind: str, region_id: int | None) -> RunRow | None:
    """(This function will) return the run of this month, kind and region that has not ended, or None."""
    runs = BillRun.objects.filter(bill_month=bill_month, kind=kind)
    # A run of all regions has none; `region_id=None` would be no condition of SQL's equality.
    runs = runs.filter(region__isnull=True) if region_id is None else runs.filter(region_id=region_id)
    row = _with_progress(runs.exclude(state=RunState.DONE).order_by("id")).first()
    return _run_row(row) if row is not None else None


def list_chunks(*, run_id: int) -> list[ChunkRow]:
    """(This function will) list the chunks of a run in delivery order."""
    names = tuple(ChunkRow.__dataclass_fields__)
    chunks = BillRunChunk.objects.filter(run_id=run_id).order_by("no").values(*names)
    return [ChunkRow(**each) for each in chunks]


def list_problems(
    *, run_id: int | None = None, code: str = "", after: int | None = None, limit: int = 100
) -> list[ProblemRow]:
    """(This function will) list contracts that could not be billed, in the order in which they were found."""
    problems = BillProblem.objects.order_by("id")
    if run_id is not None:
        problems = problems.filter(run_id=run_id)
    if code:
        problems = problems.filter(code=code)
    if after is not None:
        problems = problems.filter(id__gt=after)
    return [
        ProblemRow(
            problem_id=each.pk,
            contract_id=each.contract_id,
            account_id=each.account_id,
            bill_month=each.bill_month,
            code=each.code,
            params=each.params,
        )
        for each in problems[:limit]
    ]


def count_problems(*, run_id: int) -> dict[str, int]:
    """(This function will) count the problems of a run by their code, the most frequent first."""
    counted = (
        BillProblem.objects.filter(run_id=run_id)
        .values_list("code")
        .annotate(found=Count("id"))
        .order_by("-found", "code")
    )
    return {code: int(found) for code, found in counted}


def list_calendar(*, bill_month: date) -> list[CalendarRow]:
    """(This function will) list the calendar of a month by route code."""
    entries = CalendarEntry.objects.filter(bill_month=bill_month).select_related("route")
    return [
        CalendarRow(
            route_id=each.route_id,
            route_code=each.route.code,
            route_name=each.route.name,
            bill_month=each.bill_month,
            reading_date=each.reading_date,
            cutoff_date=each.cutoff_date,
            issue_date=each.issue_date,
            due_date=each.due_date,
        )
        for each in entries.order_by("route__code")
    ]


def default_issue_date(*, bill_month: date, region_id: int | None, today: date) -> date:
    """
    (This function will) say when the bills of a month are issued if nobody says otherwise.

    The calendar decides; without one it is today, as long as that leaves time to pay, and for
    months long past the eighth day after the month.
    """
    with connection.cursor() as cursor:
        cursor.execute(statement("default_issue_date"), {"bill_month": bill_month, "region_id": region_id})
        (planned,) = cursor.fetchone()
    if isinstance(planned, date):
        return planned
    month_end = month_shifted(month=bill_month, months=1)
    usual = month_end + timedelta(days=USUAL_ISSUE_AFTER_DAYS)
    return today if month_end <= today < due_date(bill_month=bill_month) else usual


def _with_progress(runs: Any) -> Any:
    return runs.select_related("region", "created_by").annotate(
        chunks_all=Count("chunks"),
        chunks_done=Count("chunks", filter=_DONE),
        contracts=Sum("chunks__contracts", default=0),
        contracts_done=Sum("chunks__contracts", filter=_DONE, default=0),
        bills=Sum("chunks__bills", default=0),
        problems=Sum("chunks__problems", default=0),
        seconds=Sum("chunks__seconds", default=0.0),
    )


def _run_row(run: Any) -> RunRow:
    return RunRow(
        run_id=run.pk,
        bill_month=run.bill_month,
        region_id=run.region_id,
        region_name=run.region.name if run.region_id else None,
        kind=run.kind,
        state=run.state,
        source_id=run.source_id,
        issue_date=run.issue_date,
        created_by=(run.created_by.full_name or run.created_by.username) if run.created_by_id else None,
        created_at=run.created_at,
        started_at=run.started_at,
        finished_at=run.finished_at,
        totals=run.totals,
        chunks=run.chunks_all,
        chunks_done=run.chunks_done,
        contracts=run.contracts,
        contracts_done=run.contracts_done,
        bills=run.bills,
        problems=run.problems,
        seconds=run.seconds,
    )
