"""What settled what on accounts, told apart by the money it came from; and the difference between two tellings."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, NamedTuple

import polars as pl

from drita.modules.ledger.choices import Component, ItemKind, PaidBy

PAYMENT_DOCUMENT = "payment"


class Unit(NamedTuple):
    """Money as the ledger tells it apart: a payment with its advance, or a credit item without a payment."""

    kind: str  # 'payment' or 'credit'
    id: int


class Row(NamedTuple):
    """One allocation without its amount. Lane 'direct' = by the payment itself, 'applied' = by way of an advance."""

    account_id: int
    unit: Unit
    lane: str
    paid_by_kind: str
    paid_by_id: int
    item_id: int
    component: str
    value_date: date
    strategy: str


@dataclass(frozen=True, slots=True)
class PaymentMoney:
    """A payment as its allocations and its advance tell it."""

    account_id: int
    payment_id: int
    value_date: date
    amount_minor: int
    strategy: str
    advance_item_id: int | None = None
    advance_minor: int = 0


@dataclass(slots=True)
class AccountBook:
    """Everything that was ever settled on the accounts whose history is told anew."""

    rows: dict[Row, int] = field(default_factory=lambda: defaultdict(int))
    payments: dict[int, PaymentMoney] = field(default_factory=dict)
    # Credit items that were given back when their payment was allocated anew; they count no more.
    returned_items: set[int] = field(default_factory=set)


DEFAULT_STRATEGY = "oldest_first/interest_first/1"


def strategy_of(*, component_order: str, designated_item_id: int | None) -> str:
    """
    (This function will) name how a payment is allocated, so that a later settlement can do it again.

    >>> strategy_of(component_order="interest_first", designated_item_id=12)
    'designated:12/interest_first/1'
    """
    first = "oldest_first" if designated_item_id is None else f"designated:{designated_item_id}"
    return f"{first}/{component_order}/1"


def parse_strategy(strategy: str, /) -> tuple[str, int | None]:
    """
    (This function will) read back the component order and the designated item.

    >>> parse_strategy("designated:12/interest_first/1")
    ('interest_first', 12)
    """
    first, component_order, _ = strategy.split("/")
    name, _, item_id = first.partition(":")
    return component_order, int(item_id) if name == "designated" else None


def read_book(*, items: pl.DataFrame, allocations: pl.DataFrame) -> AccountBook:
    """(This function will) tell the allocations of accounts by payment and credit."""
    book = AccountBook()
    credits = {row["item_id"]: row for row in items.iter_rows(named=True) if row["original_minor"] < 0}
    for row in allocations.iter_rows(named=True):
        is_return = row["paid_by_kind"] == PaidBy.PAYMENT and row["item_id"] in credits
        if is_return:
            book.returned_items.add(row["item_id"])
            continue
        book.rows[_row_of(row, credits)] += row["amount_minor"]
    for key in [key for key, amount in book.rows.items() if amount == 0]:
        del book.rows[key]
    _read_payments(book, credits)
    return book


def _row_of(row: Mapping[str, Any], credits: Mapping[int, Mapping[str, Any]]) -> Row:
    payer = int(str(row["paid_by_id"]))
    is_direct = row["paid_by_kind"] == PaidBy.PAYMENT
    unit = Unit("payment", payer) if is_direct else unit_of_credit(credits[payer])
    return Row(
        account_id=row["account_id"],
        unit=unit,
        lane="direct" if is_direct else "applied",
        paid_by_kind=str(row["paid_by_kind"]),
        paid_by_id=payer,
        item_id=row["item_id"],
        component=str(row["component"]),
        value_date=row["value_date"],
        strategy=str(row["strategy"]),
    )


def unit_of_credit(item: Mapping[str, Any]) -> Unit:
    """(This function will) say whose money a credit item is: its payment's, or its own."""
    if item["kind"] == ItemKind.ADVANCE and item["document_kind"] == PAYMENT_DOCUMENT:
        return Unit("payment", item["document_id"])
    return Unit("credit", item["item_id"])


def _read_payments(book: AccountBook, credits: Mapping[int, Mapping[str, Any]]) -> None:
    """Put each payment together again: what it settled by itself, and the advance that stands for the rest."""
    for row, amount in book.rows.items():
        if row.lane == "direct":
            before = book.payments.get(row.unit.id)
            book.payments[row.unit.id] = PaymentMoney(
                account_id=row.account_id,
                payment_id=row.unit.id,
                value_date=row.value_date,
                amount_minor=amount + (before.amount_minor if before else 0),
                strategy=row.strategy,
            )
    for item_id, item in credits.items():
        unit = unit_of_credit(item)
        if unit.kind != "payment" or item_id in book.returned_items:
            continue
        own = book.payments.get(unit.id) or PaymentMoney(
            account_id=item["account_id"],
            payment_id=unit.id,
            value_date=item["item_date"],
            amount_minor=0,
            strategy=DEFAULT_STRATEGY,
        )
        advance_minor = -item["original_minor"]
        book.payments[unit.id] = replace(
            own,
            amount_minor=own.amount_minor + advance_minor,
            advance_item_id=item_id,
            advance_minor=advance_minor,
        )


def difference(wanted: Mapping[Row, int], existing: Mapping[Row, int]) -> dict[Row, int]:
    """(This function will) say what has to be written so that what exists becomes what is wanted."""
    changed = {row: wanted.get(row, 0) - existing.get(row, 0) for row in {**wanted, **existing}}
    return {row: amount for row, amount in changed.items() if amount}


def change_rows(rows: Iterable[tuple[Row, int]]) -> pl.DataFrame:
    """(This function will) lay rows out as the frame `changes_of` takes."""
    return pl.DataFrame(
        [(row.item_id, row.component, amount, row.value_date) for row, amount in rows],
        schema={
            "item_id": pl.Int64,
            "component": pl.String,
            "amount_minor": pl.Int64,
            "value_date": pl.Date,
        },
        orient="row",
    )


PRINCIPAL = str(Component.PRINCIPAL)
