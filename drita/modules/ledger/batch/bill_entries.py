"""Bills become journal entries, postings and open items: the same for one bill on demand and for a run."""

from collections.abc import Mapping
from datetime import date

import polars as pl

from drita.modules.ledger.batch.ledger_frames import (
    ENTRY_SCHEMA,
    OPEN_ITEM_SCHEMA,
    LedgerFrames,
    month_of,
    posting_rows,
    reconciliation_key,
    untouched_state,
)
from drita.modules.ledger.choices import Event, ItemKind
from drita.modules.ledger.queries.reference import UnableToFindControlAccount, rule_id_of
from drita.rules.ledger.entry_postings import AMOUNTS_SCHEMA, entry_postings

TOTAL = "total"


def bill_entry_frames(
    *,
    bills: pl.DataFrame,
    amounts: pl.DataFrame,
    posting_rules: pl.DataFrame,
    control_accounts: Mapping[str, str],
    source_id: int,
    booking_date: date,
    entry_ids: range,
    item_ids: range,
) -> LedgerFrames:
    """
    (This function will) turn bills into journal entries, postings and open items with the ids given.

    The n-th bill gets the n-th entry id and item id. A bill without any amount gets no entry; one whose amounts cancel
    out gets no item; one below zero becomes a credit item.

    Units: minor.
    Shape: bills bill_id, bill_month, account_id, contract_id, account_class, document_kind, document_number,
    issue_date, due_date, interest_class. amounts bill_id, ledger_key, amount_minor. posting_rules as
    `load_posting_rules` of the booking date. Returns frames with exactly the columns of the tables.
    Raises: UnableToPostEntry, UnableToFindPostingRule, UnableToFindControlAccount.
    """
    numbered = _numbered(bills, control_accounts, entry_ids, item_ids)
    rule_id = rule_id_of(rules=posting_rules, event=Event.BILL_ISSUED, on=booking_date)
    keyed = _with_totals(amounts.select("bill_id", "ledger_key", "amount_minor"))
    laid = keyed.join(numbered, on="bill_id", how="inner").select(
        "entry_id",
        pl.lit(rule_id).alias("rule_id"),
        pl.col("ledger_key").alias("key"),
        pl.col("control_account").alias("subject"),
        "amount_minor",
    )
    postings = entry_postings(amounts=laid.select(AMOUNTS_SCHEMA.names()), rules=posting_rules)
    month = month_of(booking_date)
    entries = (
        numbered.join(postings.select("entry_id").unique(), on="entry_id", how="semi", maintain_order="left")
        .with_columns(
            pl.col("entry_id").alias("id"),
            pl.lit(month).alias("booking_month"),
            pl.lit(source_id, dtype=pl.Int32).alias("source_id"),
            pl.lit(str(Event.BILL_ISSUED)).alias("event"),
            pl.lit(rule_id).alias("rule_id"),
            pl.col("bill_id").alias("document_id"),
            pl.col("bill_month").alias("document_month"),
            pl.col("issue_date").alias("document_date"),
            pl.lit(booking_date).alias("booking_date"),
            pl.col("issue_date").alias("value_date"),
            pl.lit(reconciliation_key(event=Event.BILL_ISSUED, booking_date=booking_date)).alias("reconciliation_key"),
        )
        .select(ENTRY_SCHEMA.names())
        .cast(ENTRY_SCHEMA)
    )
    return LedgerFrames(
        entries=entries,
        postings=posting_rows(postings=postings, entries=entries),
        items=_items(numbered, keyed, month, source_id),
    )


def _numbered(
    bills: pl.DataFrame, control_accounts: Mapping[str, str], entry_ids: range, item_ids: range
) -> pl.DataFrame:
    for account_class in bills["account_class"].unique():
        if account_class not in control_accounts:
            raise UnableToFindControlAccount(account_class=account_class)
    place = pl.int_range(pl.len(), dtype=pl.Int64)
    return bills.with_columns(
        (place + entry_ids.start).alias("entry_id"),
        (place + item_ids.start).alias("item_id"),
        pl.col("account_class").replace_strict(dict(control_accounts), return_dtype=pl.String).alias("control_account"),
    )


def _with_totals(amounts: pl.DataFrame) -> pl.DataFrame:
    totals = amounts.group_by("bill_id", maintain_order=True).agg(pl.col("amount_minor").sum())
    total = totals.with_columns(pl.lit(TOTAL).alias("ledger_key")).select(amounts.columns)
    return pl.concat([amounts, total])


def _items(numbered: pl.DataFrame, keyed: pl.DataFrame, month: date, source_id: int) -> pl.DataFrame:
    totals = keyed.filter((pl.col("ledger_key") == TOTAL) & (pl.col("amount_minor") != 0))
    items = numbered.join(
        totals.select("bill_id", pl.col("amount_minor").alias("original_minor")),
        on="bill_id",
        how="inner",
        maintain_order="left",
    ).with_columns(
        pl.col("item_id").alias("id"),
        pl.lit(month).alias("item_month"),
        pl.lit(source_id, dtype=pl.Int32).alias("source_id"),
        pl.lit(str(ItemKind.BILL)).alias("kind"),
        pl.col("bill_id").alias("document_id"),
        pl.col("issue_date").alias("item_date"),
    )
    return untouched_state(items).select(OPEN_ITEM_SCHEMA.names()).cast(OPEN_ITEM_SCHEMA)
