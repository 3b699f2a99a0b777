"""
What has to be written so that accounts stand as if all their money had come in the order of its value dates.

Pure frames and dictionaries, no database: `operations/settle_accounts.py` loads, calls this, stores.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import polars as pl

from drita.modules.ledger.batch.settlement_rows import (
    DEFAULT_STRATEGY,
    PRINCIPAL,
    AccountBook,
    PaymentMoney,
    Row,
    Unit,
    change_rows,
    difference,
    parse_strategy,
    read_book,
    strategy_of,
    unit_of_credit,
)
from drita.modules.ledger.choices import PaidBy
from drita.modules.ledger.queries.reference import InterestTerms
from drita.rules.ledger.late_payment_interest import CHANGES_SCHEMA, late_payment_interest
from drita.rules.ledger.settlement_in_order import ARRIVING_SCHEMA, changes_of, settlement_in_order

ARRIVAL_SCHEMA = pl.Schema(
    {
        "account_id": pl.Int64,
        "payment_id": pl.Int64,
        "value_date": pl.Date,
        "amount_minor": pl.Int64,
        "designated_item_id": pl.Int64,
        "component_order": pl.String,
        "clearing_account": pl.String,
        "booking_date": pl.Date,
    }
)
CACHE_SCHEMA = pl.Schema(
    {
        "item_id": pl.Int64,
        "open_principal_minor": pl.Int64,
        "accrued_nano": pl.Int128,
        "interest_paid_minor": pl.Int64,
        "open_interest_minor": pl.Int64,
        "accrued_to_date": pl.Date,
    }
)


@dataclass(frozen=True)
class SettlementInputs:
    """What is known of the accounts. `told_anew` names those whose history from `since` on is settled again."""

    items: pl.DataFrame
    allocations: pl.DataFrame
    suspensions: pl.DataFrame
    terms: InterestTerms
    arrivals: pl.DataFrame
    removed_payments: frozenset[int]
    # account -> (value date, payment id): money after it is settled anew
    since: Mapping[int, tuple[date, int]]
    told_anew: frozenset[int]


@dataclass(frozen=True)
class NewAdvance:
    """Money of a payment that nothing needed when it came."""

    item_id: int
    account_id: int
    payment_id: int
    value_date: date
    amount_minor: int


class _Money(NamedTuple):
    """A sum that settles: a payment, or a credit that waits. Sorted by account and by the order in which it counts."""

    account_id: int
    value_date: date
    # 0 = a credit that was there before the payments of its day.
    kind_rank: int
    id: int
    amount_minor: int
    unit: Unit
    strategy: str
    is_credit: bool


@dataclass(frozen=True)
class SettlementPlan:
    """What to write: signed allocation rows, new advance items, and the cached state of every item they touch."""

    rows: Mapping[Row, int]
    advances: tuple[NewAdvance, ...]
    # What each payment's advance changes by, and rows that give old advances back.
    returns: Mapping[Row, int]
    cache: pl.DataFrame


def settlement_plan(*, inputs: SettlementInputs, draw_item_ids: Callable[[int], range]) -> SettlementPlan:
    """(This function will) settle the money of the inputs and name the differences to what is written already."""
    anew = pl.col("account_id").is_in(list(inputs.told_anew))
    book = read_book(items=inputs.items.filter(anew), allocations=inputs.allocations)
    again = _settled_again(book, inputs)
    redone = {*again, *inputs.removed_payments}
    kept = {row: amount for row, amount in book.rows.items() if not _is_redone(row, redone, inputs.since)}
    money = _money(inputs, book, again, kept)
    debits = _starting_items(inputs)
    kept_changes = changes_of(settled=change_rows(kept.items()))
    settled = settlement_in_order(
        items=debits.filter(pl.col("original_minor") > 0),
        changes=kept_changes,
        suspensions=inputs.suspensions,
        rates=inputs.terms.rates,
        caps=inputs.terms.caps,
        money=_arriving_frame(money),
    )
    wanted, advances, returns = _wanted(settled, money, again, draw_item_ids)
    for payment_id in inputs.removed_payments & book.payments.keys():
        returns |= _return_of(book.payments[payment_id])
    existing = {row: amount for row, amount in book.rows.items() if row not in kept}
    rows = difference(wanted, existing)
    return SettlementPlan(
        rows=rows,
        advances=tuple(advances),
        returns=returns,
        cache=_cache(inputs, debits, advances, (kept, wanted, returns), rows, book.returned_items),
    )


def _is_of(unit: Unit, payments: set[int]) -> bool:
    return unit.kind == "payment" and unit.id in payments


def _is_redone(row: Row, payments: set[int], since: Mapping[int, tuple[date, int]]) -> bool:
    """Say whether a row may come out otherwise: of a payment settled again, or an advance used after the point."""
    if _is_of(row.unit, payments):
        return True
    day, rank = since[row.account_id]
    return row.lane == "applied" and (row.value_date > day or (rank < 0 and row.value_date == day))


def _settled_again(book: AccountBook, inputs: SettlementInputs) -> dict[int, PaymentMoney]:
    return {
        payment.payment_id: payment
        for payment in book.payments.values()
        if (payment.value_date, payment.payment_id) > inputs.since[payment.account_id]
        and payment.payment_id not in inputs.removed_payments
    }


def _money(
    inputs: SettlementInputs, book: AccountBook, again: Mapping[int, PaymentMoney], kept: Mapping[Row, int]
) -> list[_Money]:
    """Line up the money as it came: kept credits first on their day, then payments by id. The place is its money id."""
    redone = {*again, *inputs.removed_payments}
    found = []
    for item in inputs.items.filter(pl.col("original_minor") < 0).iter_rows(named=True):
        unit = unit_of_credit(item)
        left = -_open_credit(item, inputs, kept)
        if left > 0 and item["item_id"] not in book.returned_items and not _is_of(unit, redone):
            when = max(item["item_date"], inputs.since[item["account_id"]][0])
            found.append(_Money(item["account_id"], when, 0, item["item_id"], left, unit, DEFAULT_STRATEGY, True))
    for one in again.values():
        unit = Unit("payment", one.payment_id)
        found.append(
            _Money(one.account_id, one.value_date, 1, one.payment_id, one.amount_minor, unit, one.strategy, False)
        )
    columns = ("account_id", "value_date", "payment_id", "amount_minor", "component_order", "designated_item_id")
    for account_id, value_date, payment_id, amount, order, designated in inputs.arrivals.select(columns).iter_rows():
        strategy = strategy_of(component_order=order, designated_item_id=designated)
        unit = Unit("payment", payment_id)
        found.append(_Money(account_id, value_date, 1, payment_id, amount, unit, strategy, False))
    return sorted(found)


def _arriving_frame(money: list[_Money]) -> pl.DataFrame:
    rows = []
    for place, one in enumerate(money):
        order, designated = parse_strategy(one.strategy)
        rows.append((one.account_id, place, place, one.amount_minor, designated, one.value_date, order))
    return pl.DataFrame(rows, schema=ARRIVING_SCHEMA, orient="row")


def _open_credit(item: Mapping[str, Any], inputs: SettlementInputs, kept: Mapping[Row, int]) -> int:
    if item["account_id"] not in inputs.told_anew:
        return int(item["open_principal_minor"])
    used = sum(amount for row, amount in kept.items() if row.item_id == item["item_id"])
    return int(item["original_minor"]) - used


def _starting_items(inputs: SettlementInputs) -> pl.DataFrame:
    """Items told anew start at their beginning, the others go on from their cached state."""
    anew = pl.col("account_id").is_in(list(inputs.told_anew))
    return inputs.items.with_columns(
        pl.when(anew).then("original_minor").otherwise("open_principal_minor").alias("open_principal_minor"),
        pl.when(anew).then(pl.lit(0, dtype=pl.Int128)).otherwise("accrued_nano").alias("accrued_nano"),
        pl.when(anew).then(None).otherwise("accrued_to_date").alias("accrued_to_date"),
        pl.when(anew).then(0).otherwise("interest_paid_minor").alias("interest_paid_minor"),
    )


def _wanted(
    settled: pl.DataFrame,
    money: list[_Money],
    again: Mapping[int, PaymentMoney],
    draw_item_ids: Callable[[int], range],
) -> tuple[dict[Row, int], list[NewAdvance], dict[Row, int]]:
    """Name the rows that should stand, the advances that have to be opened, and those given back."""
    direct: dict[int, int] = defaultdict(int)
    for money_id, amount, is_direct in settled.select("money_id", "amount_minor", "is_direct").iter_rows():
        if is_direct:
            direct[money_id] += amount
    returns: dict[Row, int] = {}
    # Money id -> the credit item by way of which it settles what opens later.
    payers = {place: one.id for place, one in enumerate(money) if one.is_credit}
    short: list[tuple[int, int]] = []
    for place, one in enumerate(money):
        left = one.amount_minor - direct[place]
        before = again.get(one.id)
        if one.is_credit:
            continue
        if before is not None and before.advance_item_id is not None and before.advance_minor == left:
            payers[place] = before.advance_item_id
            continue
        if before is not None:
            returns |= _return_of(before)
        if left:
            short.append((place, left))
    advances = []
    for item_id, (place, left) in zip(draw_item_ids(len(short)), short, strict=True):
        payers[place] = item_id
        one = money[place]
        advances.append(NewAdvance(item_id, one.account_id, one.id, one.value_date, left))
    return _wanted_rows(settled, money, payers), advances, returns


def _return_of(payment: PaymentMoney) -> dict[Row, int]:
    """An advance that is not to be any more: given back on the day it began, as if it had never been."""
    if payment.advance_item_id is None:
        return {}
    row = Row(
        account_id=payment.account_id,
        unit=Unit("payment", payment.payment_id),
        lane="direct",
        paid_by_kind=str(PaidBy.PAYMENT),
        paid_by_id=payment.payment_id,
        item_id=payment.advance_item_id,
        component=PRINCIPAL,
        value_date=payment.value_date,
        strategy=payment.strategy,
    )
    return {row: -payment.advance_minor}


def _wanted_rows(settled: pl.DataFrame, money: list[_Money], payers: Mapping[int, int]) -> dict[Row, int]:
    wanted: dict[Row, int] = defaultdict(int)
    for row in settled.iter_rows(named=True):
        one = money[row["money_id"]]
        is_direct = row["is_direct"] and not one.is_credit
        payer = one.id if is_direct else payers[row["money_id"]]
        base = Row(
            account_id=row["account_id"],
            unit=one.unit,
            lane="direct" if is_direct else "applied",
            paid_by_kind=str(PaidBy.PAYMENT if is_direct else PaidBy.ADVANCE),
            paid_by_id=payer,
            item_id=row["item_id"],
            component=row["component"],
            value_date=row["value_date"],
            # An advance is used oldest first, whatever its payer had named.
            strategy=one.strategy if is_direct else DEFAULT_STRATEGY,
        )
        wanted[base] += row["amount_minor"]
        if not is_direct:
            # What the advance gave is taken off the advance: its own row, below zero like itself.
            wanted[base._replace(item_id=payer, component=PRINCIPAL)] -= row["amount_minor"]
    return wanted


def _cache(
    inputs: SettlementInputs,
    starting: pl.DataFrame,
    advances: list[NewAdvance],
    standing_rows: tuple[Mapping[Row, int], ...],
    rows: Mapping[Row, int],
    returned: set[int],
) -> pl.DataFrame:
    """Tell the state of every item whose allocations or interest may have changed, as of its last allocation."""
    touched = {row.item_id for row in (*rows, *standing_rows[-1])}
    # Where a history is told anew (a suspension in the past) interest may change although no allocation does.
    anew = starting.filter(pl.col("account_id").is_in(list(inputs.told_anew)))
    # Advances given back before stay as they were left.
    touched |= set(anew["item_id"]) - returned
    opened = pl.DataFrame(
        [(one.account_id, one.item_id, "none", -one.amount_minor, one.value_date, one.value_date) for one in advances],
        schema={
            "account_id": pl.Int64,
            "item_id": pl.Int64,
            "interest_class": pl.String,
            "original_minor": pl.Int64,
            "item_date": pl.Date,
            "due_date": pl.Date,
        },
        orient="row",
    ).with_columns(
        pl.col("original_minor").alias("open_principal_minor"),
        pl.lit(0, dtype=pl.Int128).alias("accrued_nano"),
        pl.lit(None, dtype=pl.Date).alias("accrued_to_date"),
        pl.lit(0, dtype=pl.Int64).alias("interest_paid_minor"),
    )
    items = pl.concat([starting.select(opened.columns), opened]).filter(pl.col("item_id").is_in(list(touched)))
    standing: dict[Row, int] = defaultdict(int)
    for told in standing_rows:
        for row, amount in told.items():
            standing[row] += amount
    changes = changes_of(settled=change_rows((row, amount) for row, amount in standing.items() if amount)).join(
        items.select("item_id"), on="item_id", how="semi"
    )
    last = changes.group_by("item_id").agg(pl.col("value_date").max().alias("last_date"))
    as_of = pl.max_horizontal("last_date", "accrued_to_date")
    beginning = pl.min_horizontal("item_date", "due_date")
    dated = items.join(last, on="item_id", how="left").with_columns(pl.coalesce(as_of, beginning).alias("as_of_date"))
    if dated.is_empty():
        return pl.DataFrame(schema=CACHE_SCHEMA)
    return late_payment_interest(
        items=dated,
        changes=changes.select(CHANGES_SCHEMA.names()),
        suspensions=inputs.suspensions,
        rates=inputs.terms.rates,
        caps=inputs.terms.caps,
    ).select(CACHE_SCHEMA.names())
