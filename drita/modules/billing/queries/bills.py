"""Issued bills: one with all that belongs to it, or the bills of an account or contract."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, BinaryIO

from django.db import connection

from drita.foundation.bulk_copy import psycopg_cursor
from drita.modules.billing.models import Bill, BillLine, BillReading
from drita.modules.billing.sql_files import statement
from drita.rules.billing.bill_number import bill_number_parts
from drita.rules.errors import UnableTo
from drita.rules.words import Words


class UnableToFindBill(UnableTo):
    code = "bill_unknown"
    words = Words(sq="Fatura {bill} nuk gjendet.", en="There is no bill {bill}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class BillRow:
    """The columns of an issued bill; see models/bill.py."""

    id: int
    bill_month: date
    source_id: int
    series: str
    number: int
    account_id: int
    contract_id: int
    service_point_id: int
    kind: str
    revision: int
    period_start: date
    period_end: date
    issue_date: date
    due_date: date
    tariff_code: str
    category: str
    consumption_wh: int
    reading_method: str
    energy_minor: int
    taxable_minor: int
    vat_minor: int
    untaxed_minor: int
    total_minor: int
    earlier_principal_minor: int
    earlier_interest_minor: int
    credit_minor: int
    payable_minor: int
    debt_last_entry_id: int | None
    snapshot: dict[str, Any]
    history_wh: tuple[int | None, ...]
    template_version: str
    wording_id: int | None
    history_estimated: int
    issued_at: datetime

    @property
    def number_text(self) -> str:
        """The number as it stands on the paper."""
        return f"{self.series}-{self.number:08d}"


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRow:
    line_no: int
    charge_code: str
    rule_id: str
    tariff_version: str
    determinant: str
    quantity: int
    unit: str
    price_micro: int
    factor_ppm: int
    from_date: date
    to_date: date
    amount_minor: int
    ledger_key: str
    tax_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingRow:
    line_no: int
    register_id: int
    meter_serial: str
    register_code: str
    decimals: int
    determinant: str
    zone: str
    previous_date: date
    previous_milli: int
    previous_quality: str
    present_date: date
    present_milli: int
    present_quality: str
    multiplier_milli: int
    consumption_wh: int


@dataclass(frozen=True, slots=True)
class StoredBill:
    bill: BillRow
    lines: tuple[LineRow, ...]
    readings: tuple[ReadingRow, ...]


_BILL_FIELDS = tuple(BillRow.__dataclass_fields__)
_LINE_FIELDS = tuple(LineRow.__dataclass_fields__)
_READING_FIELDS = tuple(ReadingRow.__dataclass_fields__)


def get_bill(*, number: str = "", bill_id: int | None = None, bill_month: date | None = None) -> StoredBill:
    """
    (This function will) return an issued bill with its lines and readings, by number or by id (and month).

    With the month given only that month's partitions are looked at.
    Raises: UnableToFindBill, UnableToReadBillNumber.
    """
    found = Bill.objects.all()
    if bill_month is not None:
        found = found.filter(bill_month=bill_month)
    if bill_id is not None:
        found = found.filter(id=bill_id)
    else:
        series, serial = bill_number_parts(text=number)
        found = found.filter(series=series, number=serial)
    row = found.values(*_BILL_FIELDS).first()
    if row is None:
        raise UnableToFindBill(bill=number or bill_id)
    where = {"bill_id": row["id"], "bill_month": row["bill_month"], "source_id": row["source_id"]}
    lines = BillLine.objects.filter(**where).order_by("line_no").values(*_LINE_FIELDS)
    readings = BillReading.objects.filter(**where).order_by("line_no").values(*_READING_FIELDS)
    return StoredBill(
        bill=_bill_row(row),
        lines=tuple(LineRow(**each) for each in lines),
        readings=tuple(ReadingRow(**each) for each in readings),
    )


def list_bills(
    *,
    account_id: int | None = None,
    contract_id: int | None = None,
    run_source_id: int | None = None,
    after: tuple[date, int] | None = None,
    limit: int = 50,
) -> list[BillRow]:
    """
    (This function will) list issued bills, newest month first, page by page.

    `after` is (bill_month, id) of the last bill of the page before.
    """
    bills = Bill.objects.order_by("-bill_month", "-id")
    if account_id is not None:
        bills = bills.filter(account_id=account_id)
    if contract_id is not None:
        bills = bills.filter(contract_id=contract_id)
    if run_source_id is not None:
        bills = bills.filter(source_id=run_source_id)
    if after is not None:
        month, last_id = after
        bills = bills.filter(bill_month__lt=month) | bills.filter(bill_month=month, id__lt=last_id)
    return [_bill_row(row) for row in bills.values(*_BILL_FIELDS)[:limit]]


def find_latest_bill(*, contract_id: int) -> BillRow | None:
    """(This function will) return the newest bill of a contract, or None."""
    newest = list_bills(contract_id=contract_id, limit=1)
    return newest[0] if newest else None


def write_bill_list(*, bill_month: date, out: BinaryIO) -> int:
    """
    (This function will) write a month's bills as CSV with a header and return how many there are.

    The rows go from the server to the file as they come; nothing is gathered in memory.
    """
    # COPY takes no parameters; the month is a date and is written by us.
    text = statement("export_bills").replace("<month>", f"DATE '{bill_month.isoformat()}'")
    with psycopg_cursor(connection) as cursor:
        with cursor.copy(text) as copy:
            for block in copy:
                out.write(block)
        return cursor.rowcount


def _bill_row(row: dict[str, Any]) -> BillRow:
    snapshot = row["snapshot"]
    return BillRow(
        **{
            **row,
            "snapshot": json.loads(snapshot) if isinstance(snapshot, str) else snapshot,
            "history_wh": tuple(row["history_wh"]),
        }
    )
