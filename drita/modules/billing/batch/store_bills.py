"""The one way out: claims, bills, lines, readings and ledger rows of made bills into the database."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import polars as pl

from drita.foundation.bulk_copy import copy_frame, draw_ids
from drita.modules.billing.batch.claim_periods import claim_periods
from drita.modules.billing.batch.load_bill_inputs import SNAPSHOT_COLUMNS
from drita.modules.ledger.batch.bill_entries import bill_entry_frames
from drita.modules.ledger.batch.ledger_frames import LedgerFrames
from drita.rules.billing.bill_inputs import BillTerms
from drita.rules.billing.bill_number import bill_number_text
from drita.rules.billing.make_bills import MadeBills

BILL_COLUMNS: Final = (
    *("id", "bill_month", "source_id", "series", "number", "account_id", "contract_id"),
    *("service_point_id", "kind", "revision", "period_start", "period_end", "issue_date", "due_date"),
    *("tariff_code", "category", "consumption_wh", "reading_method"),
    *("energy_minor", "taxable_minor", "vat_minor", "untaxed_minor", "total_minor"),
    *("earlier_principal_minor", "earlier_interest_minor", "credit_minor", "payable_minor"),
    *("debt_last_entry_id", "snapshot", "history_wh", "template_version"),
    *("wording_id", "history_estimated"),
)
LINE_COLUMNS: Final = (
    *("bill_id", "line_no", "bill_month", "source_id", "account_id", "charge_code", "rule_id"),
    *("tariff_version", "determinant", "quantity", "unit", "price_micro", "factor_ppm"),
    *("from_date", "to_date", "amount_minor", "ledger_key", "tax_code"),
)
READING_COLUMNS: Final = (
    *("bill_id", "line_no", "bill_month", "source_id", "account_id", "register_id", "meter_serial"),
    *("register_code", "decimals", "determinant", "zone", "previous_date", "previous_milli", "previous_quality"),
    *("present_date", "present_milli", "present_quality", "multiplier_milli", "consumption_wh"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """What every stored bill of one making has in common besides its terms."""

    source_id: int
    series: str
    template_version: str
    wording_id: int
    posting_rules: pl.DataFrame
    control_accounts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class BillRows:
    """Rows as the tables take them, ids and numbers given."""

    bills: pl.DataFrame
    lines: pl.DataFrame
    readings: pl.DataFrame
    ledger: LedgerFrames


def claimed_bills(
    connection: Any, *, made: MadeBills, terms: BillTerms, booking: Booking
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """
    (This function will) draw bill ids, claim the month, and part the bills into ours and the others'.

    Shape: (made.bills of claimed contracts in their order, with bill_id; problem rows: bill_key,
    code, params, account_id of the contracts that somebody else has billed meanwhile).
    """
    ids = draw_ids(connection, "billing_bill_id_seq", made.bills.height)
    bills = made.bills.with_columns(pl.Series("bill_id", list(ids), dtype=pl.Int64))
    claimed = claim_periods(connection, bills=bills, bill_month=terms.bill_month, source_id=booking.source_id)
    if claimed.len() == bills.height:
        return bills, made.problems.clear()
    is_ours = pl.col("bill_key").is_in(claimed.implode())
    refused = bills.filter(~is_ours).select(
        "bill_key", "account_id", code=pl.lit("already_billed"), params=pl.lit("{}")
    )
    return bills.filter(is_ours), refused.select(made.problems.columns)


def bill_rows(
    connection: Any,
    *,
    made: MadeBills,
    claimed: pl.DataFrame,
    particulars: pl.DataFrame,
    numbers: pl.Series,
    terms: BillTerms,
    booking: Booking,
    entry_ids: range,
) -> BillRows:
    """
    (This function will) give the rows of claimed bills, numbered in their order.

    Shape: claimed as claimed_bills gave it; numbers: as many Int64 as there are claimed bills, and
    as many entry_ids, which an online bill must draw by draw_entry_ids.
    """
    same = {
        "bill_month": pl.lit(terms.bill_month),
        "source_id": pl.lit(booking.source_id, pl.Int64),
    }
    bills = claimed.join(particulars, on="bill_key", maintain_order="left").with_columns(
        number=numbers,
        series=pl.lit(booking.series),
        contract_id=pl.col("bill_key"),
        revision=pl.lit(0, pl.Int64),
        issue_date=pl.lit(terms.issue_date),
        due_date=pl.lit(terms.due_date),
        template_version=pl.lit(booking.template_version),
        wording_id=pl.lit(booking.wording_id, pl.Int64),
        snapshot=pl.struct(list(SNAPSHOT_COLUMNS)).struct.json_encode(),
        id=pl.col("bill_id"),
        **same,
    )
    keys = bills.select("bill_key", "bill_id", "account_id")
    return BillRows(
        bills=bills.select(BILL_COLUMNS),
        lines=_of_bills(made.lines, keys, same).select(LINE_COLUMNS),
        readings=_of_bills(made.readings.drop("account_id", strict=False), keys, same).select(READING_COLUMNS),
        ledger=_ledger_frames(connection, bills, made.amounts, terms, booking, entry_ids),
    )


def copy_bills(connection: Any, *, rows: BillRows, tables: Mapping[str, str]) -> None:
    """
    (This function will) write bills, lines and readings into the named tables by COPY.

    `tables` maps billing_bill, billing_bill_line and billing_bill_reading to where the rows go:
    themselves for a single bill, the tables aside for a run.
    """
    copy_frame(connection, rows.bills, tables["billing_bill"], BILL_COLUMNS)
    copy_frame(connection, rows.lines, tables["billing_bill_line"], LINE_COLUMNS)
    copy_frame(connection, rows.readings, tables["billing_bill_reading"], READING_COLUMNS)


def _of_bills(rows: pl.DataFrame, keys: pl.DataFrame, same: Mapping[str, pl.Expr]) -> pl.DataFrame:
    return rows.join(keys, on="bill_key", maintain_order="left").with_columns(**same)


def _ledger_frames(
    connection: Any,
    bills: pl.DataFrame,
    amounts: pl.DataFrame,
    terms: BillTerms,
    booking: Booking,
    entry_ids: range,
) -> LedgerFrames:
    return bill_entry_frames(
        bills=bills.select(
            "bill_id",
            "bill_month",
            "account_id",
            "contract_id",
            "account_class",
            pl.lit("bill").alias("document_kind"),
            bill_number_text(series=pl.col("series"), number=pl.col("number")).alias("document_number"),
            "issue_date",
            "due_date",
            "interest_class",
        ),
        amounts=amounts.join(bills.select("bill_key", "bill_id"), on="bill_key").select(
            "bill_id", "ledger_key", "amount_minor"
        ),
        posting_rules=booking.posting_rules,
        control_accounts=booking.control_accounts,
        source_id=booking.source_id,
        booking_date=terms.issue_date,
        entry_ids=entry_ids,
        item_ids=draw_ids(connection, "ledger_open_item_id_seq", bills.height),
    )
