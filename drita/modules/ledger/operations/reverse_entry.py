"""Take an entry back: a new one with sides swapped, linked, once."""

from datetime import date
from typing import Any

import polars as pl
from django.db import IntegrityError, connection, transaction

from drita.foundation.frames import read_frame
from drita.modules.ledger.batch.ledger_frames import (
    ENTRY_SCHEMA,
    OPEN_ITEM_SCHEMA,
    POSTING_SCHEMA,
    LedgerFrames,
    month_of,
    reconciliation_key,
)
from drita.modules.ledger.choices import ONLINE_SOURCE, Event
from drita.modules.ledger.operations.store_ledger_frames import draw_entry_ids, store_ledger_frames
from drita.modules.ledger.sql_files import sql_text
from drita.rules.errors import UnableTo
from drita.rules.ledger.entry_postings import reversed_postings
from drita.rules.words import Words


class UnableToReverseEntry(UnableTo):
    code = "entry_not_reversible"
    words = Words(
        sq="Veprimi {entry_id} nuk stornohet: nuk gjendet ose është stornuar.",
        en="Entry {entry_id} cannot be reversed: it is not there or has been reversed.",
    )


@transaction.atomic
def reverse_entry(*, entry_id: int, booking_date: date, reason: str, by_id: int | None = None) -> int:
    """
    (This function will) write the mirror of an entry, link the two, and return the new entry's id.

    Only postings: what the entry settled or opened is the business of the operation that calls this. The value date is
    that of the reversed entry, so that it is as if it had never been.

    Raises: UnableToReverseEntry when it is unknown or reversed already.
    """
    found = read_frame(sql_text("entry_by_id"), {"entry_id": entry_id}, {**ENTRY_SCHEMA, "is_reversed": pl.Boolean})
    if found.is_empty() or found["is_reversed"][0]:
        raise UnableToReverseEntry(entry_id=entry_id)
    origin = found.row(0, named=True)
    (new_id,) = draw_entry_ids(count=1, booking_dates=[booking_date])
    month = month_of(booking_date)
    entries = found.select(ENTRY_SCHEMA.names()).with_columns(
        pl.lit(new_id, dtype=pl.Int64).alias("id"),
        pl.lit(month).alias("booking_month"),
        pl.lit(ONLINE_SOURCE, dtype=pl.Int32).alias("source_id"),
        pl.lit(str(Event.REVERSAL)).alias("event"),
        pl.lit(booking_date).alias("booking_date"),
        pl.lit(reconciliation_key(event=Event.REVERSAL, booking_date=booking_date)).alias("reconciliation_key"),
    )
    postings = read_frame(
        sql_text("postings_of_entry"),
        {"entry_id": entry_id, "month": origin["booking_month"], "source_id": origin["source_id"]},
        POSTING_SCHEMA,
    )
    mirrored = reversed_postings(postings=postings).with_columns(
        pl.lit(new_id, dtype=pl.Int64).alias("entry_id"),
        pl.lit(month).alias("booking_month"),
        pl.lit(ONLINE_SOURCE, dtype=pl.Int32).alias("source_id"),
    )
    store_ledger_frames(
        frames=LedgerFrames(entries=entries, postings=mirrored, items=pl.DataFrame(schema=OPEN_ITEM_SCHEMA))
    )
    _link(origin, new_id, month, reason, by_id)
    return new_id


def _link(origin: dict[str, Any], new_id: int, month: date, reason: str, by_id: int | None) -> None:
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(
                    "INSERT INTO ledger_reversal (reversed_entry_id, reversed_month, reversed_source_id, "
                    "reversing_entry_id, reversing_month, reason, by_id) VALUES (%s, %s, %s, %s, %s, %s, %s)",
                    [origin["id"], origin["booking_month"], origin["source_id"], new_id, month, reason, by_id],
                )
    except IntegrityError as error:
        # Two people at once: the key lets one of them through.
        raise UnableToReverseEntry(entry_id=origin["id"]) from error


def entries_to_reverse(*, document_kind: str, document_id: int) -> list[int]:
    """(This function will) name the entries of a document that stand, oldest first: no reversals, none reversed."""
    rows = read_frame(
        sql_text("standing_entries_of_document"),
        {"document_kind": document_kind, "document_id": document_id},
        {"id": pl.Int64},
    )
    return rows["id"].to_list()
