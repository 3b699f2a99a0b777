"""The running statement of an account, and what settled what."""

from dataclasses import dataclass
from datetime import date

import polars as pl

from drita.foundation.frames import read_frame
from drita.modules.ledger.choices import EVENT_WORDS, Event
from drita.modules.ledger.queries.settlement_state import ALLOCATION_SCHEMA
from drita.modules.ledger.sql_files import sql_text
from drita.rules.words import Words

BILLING_EVENTS = frozenset({Event.BILL_ISSUED, Event.OPENING_ITEM, Event.INTEREST_CRYSTALLISED})
_STATEMENT_SCHEMA = {
    "seq": pl.Int64,
    "entry_id": pl.Int64,
    "event": pl.String,
    "document_kind": pl.String,
    "document_id": pl.Int64,
    "document_number": pl.String,
    "interest_of": pl.String,
    "document_date": pl.Date,
    "booking_date": pl.Date,
    "value_date": pl.Date,
    "debit_minor": pl.Int64,
    "credit_minor": pl.Int64,
    "balance_minor": pl.Int64,
}
_ALLOCATION_COLUMNS = pl.Schema([*ALLOCATION_SCHEMA.items(), ("document_number", pl.String)])


@dataclass(frozen=True, slots=True)
class StatementLine:
    """
    One entry that moved an account. `side` tells billing (what is charged) from collection (what is received).

    The balance holds bills, interest that has been booked, payments and advances; interest still running is not in it.
    Booked interest names in `interest_of` the bills it accrued on; its own document is the payment that made it due.
    """

    seq: int
    entry_id: int
    event: str
    side: str
    words: Words
    document_kind: str
    document_id: int
    document_number: str
    interest_of: tuple[str, ...]
    document_date: date
    booking_date: date
    value_date: date
    debit_minor: int
    credit_minor: int
    balance_minor: int


@dataclass(frozen=True, slots=True)
class AllocationLine:
    """One part of money on one item; a release is below zero."""

    account_id: int
    allocation_id: int
    entry_id: int
    item_id: int
    component: str
    amount_minor: int
    value_date: date
    strategy: str
    paid_by_kind: str
    paid_by_id: int
    document_number: str


def account_statement(
    *, account_id: int, before: tuple[int, int] | None = None, limit: int = 200
) -> list[StatementLine]:
    """
    (This function will) return the newest movements of an account, newest first, each with the balance after it.

    `before` is (seq, entry_id) of the last line of the page before: all bills of one run share a seq.
    """
    before_seq, before_entry_id = before or (None, None)
    params = {
        "account_id": account_id,
        "before_seq": before_seq,
        "before_entry_id": before_entry_id,
        "limit": limit,
    }
    frame = read_frame(sql_text("account_statement"), params, _STATEMENT_SCHEMA)
    lines = []
    for row in frame.iter_rows(named=True):
        event = row["event"]
        # A reversal is on the side of what it takes back.
        is_billing = event in BILLING_EVENTS or (event == Event.REVERSAL and row["document_kind"] != "payment")
        side = "billing" if is_billing else "collection"
        told = row | {"interest_of": tuple(row["interest_of"].splitlines())}
        lines.append(StatementLine(**told, side=side, words=EVENT_WORDS[event]))
    return lines


def interest_words(*, line: StatementLine, most: int | None = None) -> Words | None:
    """
    (This function will) say which bills a line of booked interest belongs to; None for any other line.

    With `most` only so many bills are named and the others counted, for where room is short.
    """
    numbers = line.interest_of
    if not numbers:
        return None
    if len(numbers) == 1:
        return Words(sq=f"Kamatëvonesë e faturës {numbers[0]}", en=f"Late interest on bill {numbers[0]}")
    shown = ", ".join(numbers[:most])
    left = len(numbers[most:]) if most else 0
    return Words(
        sq=f"Kamatëvonesë e faturave {shown}" + (f" dhe {left} të tjerave" if left else ""),
        en=f"Late interest on bills {shown}" + (f" and {left} more" if left else ""),
    )


def list_allocations(
    *, item_id: int | None = None, payment_id: int | None = None, account_id: int | None = None
) -> list[AllocationLine]:
    """(This function will) list what settled an item, what a payment settled, or everything settled on an account."""
    params = {"item_id": item_id, "payment_id": payment_id, "account_id": account_id}
    frame = read_frame(sql_text("list_allocations"), params, _ALLOCATION_COLUMNS)
    return [AllocationLine(**row) for row in frame.iter_rows(named=True)]
