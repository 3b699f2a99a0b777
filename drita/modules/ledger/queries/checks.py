"""The proofs of the ledger over the whole company: what must hold at any instant, and where it does not."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import polars as pl
from django.db import connection

from drita.foundation.frames import read_frame
from drita.modules.ledger.queries.reference import load_interest_terms
from drita.modules.ledger.queries.settlement_state import with_accrued_nano
from drita.modules.ledger.sql_files import sql_text
from drita.rules.ledger.late_payment_interest import CHANGES_SCHEMA, SUSPENSIONS_SCHEMA, late_payment_interest
from drita.rules.words import Words

# Accounts whose items are held in memory at once.
_ACCOUNTS_IN_A_SLICE = 50_000
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Check:
    """One proof: how much it looked at, and the first differences it found."""

    code: str
    words: Words
    examined: int
    differences: tuple[str, ...]

    @property
    def holds(self) -> bool:
        return not self.differences


def check_ledger() -> Iterator[Check]:
    """(This function will) prove the ledger, one check after the other."""
    checks: tuple[Callable[[], Check], ...] = (_entries, _days, _control_accounts, _cache, _marks)
    for check in checks:
        yield check()


def _entries() -> Check:
    found = read_frame(
        sql_text("check_balanced_entries"),
        None,
        {"entry_id": pl.Int64, "lines": pl.Int64, "difference": pl.String},
    )
    return Check(
        "entries_balance",
        Words(
            sq="Debi = kredi në çdo veprim, të paktën dy kalime",
            en="Debit = credit in every entry, two postings at least",
        ),
        _count("ledger_entry"),
        tuple(f"entry {row[0]}: {row[1]} postings, {row[2]} minor" for row in found.head(_SHOWN).iter_rows()),
    )


def _days() -> Check:
    schema = {
        "booking_date": pl.Date,
        "reconciliation_key": pl.String,
        "entries": pl.Int64,
        "debit_minor": pl.Int64,
        "credit_minor": pl.Int64,
    }
    found = read_frame(sql_text("check_days"), None, schema)
    uneven = found.filter(pl.col("debit_minor") != pl.col("credit_minor"))
    return Check(
        "days_balance",
        Words(sq="Debi = kredi për çdo ditë dhe çelës rakordimi", en="Debit = credit per day and reconciliation key"),
        found.height,
        tuple(f"{row[0]} {row[1]}: {row[3]} / {row[4]}" for row in uneven.head(_SHOWN).iter_rows()),
    )


def _control_accounts() -> Check:
    found = read_frame(
        sql_text("check_control_accounts"),
        None,
        {"code": pl.String, "balance_minor": pl.Int64, "open_minor": pl.Int64},
    )
    uneven = found.filter(pl.col("balance_minor") != pl.col("open_minor"))
    return Check(
        "subledger_equals_control",
        Words(sq="Partitari = llogaritë e kontrollit", en="Subledger = control accounts"),
        found.height,
        tuple(f"{code}: {balance} ≠ {open_minor}" for code, balance, open_minor in uneven.iter_rows()),
    )


def _cache() -> Check:
    examined, differences = 0, []
    for first, last in _account_slices():
        count, found = _stale_items(first, last)
        examined += count
        differences += found
    return Check(
        "cache_equals_replay",
        Words(
            sq="Gjendja e ruajtur e zërave = rillogaritja nga shlyerjet",
            en="Cached state of items = replay of their allocations",
        ),
        examined,
        tuple(differences[:_SHOWN]),
    )


def _account_slices() -> Iterator[tuple[int, int]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(min(id), 0), coalesce(max(id), -1) FROM customers_account")
        lowest, highest = cursor.fetchone()
    for first in range(lowest, highest + 1, _ACCOUNTS_IN_A_SLICE):
        yield first, first + _ACCOUNTS_IN_A_SLICE - 1


def _stale_items(first: int, last: int) -> tuple[int, list[str]]:
    params = {"first": first, "last": last}
    schema = {
        "item_id": pl.Int64,
        "account_id": pl.Int64,
        "interest_class": pl.String,
        "original_minor": pl.Int64,
        "due_date": pl.Date,
        "open_principal_minor": pl.Int64,
        "accrued_text": pl.String,
        "accrued_to_date": pl.Date,
        "interest_paid_minor": pl.Int64,
        "is_settled": pl.Boolean,
    }
    items = with_accrued_nano(read_frame(sql_text("check_items"), params, schema, is_bulk=True))
    terms = load_interest_terms()
    replayed = late_payment_interest(
        items=items.select(
            "item_id",
            "interest_class",
            "original_minor",
            "due_date",
            pl.col("accrued_to_date").alias("as_of_date"),
        ),
        changes=read_frame(sql_text("check_changes"), params, CHANGES_SCHEMA, is_bulk=True),
        suspensions=read_frame(sql_text("check_suspensions"), params, SUSPENSIONS_SCHEMA),
        rates=terms.rates,
        caps=terms.caps,
    )
    both = items.join(replayed, on="item_id", how="inner", suffix="_again")
    is_empty = (pl.col("open_principal_minor_again") == 0) & (pl.col("open_interest_minor") == 0)
    differs = (
        (pl.col("open_principal_minor") != pl.col("open_principal_minor_again"))
        | (pl.col("accrued_nano") != pl.col("accrued_nano_again"))
        | (pl.col("interest_paid_minor") != pl.col("interest_paid_minor_again"))
        | (pl.col("is_settled") != is_empty)
        | (pl.col("open_interest_minor") < 0)
    )
    wrong = both.filter(differs).head(_SHOWN)
    return items.height, [
        f"item {row['item_id']} of account {row['account_id']}: "
        f"{row['open_principal_minor']}/{row['accrued_nano']}/{row['interest_paid_minor']} cached, "
        f"{row['open_principal_minor_again']}/{row['accrued_nano_again']}/{row['interest_paid_minor_again']} replayed"
        for row in wrong.iter_rows(named=True)
    ]


def _marks() -> Check:
    found = read_frame(sql_text("check_marks"), None, {"account_id": pl.Int64, "newest": pl.Int64})
    return Check(
        "marks_are_newest",
        Words(sq="Shenja e çdo llogarie = veprimi i saj i fundit", en="Mark of each account = its newest entry"),
        _count("ledger_account_mark"),
        tuple(f"account {row[0]}: entry {row[1]}" for row in found.head(_SHOWN).iter_rows()),
    )


def _count(table: str) -> int:
    with connection.cursor() as cursor:
        # The name is one of ours, never from outside.
        cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608
        return int(cursor.fetchone()[0])
