"""Write entries, postings and open items of an online booking."""

from collections.abc import Iterable
from datetime import date

import polars as pl
from django.db import connection, transaction

from drita.foundation.bulk_copy import copy_frame, draw_ids
from drita.modules.ledger.batch.ledger_frames import LedgerFrames, month_of
from drita.modules.ledger.choices import ONLINE_SOURCE
from drita.rules.errors import UnableTo
from drita.rules.words import Words


class UnableToStoreLedgerFrames(UnableTo):
    code = "ledger_frames_not_online"
    words = Words(
        sq="Në regjistrimin e drejtpërdrejtë pranohen vetëm veprime me burim 0.",
        en="Only entries of source 0 are stored online.",
    )


def draw_entry_ids(*, count: int, booking_dates: Iterable[date] = ()) -> range:
    """
    (This function will) draw ids for entries that the transaction is about to write.

    The months come before the lock: who makes a month's partitions needs the journal for itself for a moment, and must
    not yet hold what others hold who wait for the same month. The lock comes before the number: a run that becomes
    visible waits for whoever holds it, so no number drawn before the run's own place can come in after it.
    """
    ensure_booking_months(months=map(month_of, booking_dates))
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE ONLY ledger_entry IN ROW EXCLUSIVE MODE")
    return draw_ids(connection, "ledger_entry_id_seq", count)


@transaction.atomic
def store_ledger_frames(*, frames: LedgerFrames) -> None:
    """
    (This function will) write online entries with their postings and items. The caller holds the accounts' locks.

    Raises: UnableToStoreLedgerFrames; IntegrityError at the end of the transaction when an entry does not balance.
    """
    if frames.entries.filter(pl.col("source_id") != ONLINE_SOURCE).height:
        raise UnableToStoreLedgerFrames()
    ensure_booking_months(months=frames.entries["booking_month"].unique())
    for table, frame in frames.tables():
        if frame.height:
            copy_frame(connection, frame, table)
    mark_accounts(entries=frames.entries)


def ensure_booking_months(*, months: Iterable[date]) -> None:
    """
    (This function will) make the journal's partitions of the months, where they are missing.

    A transaction that books on several months calls this for all of them before it writes the first entry.
    """
    with connection.cursor() as cursor:
        for month in sorted(set(months)):
            cursor.execute("SELECT ledger_ensure_month(%s)", [month])


def mark_accounts(*, entries: pl.DataFrame) -> None:
    """(This function will) note the newest entry of each account, which every quoted debt carries."""
    newest = entries.drop_nulls("account_id").group_by("account_id").agg(pl.col("id").max()).sort("account_id")
    if newest.is_empty():
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger_account_mark (account_id, last_entry_id) "
            "SELECT * FROM unnest(%s::bigint[], %s::bigint[]) "
            "ON CONFLICT (account_id) DO UPDATE SET last_entry_id = excluded.last_entry_id",
            [newest["account_id"].to_list(), newest["id"].to_list()],
        )
