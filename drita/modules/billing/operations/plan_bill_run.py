"""A bill run is planned: which contracts, in which chunks, with which numbers."""

from datetime import date, datetime

from django.db import connection, transaction

from drita.modules.billing.batch.run_asides import prepare_asides
from drita.modules.billing.choices import RunKind, RunState
from drita.modules.billing.models import BillRun
from drita.modules.billing.operations.reserve_numbers import reserve_numbers
from drita.modules.billing.sql_files import array_text, statement
from drita.modules.ledger.operations.register_run_source import register_run_source
from drita.rules.billing.bill_month import month_shifted
from drita.rules.billing.bill_number import series_of_issue
from drita.rules.billing.due_date import due_date
from drita.rules.errors import UnableTo
from drita.rules.formats import format_date
from drita.rules.words import Words

LARGEST_CHUNK = 20_000
SMALLEST_CHUNK = 250
LARGEST_SMALL_RUN = 40_000
CHUNKS_OF_A_SMALL_RUN = 8


class UnableToPlanBillRun(UnableTo):
    code = "bill_run_not_planned"
    words = Words(
        sq="Faturimi i muajit {month} nuk planifikohet: {reason}",
        en="The bill run of {month} cannot be planned: {reason}",
    )
    reasons = {
        "nothing_to_bill": Words(
            sq="nuk ka kontrata për t'u faturuar; ndoshta janë faturuar tashmë.",
            en="there are no contracts to bill; perhaps they have been billed already.",
        ),
        "run_open": Words(
            sq="faturimi {run} i këtij muaji nuk ka mbaruar.",
            en="run {run} of this month has not ended.",
        ),
        "issue_after_due": Words(
            sq="data e lëshimit {issue} është pas afatit të pagesës {due}.",
            en="the issue date {issue} is after the due date {due}.",
        ),
        "issue_before_month": Words(
            sq="data e lëshimit {issue} është para fillimit të muajit.",
            en="the issue date {issue} is before the beginning of the month.",
        ),
    }

    def in_language(self, language: str) -> str:
        shown = {name: format_date(value) if isinstance(value, date) else value for name, value in self.params.items()}
        reason = self.reasons[str(self.params["problem"])].in_language(language, **shown)
        return self.words.in_language(language, month=self.params["month"], reason=reason)


def plan_bill_run(
    *,
    bill_month: date,
    kind: str,
    issue_date: date,
    region_id: int | None,
    staff_id: int | None,
    at: datetime,
) -> int:
    """
    (This function will) plan a run of a month, for all or one region, and return its id.

    The contracts are chosen here and stay: a resumed run bills the very same ones. An issuing run
    gets its source, its tables aside and a number for each contract; numbers of contracts that
    cannot be billed are voided when the run ends.

    Raises: UnableToPlanBillRun.
    """
    month = f"{bill_month:%Y-%m}"
    check_issue_date(bill_month=bill_month, issue_date=issue_date)
    with transaction.atomic():
        _refuse_second_run(bill_month, kind, region_id)
        contract_ids = _select_contracts(bill_month, region_id)
        if not contract_ids:
            raise UnableToPlanBillRun(month=month, problem="nothing_to_bill")
        run = _create_run(bill_month, kind, issue_date, region_id, staff_id, at)
        first_number = None
        if run.source_id is not None:
            first_number = reserve_numbers(
                series=series_of_issue(issue_date=issue_date),
                count=len(contract_ids),
                run_id=run.pk,
                source_id=run.source_id,
                at=at,
            ).first_number
            prepare_asides(connection, bill_month=bill_month, issue_date=issue_date, source_id=run.source_id)
        _plan_chunks(run.pk, contract_ids, first_number)
    return int(run.pk)


def check_issue_date(*, bill_month: date, issue_date: date) -> None:
    """
    (This function will) refuse an issue date that cannot belong to a month: before it began or after payment is due.

    Raises: UnableToPlanBillRun.
    """
    month = f"{bill_month:%Y-%m}"
    due = due_date(bill_month=bill_month)
    if issue_date > due:
        raise UnableToPlanBillRun(month=month, problem="issue_after_due", issue=issue_date, due=due)
    if issue_date < bill_month:
        raise UnableToPlanBillRun(month=month, problem="issue_before_month", issue=issue_date)


def chunk_size(*, contracts: int) -> int:
    """
    (This function will) choose how many contracts one chunk holds.

    Small runs are cut finely enough to show progress, large ones so that memory stays bounded.

    >>> chunk_size(contracts=2_000), chunk_size(contracts=1_300_000)
    (250, 20000)
    """
    if contracts > LARGEST_SMALL_RUN:
        return LARGEST_CHUNK
    return max(SMALLEST_CHUNK, -(-contracts // CHUNKS_OF_A_SMALL_RUN))


def _refuse_second_run(bill_month: date, kind: str, region_id: int | None) -> None:
    with connection.cursor() as cursor:
        # Two plans of one month at once would choose the same contracts.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('bill run ' || %s, 0))", [bill_month])
    unfinished = BillRun.objects.filter(bill_month=bill_month, kind=kind).exclude(state=RunState.DONE)
    if kind == RunKind.TRIAL:
        return
    if region_id is not None:
        unfinished = unfinished.filter(region_id__isnull=True) | unfinished.filter(region_id=region_id)
    first = unfinished.order_by("id").first()
    if first is not None:
        raise UnableToPlanBillRun(month=f"{bill_month:%Y-%m}", problem="run_open", run=first.pk)


def _select_contracts(bill_month: date, region_id: int | None) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            statement("select_run_contracts"),
            {
                "bill_month": bill_month,
                "next_month": month_shifted(month=bill_month, months=1),
                "region_id": region_id,
            },
        )
        return [row[0] for row in cursor.fetchall()]


def _create_run(
    bill_month: date,
    kind: str,
    issue_date: date,
    region_id: int | None,
    staff_id: int | None,
    at: datetime,
) -> BillRun:
    place = f"region {region_id}" if region_id is not None else "all"
    source_id = None
    if kind == RunKind.ISSUE:
        source_id = register_run_source(reference=f"bill run {bill_month:%Y-%m} {place}")
    return BillRun.objects.create(
        bill_month=bill_month,
        region_id=region_id,
        kind=kind,
        state=RunState.PLANNED,
        source_id=source_id,
        issue_date=issue_date,
        created_by_id=staff_id,
        created_at=at,
    )


def _plan_chunks(run_id: int, contract_ids: list[int], first_number: int | None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            statement("plan_chunks"),
            {
                "run_id": run_id,
                "contract_ids": array_text(contract_ids),
                "size": chunk_size(contracts=len(contract_ids)),
                "first_number": first_number,
            },
        )
