"""The journal entries of a settlement: what was paid, what interest became due, what an advance settled."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import polars as pl

from drita.modules.ledger.batch.ledger_frames import (
    ALLOCATION_ROW_SCHEMA,
    ENTRY_SCHEMA,
    OPEN_ITEM_SCHEMA,
    LedgerFrames,
    month_of,
    posting_rows,
    reconciliation_key,
    untouched_state,
)
from drita.modules.ledger.batch.settlement_plan import NewAdvance, SettlementInputs, SettlementPlan
from drita.modules.ledger.batch.settlement_rows import PAYMENT_DOCUMENT, Row, Unit
from drita.modules.ledger.choices import ONLINE_SOURCE, Component, Event, ItemKind
from drita.modules.ledger.queries.reference import rule_id_of
from drita.rules.ledger.entry_postings import AMOUNTS_SCHEMA, entry_postings

ADVANCE_CONTROL = "4091"


@dataclass(frozen=True)
class SettlementFrames:
    """Everything one settlement writes."""

    ledger: LedgerFrames
    allocations: pl.DataFrame
    # The entry that accepted each arriving payment.
    payment_entry_ids: Mapping[int, int]


@dataclass
class _Entry:
    """An entry in the making."""

    event: Event
    account_id: int
    document_kind: str
    document_id: int
    value_date: date
    booking_date: date
    amounts: list[tuple[str, str | None, int]] = field(default_factory=list)
    rows: list[tuple[Row, int]] = field(default_factory=list)
    advance: NewAdvance | None = None


def settlement_entries(
    *,
    inputs: SettlementInputs,
    plan: SettlementPlan,
    reversing_entry_ids: Mapping[int, int],
    posting_rules: pl.DataFrame,
    booking_date: date,
    draw_entry_ids: Callable[[int, set[date]], range],
) -> SettlementFrames:
    """
    (This function will) turn a settlement plan into entries, postings, advances and allocations.

    Rows of a payment that was cancelled get the entry that reverses it and no entry of their own. An arriving payment is
    booked on its own booking date, everything else on the one given; nothing is booked before it happened.
    """
    items: dict[int, dict[str, Any]] = {row["item_id"]: row for row in inputs.items.iter_rows(named=True)}
    advances = {one.payment_id: one for one in plan.advances}
    arrivals = {row["payment_id"]: row for row in inputs.arrivals.iter_rows(named=True)}
    entries: list[_Entry] = []
    taken_back: list[tuple[Row, int]] = []
    for unit, rows in _by_unit(inputs, plan).items():
        if unit.kind == "payment" and unit.id in reversing_entry_ids:
            taken_back += rows
            continue
        is_payment = unit.kind == "payment"
        entries += _entries_of(
            unit,
            rows,
            advances.get(unit.id) if is_payment else None,
            items,
            arrivals.get(unit.id) if is_payment else None,
            booking_date,
        )
    ids = draw_entry_ids(len(entries), {entry.booking_date for entry in entries} | {booking_date})
    numbered = list(zip(ids, entries, strict=True))
    allocated = [
        (entry_id, month_of(entry.booking_date), row, amount)
        for entry_id, entry in numbered
        for row, amount in entry.rows
    ]
    allocated += [(reversing_entry_ids[row.unit.id], month_of(booking_date), row, amount) for row, amount in taken_back]
    return SettlementFrames(
        ledger=_ledger_frames(numbered, posting_rules, booking_date),
        allocations=_allocation_frame(allocated, items),
        payment_entry_ids={
            entry.document_id: entry_id for entry_id, entry in numbered if entry.event == Event.PAYMENT_ACCEPTED
        },
    )


def _by_unit(inputs: SettlementInputs, plan: SettlementPlan) -> dict[Unit, list[tuple[Row, int]]]:
    found: dict[Unit, list[tuple[Row, int]]] = {
        Unit("payment", payment_id): [] for payment_id in inputs.arrivals["payment_id"]
    }
    for row, amount in (*plan.returns.items(), *plan.rows.items()):
        found.setdefault(row.unit, []).append((row, amount))
    for advance in plan.advances:
        found.setdefault(Unit("payment", advance.payment_id), [])
    return found


def _advance_item(advance: NewAdvance, booking_date: date) -> dict[str, Any]:
    return {
        "item_id": advance.item_id,
        "item_month": month_of(booking_date),
        "source_id": ONLINE_SOURCE,
        "control_account": ADVANCE_CONTROL,
        "original_minor": -advance.amount_minor,
        "kind": str(ItemKind.ADVANCE),
        "document_kind": PAYMENT_DOCUMENT,
        "document_id": advance.payment_id,
        "account_id": advance.account_id,
    }


def _entries_of(
    unit: Unit,
    rows: list[tuple[Row, int]],
    advance: NewAdvance | None,
    items: dict[int, dict[str, Any]],
    arrival: Mapping[str, Any] | None,
    booking_date: date,
) -> Iterable[_Entry]:
    direct = [(row, amount) for row, amount in rows if row.lane == "direct"]
    applied = [(row, amount) for row, amount in rows if row.lane == "applied"]
    interest = sum(amount for row, amount in rows if row.component == Component.INTEREST)
    document = _document(unit, rows, items)
    account_id, value_date = _place(rows, advance, arrival)
    own_date = arrival["booking_date"] if arrival is not None else booking_date
    if interest:
        # First: the claim must stand before money settles it.
        entry = _Entry(Event.INTEREST_CRYSTALLISED, account_id, *document, value_date, own_date)
        entry.amounts = [("interest", None, interest)]
        yield entry
    if direct or arrival is not None or advance is not None:
        event = Event.PAYMENT_ACCEPTED if arrival is not None else Event.PAYMENT_REALLOCATED
        booked = max([own_date, *(row.value_date for row, _ in direct)])
        entry = _Entry(event, account_id, *document, value_date, booked, rows=direct, advance=advance)
        if arrival is not None:
            entry.amounts.append(("money", str(arrival["clearing_account"]), int(arrival["amount_minor"])))
        if advance is not None:
            entry.amounts.append(("advance", None, advance.amount_minor))
            items[advance.item_id] = _advance_item(advance, booked)
        entry.amounts += _amounts(direct, items)
        yield entry
    if applied:
        payer = items[applied[0][0].paid_by_id]
        event = Event.ADVANCE_APPLIED if payer["kind"] == ItemKind.ADVANCE else Event.CREDIT_APPLIED
        when = max(row.value_date for row, _ in applied)
        entry = _Entry(event, account_id, *document, when, max(own_date, when), rows=applied)
        entry.amounts = _applied_amounts(applied, items)
        yield entry


def _document(unit: Unit, rows: list[tuple[Row, int]], items: Mapping[int, Mapping[str, Any]]) -> tuple[str, int]:
    if unit.kind == "payment":
        return PAYMENT_DOCUMENT, unit.id
    credit = items[rows[0][0].paid_by_id]
    return str(credit["document_kind"]), int(credit["document_id"])


def _place(
    rows: list[tuple[Row, int]], advance: NewAdvance | None, arrival: Mapping[str, Any] | None
) -> tuple[int, date]:
    if arrival is not None:
        return arrival["account_id"], arrival["value_date"]
    if advance is not None:
        return advance.account_id, advance.value_date
    return rows[0][0].account_id, min(row.value_date for row, _ in rows)


def _amounts(
    rows: Iterable[tuple[Row, int]], items: Mapping[int, Mapping[str, Any]]
) -> list[tuple[str, str | None, int]]:
    """Sum direct rows by what they settle; what is released keeps its own key, so that both sides stay visible."""
    sums: dict[tuple[str, str | None], int] = defaultdict(int)
    for row, amount in rows:
        control = str(items[row.item_id]["control_account"])
        if int(items[row.item_id]["original_minor"]) < 0:
            # An advance given back: the row is below zero like the advance itself.
            sums["advance_released", None] += -amount
            continue
        subject = control if row.component == Component.PRINCIPAL else None
        key = str(row.component) if amount > 0 else f"{row.component}_released"
        sums[key, subject] += abs(amount)
    return [(key, subject, amount) for (key, subject), amount in sums.items()]


def _applied_amounts(
    rows: Iterable[tuple[Row, int]], items: Mapping[int, Mapping[str, Any]]
) -> list[tuple[str, str | None, int]]:
    amounts: list[tuple[str, str | None, int]] = []
    debts = []
    for row, amount in rows:
        if row.item_id != row.paid_by_id:
            debts.append((row, amount))
            control = str(items[row.paid_by_id]["control_account"])
            amounts.append(("applied" if amount > 0 else "applied_released", control, abs(amount)))
    return amounts + _amounts(debts, items)


def _ledger_frames(
    numbered: list[tuple[int, _Entry]],
    posting_rules: pl.DataFrame,
    booking_date: date,
) -> LedgerFrames:
    rule_ids = {
        event: rule_id_of(rules=posting_rules, event=event, on=booking_date)
        for event in {entry.event for _, entry in numbered}
    }
    entries = pl.DataFrame(
        [
            (
                entry_id,
                month_of(entry.booking_date),
                ONLINE_SOURCE,
                entry.account_id,
                str(entry.event),
                rule_ids[entry.event],
                entry.document_kind,
                entry.document_id,
                None,
                entry.value_date,
                entry.booking_date,
                entry.value_date,
                reconciliation_key(event=entry.event, booking_date=entry.booking_date),
            )
            for entry_id, entry in numbered
        ],
        schema=ENTRY_SCHEMA,
        orient="row",
    )
    amounts = pl.DataFrame(
        [
            (entry_id, rule_ids[entry.event], key, subject, amount)
            for entry_id, entry in numbered
            for key, subject, amount in entry.amounts
        ],
        schema=AMOUNTS_SCHEMA,
        orient="row",
    )
    postings = entry_postings(amounts=amounts, rules=posting_rules)
    return LedgerFrames(
        entries=entries,
        postings=posting_rows(postings=postings, entries=entries),
        items=_advance_frame(numbered),
    )


def _advance_frame(numbered: list[tuple[int, _Entry]]) -> pl.DataFrame:
    rows = [
        {
            "id": entry.advance.item_id,
            "item_month": month_of(entry.booking_date),
            "source_id": ONLINE_SOURCE,
            "account_id": entry.account_id,
            "contract_id": None,
            "kind": str(ItemKind.ADVANCE),
            "document_kind": PAYMENT_DOCUMENT,
            "document_id": entry.document_id,
            "document_number": f"P{entry.document_id}",
            "interest_class": "none",
            "control_account": ADVANCE_CONTROL,
            "original_minor": -entry.advance.amount_minor,
            "item_date": entry.advance.value_date,
            "due_date": entry.advance.value_date,
            "entry_id": entry_id,
        }
        for entry_id, entry in numbered
        if entry.advance is not None
    ]
    schema = {name: dtype for name, dtype in OPEN_ITEM_SCHEMA.items() if not rows or name in rows[0]}
    return untouched_state(pl.DataFrame(rows, schema=schema)).select(OPEN_ITEM_SCHEMA.names())


def _allocation_frame(
    allocated: list[tuple[int, date, Row, int]], items: Mapping[int, Mapping[str, Any]]
) -> pl.DataFrame:
    return pl.DataFrame(
        [
            (
                row.account_id,
                entry_id,
                month,
                ONLINE_SOURCE,
                row.item_id,
                items[row.item_id]["item_month"],
                items[row.item_id]["source_id"],
                row.component,
                amount,
                row.value_date,
                row.strategy,
                row.paid_by_kind,
                row.paid_by_id,
            )
            for entry_id, month, row, amount in allocated
        ],
        schema=ALLOCATION_ROW_SCHEMA,
        orient="row",
    )
