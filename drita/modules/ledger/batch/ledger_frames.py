"""The frames in which entries, postings, items and allocations are handed over to be stored."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import polars as pl

from drita.modules.ledger.choices import RECONCILIATION_PROCESS

ENTRY_SCHEMA = pl.Schema(
    {
        "id": pl.Int64,
        "booking_month": pl.Date,
        "source_id": pl.Int32,
        "account_id": pl.Int64,
        "event": pl.String,
        "rule_id": pl.String,
        "document_kind": pl.String,
        "document_id": pl.Int64,
        "document_month": pl.Date,
        "document_date": pl.Date,
        "booking_date": pl.Date,
        "value_date": pl.Date,
        "reconciliation_key": pl.String,
    }
)
POSTING_SCHEMA = pl.Schema(
    {
        "entry_id": pl.Int64,
        "line_no": pl.Int32,
        "booking_month": pl.Date,
        "source_id": pl.Int32,
        "account_id": pl.Int64,
        "ledger_account": pl.String,
        "debit_minor": pl.Int64,
        "credit_minor": pl.Int64,
    }
)
OPEN_ITEM_SCHEMA = pl.Schema(
    {
        "id": pl.Int64,
        "item_month": pl.Date,
        "source_id": pl.Int32,
        "account_id": pl.Int64,
        "contract_id": pl.Int64,
        "kind": pl.String,
        "document_kind": pl.String,
        "document_id": pl.Int64,
        "document_number": pl.String,
        "interest_class": pl.String,
        "control_account": pl.String,
        "original_minor": pl.Int64,
        "item_date": pl.Date,
        "due_date": pl.Date,
        "entry_id": pl.Int64,
        "open_principal_minor": pl.Int64,
        "accrued_nano": pl.Int64,
        "accrued_to_date": pl.Date,
        "interest_paid_minor": pl.Int64,
        "settled_date": pl.Date,
    }
)
ALLOCATION_ROW_SCHEMA = pl.Schema(
    {
        "account_id": pl.Int64,
        "entry_id": pl.Int64,
        "booking_month": pl.Date,
        "source_id": pl.Int32,
        "item_id": pl.Int64,
        "item_month": pl.Date,
        "item_source_id": pl.Int32,
        "component": pl.String,
        "amount_minor": pl.Int64,
        "value_date": pl.Date,
        "strategy": pl.String,
        "paid_by_kind": pl.String,
        "paid_by_id": pl.Int64,
    }
)


@dataclass(frozen=True)
class LedgerFrames:
    """What one act of booking writes; columns exactly those of the tables, without what the database fills in."""

    entries: pl.DataFrame
    postings: pl.DataFrame
    items: pl.DataFrame

    def tables(self) -> Iterator[tuple[str, pl.DataFrame]]:
        """Name the table of each frame, in the order in which they refer to one another."""
        yield "ledger_entry", self.entries
        yield "ledger_posting", self.postings
        yield "ledger_open_item", self.items


def month_of(day: date, /) -> date:
    """(This function will) return the first day of a day's month, which names its partition."""
    return day.replace(day=1)


def reconciliation_key(*, event: str, booking_date: date) -> str:
    """(This function will) name the key under which a day's entries of one process are told to accounting."""
    return f"{RECONCILIATION_PROCESS[event]}{booking_date:%Y%m%d}00"


def untouched_state(items: pl.DataFrame, /) -> pl.DataFrame:
    """(This function will) give new items the cached state of something nobody has paid yet."""
    return items.with_columns(
        pl.col("original_minor").alias("open_principal_minor"),
        pl.lit(0, dtype=pl.Int64).alias("accrued_nano"),
        pl.min_horizontal("item_date", "due_date").alias("accrued_to_date"),
        pl.lit(0, dtype=pl.Int64).alias("interest_paid_minor"),
        pl.lit(None, dtype=pl.Date).alias("settled_date"),
    )


def posting_rows(*, postings: pl.DataFrame, entries: pl.DataFrame) -> pl.DataFrame:
    """(This function will) complete postings with month, source and account of their entry."""
    of_entry = entries.select(pl.col("id").alias("entry_id"), "booking_month", "source_id", "account_id")
    return postings.join(of_entry, on="entry_id", how="inner", maintain_order="left").select(POSTING_SCHEMA.names())
