"""Items, allocations and suspensions of accounts as frames: what settling and quoting work on."""

from collections.abc import Sequence
from datetime import date

import polars as pl

from drita.foundation.frames import read_frame
from drita.modules.ledger.sql_files import sql_text
from drita.rules.ledger.late_payment_interest import CHANGES_SCHEMA, SUSPENSIONS_SCHEMA

# Later than any entry: "as known now".
NOW = 2**63 - 1

ITEM_SCHEMA = pl.Schema(
    {
        "account_id": pl.Int64,
        "item_id": pl.Int64,
        "item_month": pl.Date,
        "source_id": pl.Int32,
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
        "contract_id": pl.Int64,
    }
)
STATE_SCHEMA = pl.Schema(
    {
        "open_principal_minor": pl.Int64,
        "accrued_text": pl.String,
        "accrued_to_date": pl.Date,
        "interest_paid_minor": pl.Int64,
    }
)
ALLOCATION_SCHEMA = pl.Schema(
    {
        "account_id": pl.Int64,
        "allocation_id": pl.Int64,
        "entry_id": pl.Int64,
        "item_id": pl.Int64,
        "component": pl.String,
        "amount_minor": pl.Int64,
        "value_date": pl.Date,
        "strategy": pl.String,
        "paid_by_kind": pl.String,
        "paid_by_id": pl.Int64,
    }
)


def load_items(*, account_ids: Sequence[int], is_everything: bool) -> pl.DataFrame:
    """
    (This function will) load the items of accounts with their cached state, the open ones or all.

    Shape: ITEM_SCHEMA, open_principal_minor, accrued_nano Int128, accrued_to_date, interest_paid_minor, settled_date.
    """
    frame = read_frame(
        sql_text("items_now"),
        {"account_ids": list(account_ids), "all_items": is_everything},
        {**ITEM_SCHEMA, **STATE_SCHEMA, "settled_date": pl.Date},
    )
    return with_accrued_nano(frame)


def with_accrued_nano(frame: pl.DataFrame) -> pl.DataFrame:
    """(This function will) turn the cached interest, which drivers hand over as text, into a whole number."""
    return frame.with_columns(pl.col("accrued_text").cast(pl.Int128).alias("accrued_nano")).drop("accrued_text")


def load_allocations(*, account_ids: Sequence[int]) -> pl.DataFrame:
    """(This function will) load every allocation of accounts, releases as negative rows."""
    return read_frame(sql_text("allocations_of_accounts"), {"account_ids": list(account_ids)}, ALLOCATION_SCHEMA)


def load_items_as_known(*, account_ids: Sequence[int], as_of: date, known_seq: int = NOW) -> pl.DataFrame:
    """(This function will) load the items that had opened by a day and were known by then, without cached state."""
    params = {"account_ids": list(account_ids), "as_of": as_of, "known_seq": known_seq}
    return read_frame(sql_text("items_as_known"), params, ITEM_SCHEMA)


def load_changes_as_known(*, account_ids: Sequence[int], as_of: date, known_seq: int = NOW) -> pl.DataFrame:
    """(This function will) load what had been settled on accounts by a day, as it was known."""
    params = {"account_ids": list(account_ids), "as_of": as_of, "known_seq": known_seq}
    return read_frame(sql_text("allocations_as_known"), params, CHANGES_SCHEMA)


def load_suspensions(*, account_ids: Sequence[int], known_seq: int = NOW) -> pl.DataFrame:
    """(This function will) load the days on which items of accounts bear no interest."""
    params = {"account_ids": list(account_ids), "known_seq": known_seq}
    return read_frame(sql_text("suspensions_as_known"), params, SUSPENSIONS_SCHEMA)
