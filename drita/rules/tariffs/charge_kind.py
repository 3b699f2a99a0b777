"""The shape every kind of charge has, so that a new kind is one new file and one row in order.py."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

import polars as pl

from drita.rules.money import PPM
from drita.rules.tariffs.definition import Charge, TariffVersion
from drita.rules.words import Words

# A stretch of a bill's period under one version: one row per bill and version.
SEGMENT_FRAME: Final = {
    "bill_key": pl.Int64,
    "version_no": pl.Int32,
    "category": pl.String,
    "kind": pl.String,
    "from_date": pl.Date,
    "to_date": pl.Date,
    "period_start": pl.Date,
    "days_before": pl.Int64,  # of the period, before this stretch
    "days_until": pl.Int64,  # of the period, up to its end
    "period_days": pl.Int64,
    "is_last": pl.Boolean,  # holds the last day of the period
    "active_wh": pl.Int64,  # of this stretch
    "active_unzoned_wh": pl.Int64,  # the part of it that was not counted by zones
    "period_active_wh": pl.Int64,  # of the whole period
}
# What else was counted in it: one row per bill, version, determinant and zone ('' = the whole).
# The whole of the active energy is not repeated here, it stands on the stretch itself.
QUANTITY_FRAME: Final = {
    "bill_key": pl.Int64,
    "version_no": pl.Int32,
    "determinant": pl.String,
    "zone": pl.String,
    "quantity": pl.Int64,
}
# What a kind returns: a line without its number and its amount.
LINE_PARTS: Final = {
    "bill_key": pl.Int64,
    "version_no": pl.Int32,
    "part_no": pl.Int32,
    "charge_code": pl.String,
    "determinant": pl.String,
    "quantity": pl.Int64,
    "unit": pl.String,
    "price_micro": pl.Int64,
    "factor_ppm": pl.Int64,
    "from_date": pl.Date,
    "to_date": pl.Date,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """The stretches of many bills that lie under one version, and what was counted in them."""

    version: TariffVersion
    segments: pl.LazyFrame
    quantities: pl.LazyFrame
    has_quantities: bool  # false: nothing but the whole of the active energy was counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something a tariff file says that cannot be meant; `path` leads to it from the charge."""

    code: str
    path: tuple[str | int, ...]
    words: Words
    params: Mapping[str, object] = field(default_factory=dict)


class LinesOfCharge(Protocol):
    """A rule that makes the lines of one charge for many stretches at once."""

    def __call__(self, *, charge: Any, work: Work) -> pl.LazyFrame: ...


def _no_faults(charge: Charge, version: TariffVersion, /) -> list[Fault]:
    """Return no fault: for kinds whose schema says everything."""
    return []


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargeKind:
    """
    One kind of charge: how it is written in a file, what makes it senseless, which lines it makes.

    `lines` gets a `Work` whose segments are already limited to the categories of the charge.
    """

    name: str
    charge_class: type[Charge]
    rule_id: str
    description: Words
    reason: Words  # why a line of this kind is on a bill, for the subscriber
    ledger_key: str
    properties: Mapping[str, Any]  # JSON schema of the keys of this kind alone
    required: tuple[str, ...]
    read: Callable[[Mapping[str, Any]], Charge]
    lines: LinesOfCharge
    faults: Callable[[Any, TariffVersion], list[Fault]] = _no_faults


def rule_id_of(module_name: str, /) -> str:
    """
    (This function will) give the id that bill lines store for the rule that made them.

    >>> rule_id_of("drita.rules.tariffs.flat_energy")
    'rules.tariffs.flat_energy'
    """
    return module_name.removeprefix("drita.")


def line_parts(
    *,
    rows: pl.LazyFrame,
    charge_code: str,
    quantity: pl.Expr,
    unit: str,
    price_micro: pl.Expr | int,
    determinant: str = "",
    part_no: pl.Expr | int = 0,
) -> pl.LazyFrame:
    """
    (This function will) turn stretches into lines of a charge.

    Shape: rows as SEGMENT_FRAME (or wider) in, LINE_PARTS out, one line per row.

    >>> rows = pl.LazyFrame([(1, 0, None, None)], orient="row", schema={"bill_key": pl.Int64,
    ...     "version_no": pl.Int32, "from_date": pl.Date, "to_date": pl.Date})
    >>> line_parts(rows=rows, charge_code="rtsh", quantity=pl.lit(1, pl.Int64), unit="month",
    ...     price_micro=100_000_000).collect()["price_micro"].item()
    100000000
    """
    price = pl.lit(price_micro, pl.Int64) if isinstance(price_micro, int) else price_micro
    number = pl.lit(part_no, pl.Int32) if isinstance(part_no, int) else part_no
    return rows.select(
        "bill_key",
        "version_no",
        number.alias("part_no"),
        pl.lit(charge_code).alias("charge_code"),
        pl.lit(determinant).alias("determinant"),
        quantity.alias("quantity"),
        pl.lit(unit).alias("unit"),
        price.alias("price_micro"),
        pl.lit(PPM, pl.Int64).alias("factor_ppm"),
        "from_date",
        "to_date",
    )
