"""Active energy at one price, whatever its amount and hour."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from drita.rules.tariffs.charge_kind import ChargeKind, Work, line_parts, rule_id_of
from drita.rules.tariffs.definition import Charge
from drita.rules.tariffs.file_values import PRICE, charge_head, price_micro_of
from drita.rules.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class FlatEnergy(Charge):
    """One price for every kWh."""

    price_micro: int


def _read(table: Mapping[str, Any], /) -> FlatEnergy:
    """Read the charge from its table in a tariff file that the schema has accepted."""
    return FlatEnergy(
        **charge_head(table=table, ledger_key="energy"), price_micro=price_micro_of(table["price_per_kwh"])
    )


def flat_energy_lines(*, charge: FlatEnergy, work: Work) -> pl.LazyFrame:
    """
    (This function will) make one line for the energy of each stretch.

    Units: Wh, micro-lek per kWh. A negative quantity (credit) makes a negative line.
    Shape: LINE_PARTS; a stretch without energy makes no line.
    Source: household tariff since 2015, decision of the regulator's board of 26.12.2014.
    """
    return line_parts(
        rows=work.segments.filter(pl.col("active_wh") != 0),
        charge_code=charge.code,
        determinant="active_import",
        quantity=pl.col("active_wh"),
        unit="wh",
        price_micro=charge.price_micro,
    )


FLAT_ENERGY = ChargeKind(
    name="flat_energy",
    charge_class=FlatEnergy,
    rule_id=rule_id_of(__name__),
    description=Words(sq="Energji me një çmim", en="Energy at one price"),
    reason=Words(
        sq="Çdo kWh e periudhës ka të njëjtin çmim.",
        en="Every kWh of the period has the same price.",
    ),
    ledger_key="energy",
    properties={"price_per_kwh": PRICE},
    required=("price_per_kwh",),
    read=_read,
    lines=flat_energy_lines,
)
