"""The one place that changes what settles what: load the accounts, plan, write the differences."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl
from django.db import connection

from drita.foundation.bulk_copy import copy_frame, draw_ids
from drita.foundation.frames import read_frame
from drita.modules.ledger.batch.settlement_entries import SettlementFrames, settlement_entries
from drita.modules.ledger.batch.settlement_plan import (
    ARRIVAL_SCHEMA,
    SettlementInputs,
    SettlementPlan,
    settlement_plan,
)
from drita.modules.ledger.operations.store_ledger_frames import draw_entry_ids, store_ledger_frames
from drita.modules.ledger.queries.reference import load_interest_terms, load_posting_rules
from drita.modules.ledger.queries.settlement_state import (
    ALLOCATION_SCHEMA,
    load_allocations,
    load_items,
    load_suspensions,
)
from drita.modules.ledger.sql_files import sql_text

# Sorts before every payment of a day.
BEFORE_ALL_PAYMENTS = -1


@dataclass(frozen=True)
class Settlement:
    """What a settlement changed. allocations: signed rows with entry_id; advances by payment; entry of each payment."""

    allocations: pl.DataFrame
    advance_by_payment: Mapping[int, int]
    payment_entry_ids: Mapping[int, int]


def settle_accounts(
    *,
    since: Mapping[int, tuple[date, int]],
    booking_date: date,
    arrivals: pl.DataFrame | None = None,
    reversing_entry_ids: Mapping[int, int] | None = None,
) -> Settlement:
    """
    (This function will) settle arriving money, and anew all money whose value date comes after `since`.

    The end is the same as if everything had been known in time. Only differences are written: releases as negative
    allocations on their old value dates, so that every earlier quote stays reproducible.

    The caller holds the locks of the accounts and is in a transaction.

    Shape: since account -> (value date, payment id), the point after which a history may be told anew; arrivals
    ARRIVAL_SCHEMA; reversing_entry_ids payment -> entry for payments taken back.
    """
    account_ids = sorted(since)
    reversing = reversing_entry_ids or {}
    inputs = _load(since, account_ids, arrivals, frozenset(reversing))
    plan = settlement_plan(
        inputs=inputs, draw_item_ids=lambda count: draw_ids(connection, "ledger_open_item_id_seq", count)
    )
    frames = settlement_entries(
        inputs=inputs,
        plan=plan,
        reversing_entry_ids=reversing,
        posting_rules=load_posting_rules(on=booking_date),
        booking_date=booking_date,
        draw_entry_ids=lambda count, days: draw_entry_ids(count=count, booking_dates=days),
    )
    _store(frames, plan, inputs)
    return Settlement(
        allocations=frames.allocations,
        advance_by_payment={one.payment_id: one.amount_minor for one in plan.advances},
        payment_entry_ids=frames.payment_entry_ids,
    )


def last_value_dates(*, account_ids: Sequence[int]) -> dict[int, date]:
    """(This function will) tell the newest value date of anything settled or waiting on each account."""
    frame = read_frame(
        sql_text("last_value_dates"),
        {"account_ids": list(account_ids)},
        {"account_id": pl.Int64, "last_value_date": pl.Date},
    )
    return dict(frame.iter_rows())


def _load(
    since: Mapping[int, tuple[date, int]],
    account_ids: list[int],
    arrivals: pl.DataFrame | None,
    removed: frozenset[int],
) -> SettlementInputs:
    last = last_value_dates(account_ids=account_ids)
    told_anew = [
        account_id
        for account_id, (day, rank) in since.items()
        if account_id in last and (last[account_id] > day or (last[account_id] == day and (removed or rank < 0)))
    ]
    forward = [account_id for account_id in account_ids if account_id not in set(told_anew)]
    items = [load_items(account_ids=forward, is_everything=False)]
    allocations = pl.DataFrame(schema=ALLOCATION_SCHEMA)
    if told_anew:
        items.append(load_items(account_ids=told_anew, is_everything=True))
        allocations = load_allocations(account_ids=told_anew)
    return SettlementInputs(
        items=pl.concat(items),
        allocations=allocations,
        suspensions=load_suspensions(account_ids=account_ids),
        terms=load_interest_terms(),
        arrivals=arrivals if arrivals is not None else pl.DataFrame(schema=ARRIVAL_SCHEMA),
        removed_payments=removed,
        since=since,
        told_anew=frozenset(told_anew),
    )


def _store(frames: SettlementFrames, plan: SettlementPlan, inputs: SettlementInputs) -> None:
    store_ledger_frames(frames=frames.ledger)
    if frames.allocations.height:
        copy_frame(connection, frames.allocations, "ledger_allocation")
    places = pl.concat(
        [
            inputs.items.select("item_id", "item_month", "source_id"),
            frames.ledger.items.select(pl.col("id").alias("item_id"), "item_month", "source_id"),
        ]
    )
    write_cached_state(states=plan.cache.join(places, on="item_id", how="inner"))


def write_cached_state(*, states: pl.DataFrame) -> None:
    """
    (This function will) write the cached state of items, which a replay of their allocations must reproduce.

    Shape: item_id, item_month, source_id and what `late_payment_interest` returns.
    """
    if states.is_empty():
        return
    settled = (pl.col("open_principal_minor") == 0) & (pl.col("open_interest_minor") == 0)
    rows = states.with_columns(
        pl.when(settled).then("accrued_to_date").otherwise(None).alias("settled_date"),
        # As a decimal the driver sends it as a number; as text it would have to be quoted a row at a time.
        pl.col("accrued_nano").cast(pl.Decimal(38, 0)),
    ).sort("item_id")
    columns = (
        *("item_id", "item_month", "source_id", "open_principal_minor"),
        *("accrued_nano", "accrued_to_date", "interest_paid_minor", "settled_date"),
    )
    with connection.cursor() as cursor:
        cursor.execute(sql_text("write_cached_state"), [rows[name].to_list() for name in columns])
