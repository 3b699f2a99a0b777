"""What accounts owe as of a day, and as it was known at any earlier moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from drita.foundation.frames import read_frame
from drita.modules.ledger.queries.reference import load_interest_terms
from drita.modules.ledger.queries.settlement_state import (
    load_changes_as_known,
    load_items_as_known,
    load_suspensions,
    with_accrued_nano,
)
from drita.modules.ledger.sql_files import sql_text
from drita.rules.ledger.interest_segments import interest_segments
from drita.rules.ledger.late_payment_interest import CHANGES_SCHEMA, late_payment_interest

_KNOWN_SCHEMA = {"account_id": pl.Int64, "last_entry_id": pl.Int64}
_OPEN_SCHEMA = {
    "account_id": pl.Int64,
    "last_entry_id": pl.Int64,
    "item_id": pl.Int64,
    "interest_class": pl.String,
    "original_minor": pl.Int64,
    "item_date": pl.Date,
    "due_date": pl.Date,
    "open_principal_minor": pl.Int64,
    "accrued_text": pl.String,
    "accrued_to_date": pl.Date,
    "interest_paid_minor": pl.Int64,
}
DEBT_SCHEMA = pl.Schema(
    {
        "account_id": pl.Int64,
        "principal_minor": pl.Int64,
        "interest_minor": pl.Int64,
        "credit_minor": pl.Int64,
        "last_entry_id": pl.Int64,
    }
)


@dataclass(frozen=True, slots=True)
class InterestStretch:
    """Days over which an item's interest grew evenly: principal x rate x days, as a clerk follows it."""

    from_date: date
    to_date: date
    days: int
    principal_minor: int
    rate_ppb: int
    cap_ppm: int | None
    is_suspended: bool
    accrual_nano: int


@dataclass(frozen=True, slots=True)
class ItemDebt:
    """One item that is not settled: a debt, or with a negative principal a credit."""

    item_id: int
    kind: str
    document_kind: str
    document_id: int
    document_number: str
    contract_id: int | None
    item_date: date
    due_date: date
    interest_class: str
    original_minor: int
    open_principal_minor: int
    open_interest_minor: int
    interest_paid_minor: int
    days_late: int
    stretches: tuple[InterestStretch, ...]

    @property
    def total_minor(self) -> int:
        return self.open_principal_minor + self.open_interest_minor


@dataclass(frozen=True, slots=True)
class AccountDebt:
    """
    What an account owes at the end of a day. With the same as_of and last_entry_id it is the same for ever.

    principal and interest are those of debts; credit (above zero) is money or credits no debt has used yet.
    """

    account_id: int
    as_of: date
    last_entry_id: int
    items: tuple[ItemDebt, ...]

    @property
    def principal_minor(self) -> int:
        return sum(max(item.open_principal_minor, 0) for item in self.items)

    @property
    def interest_minor(self) -> int:
        return sum(item.open_interest_minor for item in self.items)

    @property
    def credit_minor(self) -> int:
        return sum(max(-item.open_principal_minor, 0) for item in self.items)

    @property
    def total_minor(self) -> int:
        return self.principal_minor + self.interest_minor - self.credit_minor


def get_account_debt(*, account_id: int, as_of: date, known_seq: int | None = None) -> AccountDebt:
    """
    (This function will) tell an account's debt at the end of a day, by what was known at an entry (default: now).

    It is told from the items and every allocation, without the cache, so that a quote of any past moment comes out
    again to the last digit.
    """
    # The place first, the rows after: everything up to a place has been committed when the place can be read.
    known = known_seq if known_seq is not None else _known_now([account_id])["last_entry_id"][0]
    items = load_items_as_known(account_ids=[account_id], as_of=as_of, known_seq=known)
    inputs = {
        "changes": load_changes_as_known(account_ids=[account_id], as_of=as_of, known_seq=known),
        "suspensions": load_suspensions(account_ids=[account_id], known_seq=known),
    }
    terms = load_interest_terms()
    bare = items.select("item_id", "interest_class", "original_minor", "due_date")
    state = late_payment_interest(items=bare, **inputs, rates=terms.rates, caps=terms.caps, as_of=as_of)
    open_now = state.filter((pl.col("open_principal_minor") != 0) | (pl.col("open_interest_minor") != 0))
    stretches = interest_segments(
        items=bare.join(open_now, on="item_id", how="semi"),
        **inputs,
        rates=terms.rates,
        caps=terms.caps,
        as_of=as_of,
    )
    by_item = _stretches_by_item(stretches)
    rows = items.join(open_now, on="item_id", how="inner", maintain_order="left").iter_rows(named=True)
    return AccountDebt(
        account_id=account_id,
        as_of=as_of,
        last_entry_id=known,
        items=tuple(_item_debt(row, as_of, by_item.get(row["item_id"], ())) for row in rows),
    )


def _known_now(account_ids: Sequence[int]) -> pl.DataFrame:
    return read_frame(sql_text("known_now"), {"account_ids": list(account_ids)}, _KNOWN_SCHEMA)


def _stretches_by_item(stretches: pl.DataFrame) -> dict[int, tuple[InterestStretch, ...]]:
    found: dict[int, tuple[InterestStretch, ...]] = {}
    columns = list(InterestStretch.__slots__)
    for row in stretches.select("item_id", *columns).iter_rows():
        found[row[0]] = (*found.get(row[0], ()), InterestStretch(*row[1:]))
    return found


def _item_debt(row: dict[str, object], as_of: date, stretches: tuple[InterestStretch, ...]) -> ItemDebt:
    due_date = row["due_date"]
    assert isinstance(due_date, date)
    named = {name: row[name] for name in ItemDebt.__slots__ if name in row}
    return ItemDebt(**named, days_late=max(0, (as_of - due_date).days), stretches=stretches)  # type: ignore[arg-type]


def load_debt_frame(*, account_ids: Sequence[int], as_of: date) -> pl.DataFrame:
    """
    (This function will) tell the debts of many accounts at the end of a day, as known now.

    Goes on from the cached state of the items that are open; accounts on which something was settled after `as_of` are
    told anew from their allocations. The result equals `get_account_debt` of each.

    Units: minor.
    Shape: DEBT_SCHEMA, one row per account asked for, in the order of ids; zeros where nothing is open.
    """
    wanted = sorted(set(account_ids))
    if not wanted:
        return pl.DataFrame(schema=DEBT_SCHEMA)
    found = read_frame(sql_text("open_debts"), {"account_ids": wanted}, _OPEN_SCHEMA, is_bulk=len(wanted) > 1_000)
    known = found.select("account_id", "last_entry_id").unique().sort("account_id")
    stale = _settled_after(wanted, as_of)
    items = found.drop_nulls("item_id").filter(~pl.col("account_id").is_in(stale) & (pl.col("item_date") <= as_of))
    terms = load_interest_terms()
    state = late_payment_interest(
        items=with_accrued_nano(items),
        changes=pl.DataFrame(schema=CHANGES_SCHEMA),
        suspensions=load_suspensions(account_ids=_suspended(wanted)),
        rates=terms.rates,
        caps=terms.caps,
        as_of=as_of,
    )
    quick = _totals(state.join(items.select("item_id", "account_id"), on="item_id", how="inner"))
    slow = _replayed(known.filter(pl.col("account_id").is_in(stale)), as_of)
    return (
        known.join(pl.concat([quick, slow]), on="account_id", how="left", maintain_order="left")
        .with_columns(pl.col("principal_minor", "interest_minor", "credit_minor").fill_null(0))
        .select(DEBT_SCHEMA.names())
    )


def _settled_after(account_ids: Sequence[int], as_of: date) -> list[int]:
    params = {"account_ids": list(account_ids), "as_of": as_of}
    return read_frame(sql_text("settled_after"), params, {"account_id": pl.Int64})["account_id"].to_list()


def _suspended(account_ids: Sequence[int]) -> list[int]:
    """Suspensions are few: name their accounts first instead of joining every item of every account."""
    frame = read_frame(
        "SELECT DISTINCT account_id FROM ledger_suspension WHERE account_id = ANY(%s)",
        [list(account_ids)],
        {"account_id": pl.Int64},
    )
    return frame["account_id"].to_list()


def _totals(state: pl.DataFrame) -> pl.DataFrame:
    principal = pl.col("open_principal_minor")
    return state.group_by("account_id").agg(
        principal.clip(lower_bound=0).sum().alias("principal_minor"),
        pl.col("open_interest_minor").sum().alias("interest_minor"),
        (-principal).clip(lower_bound=0).sum().alias("credit_minor"),
    )


def _replayed(known: pl.DataFrame, as_of: date) -> pl.DataFrame:
    rows = [
        (debt.account_id, debt.principal_minor, debt.interest_minor, debt.credit_minor)
        for debt in (
            get_account_debt(account_id=account_id, as_of=as_of, known_seq=last_entry_id)
            for account_id, last_entry_id in known.iter_rows()
        )
    ]
    columns = ("account_id", "principal_minor", "interest_minor", "credit_minor")
    return pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.Int64), orient="row")
