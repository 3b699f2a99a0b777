"""One chunk of a run, whole or not at all."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import polars as pl
from django.db import connection, transaction

from drita.foundation.bulk_copy import copy_frame, draw_ids
from drita.modules.billing.batch.claim_periods import hold_all_gates
from drita.modules.billing.batch.compute_bills import (
    ComputedBills,
    Standing,
    compute_bills_apart,
)
from drita.modules.billing.batch.load_bill_inputs import Reader
from drita.modules.billing.batch.store_bills import Booking, bill_rows, claimed_bills, copy_bills
from drita.modules.billing.choices import ChunkState
from drita.modules.billing.models import BillRunChunk
from drita.modules.ledger.batch.ledger_frames import LedgerFrames
from drita.rules.billing.bill_inputs import BillTerms

SUMMED: Final = (
    *("consumption_wh", "energy_minor", "taxable_minor", "vat_minor", "untaxed_minor", "total_minor"),
    *("earlier_principal_minor", "earlier_interest_minor", "credit_minor", "payable_minor"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChunkWork:
    """What all chunks of a run share. `booking` and `tables` are None for a trial."""

    run_id: int
    terms: BillTerms
    standing: Standing
    reader: Reader
    booking: Booking | None
    tables: Mapping[str, str] | None
    at: datetime


def run_next_chunk(*, work: ChunkWork, clock_s: Any = time.monotonic) -> int | None:
    """
    (This function will) do the next chunk that nobody is doing and return its number; None when none is left.

    Everything the chunk writes, its mark of being done included, is one transaction: a process
    killed in the middle leaves the chunk as if it had never been begun. Two workers skip one
    another's chunks.
    """
    with transaction.atomic():
        chunk = (
            BillRunChunk.objects.select_for_update(skip_locked=True)
            .filter(run_id=work.run_id, state=ChunkState.PLANNED)
            .order_by("no")
            .first()
        )
        if chunk is None:
            return None
        begun = clock_s()
        computed = compute_bills_apart(
            contract_ids=chunk.contract_ids,
            terms=work.terms,
            standing=work.standing,
            reader=work.reader,
        )
        bills, problems = computed.made.bills, computed.made.problems
        if work.booking is not None:
            bills, refused = _store(chunk, computed, work, work.booking)
            problems = pl.concat([problems, refused])
        _store_problems(problems, work)
        chunk.state = ChunkState.DONE
        chunk.bills = bills.height
        chunk.accounts = bills["account_id"].n_unique()
        chunk.problems = problems.height
        chunk.totals = _totals(bills)
        chunk.seconds = clock_s() - begun
        chunk.save(update_fields=["state", "bills", "accounts", "problems", "totals", "seconds"])
    return int(chunk.no)


def _store(
    chunk: BillRunChunk, computed: ComputedBills, work: ChunkWork, booking: Booking
) -> tuple[pl.DataFrame, pl.DataFrame]:
    hold_all_gates(connection)
    claimed, refused = claimed_bills(connection, made=computed.made, terms=work.terms, booking=booking)
    first = chunk.first_number
    assert first is not None, "the chunks of an issuing run are planned with numbers"
    numbers = pl.Series(range(first, first + claimed.height), dtype=pl.Int64)
    rows = bill_rows(
        connection,
        made=computed.made,
        claimed=claimed,
        particulars=computed.particulars,
        numbers=numbers,
        terms=work.terms,
        booking=booking,
        # Beside the live tables no order of ids matters: the run takes its place when it is attached.
        entry_ids=draw_ids(connection, "ledger_entry_id_seq", claimed.height),
    )
    tables = work.tables or {}
    copy_bills(connection, rows=rows, tables=tables)
    copy_ledger(rows.ledger, tables)
    return claimed, refused


def copy_ledger(frames: LedgerFrames, tables: Mapping[str, str]) -> None:
    """(This function will) write entries, postings and open items into the named tables by COPY."""
    for parent, frame in frames.tables():
        copy_frame(connection, frame, tables[parent])


def _store_problems(problems: pl.DataFrame, work: ChunkWork) -> None:
    if problems.is_empty():
        return
    rows = problems.select(
        pl.lit(work.run_id, pl.Int64).alias("run_id"),
        pl.col("bill_key").alias("contract_id"),
        "account_id",
        pl.lit(work.terms.bill_month).alias("bill_month"),
        "code",
        pl.col("params").fill_null("{}"),
        pl.lit(work.at.isoformat()).alias("created_at"),
    )
    copy_frame(connection, rows, "billing_billproblem")


def _totals(bills: pl.DataFrame) -> dict[str, int]:
    sums = bills.select(pl.col(SUMMED).sum()).row(0, named=True)
    estimated = bills.filter(pl.col("reading_method") == "estimated").height
    return {**{name: int(value or 0) for name, value in sums.items()}, "estimated": estimated}
