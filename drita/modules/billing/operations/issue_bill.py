"""One bill on demand: made by the rules of the run, numbered, booked and stored at once."""

from dataclasses import dataclass
from datetime import date, datetime

import polars as pl
from django.db import connection, transaction

from drita.modules.billing.batch.claim_periods import hold_own_gate
from drita.modules.billing.batch.compute_bills import compute_bills, load_standing
from drita.modules.billing.batch.load_bill_inputs import Reader
from drita.modules.billing.batch.store_bills import Booking, bill_rows, claimed_bills, copy_bills
from drita.modules.billing.choices import ONLINE_SOURCE_ID
from drita.modules.billing.operations.ensure_template_version import ensure_template_version
from drita.modules.billing.operations.ensure_wording import ensure_wording
from drita.modules.billing.operations.preview_bill import refuse_problem
from drita.modules.billing.operations.reserve_numbers import take_online_number
from drita.modules.billing.queries import UnableToFindContract, find_contract_account
from drita.modules.customers.queries import lock_accounts
from drita.modules.ledger.operations.apply_advances import apply_advances
from drita.modules.ledger.operations.store_ledger_frames import (
    draw_entry_ids,
    store_ledger_frames,
)
from drita.rules.billing.bill_inputs import bill_terms
from drita.rules.billing.bill_number import series_of_issue

LIVE_TABLES = {
    "billing_bill": "billing_bill",
    "billing_bill_line": "billing_bill_line",
    "billing_bill_reading": "billing_bill_reading",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedBill:
    bill_id: int
    bill_month: date
    series: str
    number: int
    total_minor: int
    payable_minor: int


def issue_bill(*, contract_id: int, bill_month: date, issue_date: date, at: datetime) -> IssuedBill:
    """
    (This function will) make, number, book and store the bill of one contract, or nothing at all.

    The account is locked first: its debt and the bill's entry belong to one instant. An advance of
    the account is applied to the new bill in the same transaction. Joins the caller's transaction.

    Raises: UnableToMakeBill (also when the month is billed already); UnableToFindContract.
    """
    terms = bill_terms(bill_month=bill_month, issue_date=issue_date)
    account_id = find_contract_account(contract_id=contract_id)
    if account_id is None:
        raise UnableToFindContract(contract=contract_id)
    with transaction.atomic():
        lock_accounts(account_ids=[account_id])
        hold_own_gate(connection, contract_id)
        _ensure_month(bill_month)
        standing = load_standing(issue_date=issue_date)
        computed = compute_bills(
            contract_ids=[contract_id],
            terms=terms,
            standing=standing,
            reader=Reader(),
        )
        refuse_problem(computed.made.problems)
        booking = Booking(
            source_id=ONLINE_SOURCE_ID,
            series=series_of_issue(issue_date=issue_date),
            template_version=ensure_template_version(at=at),
            wording_id=ensure_wording(tariffs=standing.tariffs, due_date=terms.due_date, at=at),
            posting_rules=standing.posting_rules,
            control_accounts=standing.control_accounts,
        )
        claimed, refused = claimed_bills(connection, made=computed.made, terms=terms, booking=booking)
        refuse_problem(refused)
        rows = bill_rows(
            connection,
            made=computed.made,
            claimed=claimed,
            particulars=computed.particulars,
            numbers=pl.Series([take_online_number(series=booking.series, at=at)], dtype=pl.Int64),
            terms=terms,
            booking=booking,
            entry_ids=draw_entry_ids(count=claimed.height, booking_dates=[issue_date]),
        )
        copy_bills(connection, rows=rows, tables=LIVE_TABLES)
        store_ledger_frames(frames=rows.ledger)
        apply_advances(account_ids=[account_id], booking_date=issue_date)
    bill = rows.bills.row(0, named=True)
    return IssuedBill(
        bill_id=bill["id"],
        bill_month=bill_month,
        series=bill["series"],
        number=bill["number"],
        total_minor=bill["total_minor"],
        payable_minor=bill["payable_minor"],
    )


def _ensure_month(bill_month: date) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT billing_ensure_month(%s)", [bill_month])
