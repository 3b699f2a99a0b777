"""A fixed amount on every monthly bill, also on one without consumption (the radio-TV fee)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from drita.rules.tariffs.charge_kind import ChargeKind, Work, line_parts, rule_id_of
from drita.rules.tariffs.definition import Charge
from drita.rules.tariffs.file_values import PRICE, charge_head, price_micro_of
from drita.rules.tariffs.fixed_amount import DEFAULT_NOT_ON_KINDS, NOT_ON_KINDS, bills_with_fixed_amount
from drita.rules.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedMonthlyItem(Charge):
    """An amount a bill, whatever the energy and the days."""

    amount_micro: int
    not_on_kinds: tuple[str, ...]


def _read(table: Mapping[str, Any], /) -> FixedMonthlyItem:
    """Read the charge from its table in a tariff file that the schema has accepted."""
    return FixedMonthlyItem(
        **charge_head(table=table, ledger_key="fixed_fee"),
        amount_micro=price_micro_of(table["amount"]),
        not_on_kinds=tuple(table.get("not_on_kinds", DEFAULT_NOT_ON_KINDS)),
    )


def fixed_monthly_item_lines(*, charge: FixedMonthlyItem, work: Work) -> pl.LazyFrame:
    """
    (This function will) make the item's line for each bill.

    Units: one month, micro-lek.
    Shape: LINE_PARTS, at most one line a bill.
    Source: radio-TV fee of 100 lek a month for household contracts, joint instruction 1 of
    08.01.2009 under law 9975/2008; no VAT on it; also due when nothing was consumed.
    """
    return line_parts(
        rows=bills_with_fixed_amount(segments=work.segments, not_on_kinds=charge.not_on_kinds),
        charge_code=charge.code,
        quantity=pl.lit(1, pl.Int64),
        unit="month",
        price_micro=charge.amount_micro,
    )


FIXED_MONTHLY_ITEM = ChargeKind(
    name="fixed_monthly_item",
    charge_class=FixedMonthlyItem,
    rule_id=rule_id_of(__name__),
    description=Words(sq="Zë i përmuajshëm fiks", en="Fixed monthly item"),
    reason=Words(
        sq="Shumë fikse për çdo muaj, sado qoftë konsumi.",
        en="A fixed amount for each month, whatever the consumption.",
    ),
    ledger_key="fixed_fee",
    properties={"amount": PRICE, "not_on_kinds": NOT_ON_KINDS},
    required=("amount",),
    read=_read,
    lines=fixed_monthly_item_lines,
)
