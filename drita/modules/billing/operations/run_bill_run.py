"""A planned bill run is carried out: chunk by chunk, by one worker or several, and finished."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection, transaction

from drita.foundation.clock import clock_from
from drita.foundation.frames import bulk_connection
from drita.modules.billing.batch.compute_bills import load_standing
from drita.modules.billing.batch.load_bill_inputs import Reader
from drita.modules.billing.batch.run_asides import prepare_asides
from drita.modules.billing.batch.run_chunk import ChunkWork, run_next_chunk
from drita.modules.billing.batch.store_bills import Booking
from drita.modules.billing.choices import ChunkState, RunKind, RunState
from drita.modules.billing.models import BillRun, BillRunChunk
from drita.modules.billing.operations.ensure_template_version import ensure_template_version
from drita.modules.billing.operations.ensure_wording import ensure_wording
from drita.modules.billing.operations.finish_bill_run import finish_bill_run
from drita.rules.billing.bill_inputs import bill_terms
from drita.rules.billing.bill_number import series_of_issue
from drita.rules.errors import UnableTo
from drita.rules.words import Words


class UnableToRunBillRun(UnableTo):
    code = "bill_run_not_run"
    words = Words(
        sq="Faturimi {run} nuk vazhdon: gjendja është «{state}».",
        en="Run {run} cannot go on: its state is “{state}”.",
    )


@dataclass(frozen=True, slots=True)
class RunSteps:
    """How long the steps of this process took; seconds by the name of the step."""

    seconds: dict[str, float] = field(default_factory=dict)

    def add(self, name: str, seconds: float) -> None:
        self.seconds[name] = self.seconds.get(name, 0.0) + seconds


def run_bill_run(
    *,
    run_id: int,
    at: datetime,
    on_progress: Callable[[str], None] = lambda _: None,
    may_go_on: Callable[[], bool] = lambda: True,
    finishes: bool = True,
) -> RunSteps:
    """
    (This function will) do the chunks of a run that are not done, then finish it.

    It can be called at any time, in several processes at once, and again after a kill: a chunk that
    is done is not done again, and a run that is done stays as it is. `on_progress` is told after
    each step; `may_go_on` is asked before each chunk; a second worker passes finishes=False. `at` is
    the instant of the call; the end is stored as many seconds later as the work took.

    Raises: UnableToRunBillRun for an unknown run.
    """
    steps, clock = RunSteps(), clock_from(at)
    run = _begin(run_id, at)
    if run.state == RunState.DONE:
        return steps
    begun = time.monotonic()
    _do_chunks(run, at, on_progress, may_go_on)
    steps.add("chunks", time.monotonic() - begun)
    if finishes:
        finish_bill_run(run_id=run_id, at=clock(), on_progress=on_progress, on_step=steps.add)
    return steps


def stop_bill_run(*, run_id: int) -> None:
    """(This function will) ask the workers of a run to stop after the chunk they are at."""
    BillRun.objects.filter(pk=run_id, state__in=[RunState.PLANNED, RunState.RUNNING]).update(state=RunState.STOPPED)


def _begin(run_id: int, at: datetime) -> BillRun:
    with transaction.atomic():
        run = BillRun.objects.select_for_update().filter(pk=run_id).first()
        if run is None:
            raise UnableToRunBillRun(run=run_id, state="-")
        if run.state in (RunState.PLANNED, RunState.STOPPED, RunState.FAILED):
            run.state = RunState.RUNNING
            run.started_at = run.started_at or at
            run.save(update_fields=["state", "started_at"])
    return run


def _do_chunks(run: BillRun, at: datetime, on_progress: Callable[[str], None], may_go_on: Callable[[], bool]) -> None:
    open_chunks = BillRunChunk.objects.filter(run=run, state=ChunkState.PLANNED)
    if not open_chunks.exists():
        return
    # Nothing a chunk reads is written by its own transaction, so the frames may come from beside it.
    with bulk_connection() as bulk:
        work = _chunk_work(run, Reader(bulk=bulk), at)
        while may_go_on() and _is_wanted(run.pk):
            try:
                done = run_next_chunk(work=work)
            except Exception:
                BillRun.objects.filter(pk=run.pk).update(state=RunState.FAILED)
                raise
            if done is None:
                return
            on_progress(f"chunk {done}")


def _is_wanted(run_id: int) -> bool:
    return BillRun.objects.filter(pk=run_id, state=RunState.RUNNING).exists()


def _chunk_work(run: BillRun, reader: Reader, at: datetime) -> ChunkWork:
    standing = load_standing(issue_date=run.issue_date)
    terms = bill_terms(bill_month=run.bill_month, issue_date=run.issue_date)
    booking, tables = None, None
    if run.kind == RunKind.ISSUE and run.source_id is not None:
        tables = prepare_asides(
            connection, bill_month=run.bill_month, issue_date=run.issue_date, source_id=run.source_id
        )
        booking = Booking(
            source_id=run.source_id,
            series=series_of_issue(issue_date=run.issue_date),
            template_version=ensure_template_version(at=at),
            wording_id=ensure_wording(tariffs=standing.tariffs, due_date=terms.due_date, at=at),
            posting_rules=standing.posting_rules,
            control_accounts=standing.control_accounts,
        )
    return ChunkWork(
        run_id=run.pk,
        terms=terms,
        standing=standing,
        reader=reader,
        booking=booking,
        tables=tables,
        at=at,
    )
