"""Reactive energy above a share of the active energy."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from drita.rules.money import PPM, scaled_whole
from drita.rules.tariffs.charge_kind import ChargeKind, Work, line_parts, rule_id_of
from drita.rules.tariffs.definition import Charge
from drita.rules.tariffs.file_values import PRICE, charge_head, price_micro_of
from drita.rules.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class ReactiveExcess(Charge):
    """Free is a share of the active energy (tan phi); what is above it has a price."""

    free_share_ppm: int
    price_micro: int


def _read(table: Mapping[str, Any], /) -> ReactiveExcess:
    """Read the charge from its table in a tariff file that the schema has accepted."""
    return ReactiveExcess(
        **charge_head(table=table, ledger_key="reactive"),
        free_share_ppm=scaled_whole(number=table["free_share_of_active"], scale=PPM),
        price_micro=price_micro_of(table["price_per_kvarh"]),
    )


def reactive_excess_lines(*, charge: ReactiveExcess, work: Work) -> pl.LazyFrame:
    """
    (This function will) make one line for the reactive energy of each stretch above the free share.

    The free part is the share of the magnitude of the active energy of the same stretch, rounded
    down to a whole varh. A negative reactive quantity (credit) makes a mirrored line.

    Units: varh, micro-lek per kvarh, share in ppm (cos phi 0.9 = 484,322 ppm).
    Shape: LINE_PARTS; without excess no line.
    Source: none found for Albania: threshold and price are parameters of the file, default off.
    """
    reactive = work.quantities.filter((pl.col("determinant") == "reactive_import") & (pl.col("zone") == "")).select(
        "bill_key", "version_no", reactive_varh="quantity"
    )
    # |active| is at most 1e13 Wh and the share at most 1e8 ppm: the product needs Int128.
    free = (
        (pl.col("active_wh").abs().cast(pl.Int128) * pl.lit(charge.free_share_ppm, pl.Int128)) // pl.lit(PPM, pl.Int128)
    ).cast(pl.Int64)
    rows = work.segments.join(reactive, on=["bill_key", "version_no"], how="inner").with_columns(
        excess_varh=pl.col("reactive_varh").abs() - free
    )
    return line_parts(
        rows=rows.filter(pl.col("excess_varh") > 0),
        charge_code=charge.code,
        determinant="reactive_import",
        quantity=pl.col("reactive_varh").sign() * pl.col("excess_varh"),
        unit="varh",
        price_micro=charge.price_micro,
    )


REACTIVE_EXCESS = ChargeKind(
    name="reactive_excess",
    charge_class=ReactiveExcess,
    rule_id=rule_id_of(__name__),
    description=Words(sq="Energji reaktive mbi kufirin", en="Reactive energy above the limit"),
    reason=Words(
        sq="Paguhet vetëm energjia reaktive mbi pjesën falas të energjisë aktive.",
        en="Only the reactive energy above the free share of the active energy is charged.",
    ),
    ledger_key="reactive",
    properties={
        "free_share_of_active": {
            "type": "number",
            "minimum": 0,
            "maximum": 10,
            "x-max-decimals": 6,
            "description": "Free kvarh for each kWh; 0.484322 is cos phi 0.9.",
        },
        "price_per_kvarh": PRICE,
    },
    required=("free_share_of_active", "price_per_kvarh"),
    read=_read,
    lines=reactive_excess_lines,
)
