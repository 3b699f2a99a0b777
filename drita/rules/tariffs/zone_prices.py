"""Active energy by the hour of use: each zone of the day has its own price."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from drita.rules.tariffs.charge_kind import ChargeKind, Fault, Work, line_parts, rule_id_of
from drita.rules.tariffs.definition import Charge, TariffVersion
from drita.rules.tariffs.file_values import CODE, PRICE, WORDS, charge_head, price_micro_of, words_of
from drita.rules.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class ZonePrice:
    """The price of one zone of the version's calendar."""

    zone: str
    label: Words
    price_micro: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ZonePrices(Charge):
    """One price for each zone, and one for energy that no zones were counted for."""

    prices: tuple[ZonePrice, ...]
    fallback_price_micro: int

    def line_labels(self) -> dict[str, Words]:
        """Return the words of each zone, and of energy without zones."""
        zones = {
            f"{self.code}.{price.zone}": Words(
                sq=f"{self.label.sq}, {price.label.sq}", en=f"{self.label.en}, {price.label.en}"
            )
            for price in self.prices
        }
        return {self.code: self.label} | zones


def _read(table: Mapping[str, Any], /) -> ZonePrices:
    """Read the charge from its table in a tariff file that the schema has accepted."""
    return ZonePrices(
        **charge_head(table=table, ledger_key="energy"),
        prices=tuple(
            ZonePrice(
                zone=row["zone"],
                label=words_of(row["label"]),
                price_micro=price_micro_of(row["price_per_kwh"]),
            )
            for row in table["prices"]
        ),
        fallback_price_micro=price_micro_of(table["fallback_price_per_kwh"]),
    )


def zone_prices_lines(*, charge: ZonePrices, work: Work) -> pl.LazyFrame:
    """
    (This function will) make a line for each zone of each stretch, and one for energy counted without zones.

    A meter exchanged in mid-period may count by zones on one side only; the other side then goes at
    the fallback price.

    Units: Wh, micro-lek per kWh.
    Shape: LINE_PARTS; a zone without energy makes no line.
    Source: peak prices of the regulator since February 2008 for customers with hourly metering.
    """
    lines = [
        line_parts(
            rows=work.segments.filter(pl.col("active_unzoned_wh") != 0),
            charge_code=charge.code,
            determinant="active_import",
            quantity=pl.col("active_unzoned_wh"),
            unit="wh",
            price_micro=charge.fallback_price_micro,
        )
    ]
    if not work.has_quantities:
        return lines[0]
    zoned = work.quantities.filter(
        (pl.col("determinant") == "active_import") & (pl.col("zone") != "") & (pl.col("quantity") != 0)
    )
    stretches = work.segments.select("bill_key", "version_no", "from_date", "to_date")
    rows = zoned.join(stretches, on=["bill_key", "version_no"], how="inner")
    for number, price in enumerate(charge.prices, start=1):
        lines.append(
            line_parts(
                rows=rows.filter(pl.col("zone") == price.zone),
                charge_code=f"{charge.code}.{price.zone}",
                determinant="active_import",
                quantity=pl.col("quantity"),
                unit="wh",
                price_micro=price.price_micro,
                part_no=number,
            )
        )
    return pl.concat(lines)


def _faults(charge: ZonePrices, version: TariffVersion, /) -> list[Fault]:
    """Find zones without a price, and prices without a zone."""
    if version.zone_calendar is None:
        return [
            Fault(
                code="zone_calendar_missing",
                path=("prices",),
                words=Words(
                    sq="Çmimet sipas zonave kërkojnë tabelën [zone_calendar].",
                    en="Prices by zone need the table [zone_calendar].",
                ),
            )
        ]
    known, priced = version.zone_calendar.zones(), [price.zone for price in charge.prices]
    faults = [
        Fault(
            code="zone_unknown",
            path=("prices", number, "zone"),
            words=Words(
                sq="Zona {zone} nuk është në kalendar; zonat e tij: {known}.",
                en="The zone {zone} is not in the calendar; its zones are {known}.",
            ),
            params={"zone": zone, "known": ", ".join(known)},
        )
        for number, zone in enumerate(priced)
        if zone not in known
    ]
    for zone in [*[z for z in known if z not in priced], *{z for z in priced if priced.count(z) > 1}]:
        faults.append(
            Fault(
                code="zone_not_priced_once",
                path=("prices",),
                words=Words(
                    sq="Zona {zone} duhet të ketë saktësisht një çmim.",
                    en="The zone {zone} must have exactly one price.",
                ),
                params={"zone": zone},
            )
        )
    return faults


ZONE_PRICES = ChargeKind(
    name="zone_prices",
    charge_class=ZonePrices,
    rule_id=rule_id_of(__name__),
    description=Words(sq="Energji sipas zonave të ditës", en="Energy by zones of the day"),
    reason=Words(
        sq="Energjia e matur në këtë zonë të ditës ka çmimin e zonës.",
        en="Energy measured in this zone of the day has the price of the zone.",
    ),
    ledger_key="energy",
    properties={
        "prices": {
            "type": "array",
            "minItems": 1,
            "maxItems": 12,
            "items": {
                "type": "object",
                "properties": {"zone": CODE, "label": WORDS, "price_per_kwh": PRICE},
                "required": ["zone", "label", "price_per_kwh"],
                "additionalProperties": False,
            },
        },
        "fallback_price_per_kwh": {**PRICE, "description": "Price where the meter counts no zones."},
    },
    required=("prices", "fallback_price_per_kwh"),
    read=_read,
    faults=_faults,
    lines=zone_prices_lines,
)
