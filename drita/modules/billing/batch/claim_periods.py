"""The claim that keeps a contract from being billed twice for one month, whoever bills it."""

from datetime import date
from typing import Any

import polars as pl

from drita.foundation.bulk_copy import psycopg_cursor
from drita.modules.billing.sql_files import array_text, statement

# A run holds every gate in common, a single bill holds its own gate alone: so neither can bill a
# contract that the other is just billing under another kind, and two chunks never wait for each other.
GATES = 64
_GATE_SPACE = 0x62696C6C  # "bill": keeps these locks apart from any other use of the same numbers


def hold_all_gates(connection: Any, /) -> None:
    """(This function will) make single bills wait until the transaction of this chunk has ended."""
    with psycopg_cursor(connection) as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock_shared(%s, gate) FROM generate_series(0, %s) AS gate",
            [_GATE_SPACE, GATES - 1],
        )


def hold_own_gate(connection: Any, contract_id: int, /) -> None:
    """(This function will) wait for chunks at work and keep new ones away from this contract."""
    with psycopg_cursor(connection) as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_GATE_SPACE, contract_id % GATES])


def claim_periods(connection: Any, *, bills: pl.DataFrame, bill_month: date, source_id: int) -> pl.Series:
    """
    (This function will) claim the month for the contracts of these bills and return those it got.

    A contract with a final bill of this month, or with any bill of a later month, is not claimed.
    Only a final bill may follow an ordinary one within the same month.

    Shape: bills: bill_key (the contract), kind, bill_id -> bill_key of the claimed ones.
    """
    if bills.is_empty():
        return pl.Series("bill_key", [], dtype=pl.Int64)
    with psycopg_cursor(connection) as cursor:
        cursor.execute(
            statement("insert_claims"),
            {
                "contract_ids": array_text(bills["bill_key"]),
                "kinds": array_text(bills["kind"]),
                "bill_ids": array_text(bills["bill_id"]),
                "bill_month": bill_month,
                "source_id": source_id,
            },
        )
        claimed = [row[0] for row in cursor.fetchall()]
    return pl.Series("bill_key", claimed, dtype=pl.Int64)
