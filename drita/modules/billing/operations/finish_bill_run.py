"""The end of a run: its tables are built, proven and attached in one instant, its numbers accounted for."""

import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Sum

from drita.foundation.clock import clock_from
from drita.modules.billing.batch.run_asides import (
    attach_asides,
    build_asides,
    prepare_asides,
    prove_asides,
)
from drita.modules.billing.choices import ChunkState, RunKind, RunState
from drita.modules.billing.models import BillRun, BillRunChunk, NumberRange
from drita.modules.billing.operations.void_numbers import Stretch, void_numbers
from drita.modules.billing.sql_files import statement
from drita.modules.ledger.operations.apply_advances import apply_advances
from drita.modules.ledger.operations.make_run_visible import make_run_visible

OnStep = Callable[[str, float], None]
ADVANCES_AT_ONCE = 1_000


def finish_bill_run(
    *,
    run_id: int,
    at: datetime,
    on_progress: Callable[[str], None] = lambda _: None,
    on_step: OnStep = lambda _name, _seconds: None,
) -> bool:
    """
    (This function will) finish a run whose chunks are all done; return whether it is done now.

    Building and proving take place beside the live tables and can be repeated after a kill. The
    attach of all tables, the place of the run in the order of entries, the voiding of unused
    numbers and the mark `done` are one transaction. Advances are applied after it, each account
    under its own lock, and can be applied again without effect. `at` is the instant of the call;
    what takes time is stored with the instant at which it really ended.

    Raises: UnableToProveBillRun, UnableToProveRunBalanced; the run is then `failed` and nothing shows.
    """
    with connection.cursor() as cursor:
        # Held by the session, because building runs in transactions of its own.
        cursor.execute("SELECT pg_try_advisory_lock(hashtextextended('finish run ' || %s, 0))", [run_id])
        (is_mine,) = cursor.fetchone()
    if not is_mine:
        return False
    try:
        return _finish(run_id, clock_from(at), on_progress, on_step)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(hashtextextended('finish run ' || %s, 0))", [run_id])


def _finish(run_id: int, clock: Callable[[], datetime], on_progress: Callable[[str], None], on_step: OnStep) -> bool:
    run = BillRun.objects.get(pk=run_id)
    if run.state == RunState.DONE:
        return True
    if BillRunChunk.objects.filter(run=run, state=ChunkState.PLANNED).exists():
        return False
    if run.kind == RunKind.ISSUE:
        # A run whose tables were attached before a kill has only its advances left to apply.
        if run.finished_at is None:
            _publish(run, clock, on_progress, on_step)
        _apply_advances(run, on_step)
        on_progress("advances")
    _mark_done(run, clock())
    return True


def _publish(run: BillRun, clock: Callable[[], datetime], on_progress: Callable[[str], None], on_step: OnStep) -> None:
    BillRun.objects.filter(pk=run.pk).update(state=RunState.STORING)
    source_id = run.source_id
    assert source_id is not None, "an issuing run has a source by constraint"
    where: dict[str, Any] = {
        "bill_month": run.bill_month,
        "issue_date": run.issue_date,
        "source_id": source_id,
    }
    timer = _Timer(on_progress, on_step)
    try:
        tables = prepare_asides(connection, **where)
        build_asides(connection, **where, on_step=timer.told)
        prove_asides(connection, tables=tables, bill_month=run.bill_month, source_id=source_id)
        timer.told("prove")
    except Exception:
        BillRun.objects.filter(pk=run.pk).update(state=RunState.FAILED)
        raise
    with transaction.atomic():
        at = clock()
        make_run_visible(source_id=source_id, at=at)
        attach_asides(connection, **where)
        _close_numbers(run, at)
        run.finished_at = at
        run.totals = run_totals(run_id=run.pk)
        run.save(update_fields=["finished_at", "totals"])
    timer.told("attach")


class _Timer:
    """Tells each step with the seconds since the one before."""

    def __init__(self, on_progress: Callable[[str], None], on_step: OnStep) -> None:
        self.on_progress, self.on_step, self.last = on_progress, on_step, time.monotonic()

    def told(self, name: str) -> None:
        present = time.monotonic()
        self.on_step(name, present - self.last)
        self.last = present
        self.on_progress(name)


def _close_numbers(run: BillRun, at: datetime) -> None:
    """In each chunk's stretch the first numbers are used; the rest has a reason and is void."""
    reserved = NumberRange.objects.get(run=run)
    chunks = BillRunChunk.objects.filter(run=run).values_list("first_number", "contracts", "bills")
    stretches = [
        Stretch(range_id=reserved.pk, first_number=first + bills, last_number=first + contracts - 1)
        for first, contracts, bills in chunks
        if first is not None and bills < contracts
    ]
    void_numbers(
        stretches=stretches,
        # Stored as it will be read in ten years, so in both languages.
        reason="kontrata që nuk u faturuan · contracts that could not be billed",
        staff_id=run.created_by_id,
        at=at,
    )
    reserved.closed_at = at
    reserved.save(update_fields=["closed_at"])


def _apply_advances(run: BillRun, on_step: OnStep) -> None:
    begun = time.monotonic()
    with connection.cursor() as cursor:
        cursor.execute(
            statement("accounts_with_credit"),
            {"bill_month": run.bill_month, "source_id": run.source_id},
        )
        account_ids = [row[0] for row in cursor.fetchall()]
    for start in range(0, len(account_ids), ADVANCES_AT_ONCE):
        with transaction.atomic():
            apply_advances(
                account_ids=account_ids[start : start + ADVANCES_AT_ONCE],
                booking_date=run.issue_date,
            )
    on_step("advances", time.monotonic() - begun)


def run_totals(*, run_id: int) -> dict[str, int]:
    """(This function will) add up what the chunks of a run counted: bills, problems, Wh, money."""
    chunks = BillRunChunk.objects.filter(run_id=run_id)
    counted = chunks.aggregate(
        contracts=Sum("contracts"), bills=Sum("bills"), accounts=Sum("accounts"), problems=Sum("problems")
    )
    sums: dict[str, int] = {name: int(value or 0) for name, value in counted.items()}
    for totals in chunks.values_list("totals", flat=True):
        for name, value in totals.items():
            sums[name] = sums.get(name, 0) + int(value)
    return sums


def _mark_done(run: BillRun, at: datetime) -> None:
    run.state = RunState.DONE
    run.finished_at = at
    run.totals = run_totals(run_id=run.pk)
    run.save(update_fields=["state", "finished_at", "totals"])
