"""The fee of a month in which nothing was used: it keeps the contract alive."""

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
class ZeroUseFee(Charge):
    """A fixed amount, only when the period's active energy is exactly zero."""

    amount_micro: int
    not_on_kinds: tuple[str, ...]


def _read(table: Mapping[str, Any], /) -> ZeroUseFee:
    """Read the charge from its table in a tariff file that the schema has accepted."""
    return ZeroUseFee(
        **charge_head(table=table, ledger_key="fixed_fee"),
        amount_micro=price_micro_of(table["amount"]),
        not_on_kinds=tuple(table.get("not_on_kinds", DEFAULT_NOT_ON_KINDS)),
    )


def zero_use_fee_lines(*, charge: ZeroUseFee, work: Work) -> pl.LazyFrame:
    """
    (This function will) make the fee's line for each bill without consumption.

    A credit or settlement that is zero only because earlier estimates were too high does not bear
    the fee.

    Units: one piece, micro-lek.
    Shape: LINE_PARTS, at most one line a bill.
    Source: 200 lek and VAT for a month of zero consumption; operator's statement of April 2020 on
    credit invoices.
    """
    bills = bills_with_fixed_amount(segments=work.segments, not_on_kinds=charge.not_on_kinds)
    return line_parts(
        rows=bills.filter(pl.col("period_active_wh") == 0),
        charge_code=charge.code,
        determinant="active_import",
        quantity=pl.lit(1, pl.Int64),
        unit="month",
        price_micro=charge.amount_micro,
    )


ZERO_USE_FEE = ChargeKind(
    name="zero_use_fee",
    charge_class=ZeroUseFee,
    rule_id=rule_id_of(__name__),
    description=Words(sq="Tarifë për konsum zero", en="Fee for zero consumption"),
    reason=Words(
        sq="Në periudhë nuk u konsumua asgjë; tarifa mban kontratën.",
        en="Nothing was consumed in the period; the fee keeps the contract.",
    ),
    ledger_key="fixed_fee",
    properties={"amount": PRICE, "not_on_kinds": NOT_ON_KINDS},
    required=("amount",),
    read=_read,
    lines=zero_use_fee_lines,
)
