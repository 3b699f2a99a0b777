"""Book one entry by a posting rule, with or without an account of a subscriber."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl
from django.db import transaction

from drita.modules.ledger.batch.ledger_frames import (
    ENTRY_SCHEMA,
    OPEN_ITEM_SCHEMA,
    LedgerFrames,
    month_of,
    posting_rows,
    reconciliation_key,
)
from drita.modules.ledger.choices import ONLINE_SOURCE
from drita.modules.ledger.operations.store_ledger_frames import draw_entry_ids, store_ledger_frames
from drita.modules.ledger.queries.reference import load_posting_rules, rule_id_of
from drita.rules.ledger.entry_postings import AMOUNTS_SCHEMA, entry_postings


@dataclass(frozen=True, slots=True)
class KeyedAmount:
    """An amount by the key of its posting rule; `subject` is the ledger account the event brings."""

    key: str
    amount_minor: int
    subject: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """What an entry is the booking of."""

    kind: str
    id: int
    on: date
    month: date | None = None


@transaction.atomic
def post_journal_entry(
    *,
    event: str,
    document: Document,
    amounts: Sequence[KeyedAmount],
    booking_date: date,
    value_date: date,
    account_id: int | None = None,
    items: pl.DataFrame | None = None,
) -> int:
    """
    (This function will) book one entry by the posting rule of its event and return the entry's id.

    The caller holds the lock of the account, where there is one. `items` are opened by the entry (columns of the table
    but id-less of entry: entry_id, item_month and source_id are filled in here).

    Raises: UnableToPostEntry, UnableToFindPostingRule.
    """
    rules = load_posting_rules(on=booking_date)
    rule_id = rule_id_of(rules=rules, event=event, on=booking_date)
    (entry_id,) = draw_entry_ids(count=1, booking_dates=[booking_date])
    entry = (
        *(entry_id, month_of(booking_date), ONLINE_SOURCE, account_id, event, rule_id),
        *(document.kind, document.id, document.month, document.on, booking_date, value_date),
        reconciliation_key(event=event, booking_date=booking_date),
    )
    entries = pl.DataFrame([entry], schema=ENTRY_SCHEMA, orient="row")
    laid = pl.DataFrame(
        [(entry_id, rule_id, one.key, one.subject, one.amount_minor) for one in amounts],
        schema=AMOUNTS_SCHEMA,
        orient="row",
    )
    postings = entry_postings(amounts=laid, rules=rules)
    opened = pl.DataFrame(schema=OPEN_ITEM_SCHEMA)
    if items is not None:
        opened = items.with_columns(
            pl.lit(entry_id, dtype=pl.Int64).alias("entry_id"),
            pl.lit(month_of(booking_date)).alias("item_month"),
            pl.lit(ONLINE_SOURCE, dtype=pl.Int32).alias("source_id"),
        ).select(OPEN_ITEM_SCHEMA.names())
    store_ledger_frames(
        frames=LedgerFrames(entries=entries, postings=posting_rows(postings=postings, entries=entries), items=opened)
    )
    return entry_id
