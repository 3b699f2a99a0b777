"""From the consumption of registers to the quantities that a tariff prices."""

from dataclasses import dataclass
from typing import Final

import polars as pl

DETERMINANT_SCHEMA: Final = pl.Schema(
    {
        "bill_key": pl.Int64,
        "determinant": pl.String,
        "zone": pl.String,
        "from_date": pl.Date,
        "to_date": pl.Date,
        "quantity": pl.Int64,
    }
)
DETERMINANT_PROBLEM_SCHEMA: Final = pl.Schema(
    {
        "bill_key": pl.Int64,
        "determinant": pl.String,
        "code": pl.String,
        "params": pl.String,
    }
)
WHOLE: Final = ""
PART_OF_PERIOD: Final = ["bill_key", "determinant", "from_date", "to_date"]


@dataclass(frozen=True, slots=True)
class Determinants:
    """Quantities per bill and sub-period, and what stood in the way of computing them."""

    determinants: pl.DataFrame
    problems: pl.DataFrame


def consumption_determinants(*, consumption: pl.DataFrame) -> Determinants:
    """
    (This function will) add up the consumption of registers to determinants per sub-period.

    A meter with zone registers is billed by them: the whole ('') is their sum, so that zone rows
    always add up to the whole. Where the same meter also has a register for the whole, it only
    checks: a difference of more than one step of the dial per register is a problem of that bill.
    A bill with one bad register gets no determinants at all, never a part of its energy.

    Units: Wh or varh.
    Shape: the output of register_consumption -> determinants with DETERMINANT_SCHEMA, one row per
    bill, determinant, zone and sub-period, sorted; problems with DETERMINANT_PROBLEM_SCHEMA.
    Source: test M09 of manual readings (sum of zone registers = total, one step per register).

    >>> from datetime import date
    >>> rows = pl.DataFrame(
    ...     {"bill_key": [1, 1], "register_id": [7, 8], "determinant": ["active_import"] * 2,
    ...      "zone": ["peak", "offpeak"], "from_date": [date(2026, 9, 1)] * 2,
    ...      "to_date": [date(2026, 10, 1)] * 2, "decimals": [0, 0], "multiplier_milli": [1000, 1000],
    ...      "consumption_wh": [40_000, 60_000], "problem": [None, None]},
    ...     schema_overrides={"problem": pl.String})
    >>> consumption_determinants(consumption=rows).determinants.select("zone", "quantity").rows()
    [('', 100000), ('offpeak', 60000), ('peak', 40000)]
    """
    parts = _parts(consumption)
    problems = pl.concat([_register_problems(consumption), _disagreements(parts)])
    good = parts.filter(~pl.col("bill_key").is_in(problems["bill_key"].implode()))
    zones = consumption.join(problems, on="bill_key", how="anti").filter(pl.col("zone") != WHOLE)
    by_zone = zones.group_by([*PART_OF_PERIOD, "zone"]).agg(quantity=pl.col("consumption_wh").sum())
    whole = good.select(
        *PART_OF_PERIOD,
        zone=pl.lit(WHOLE),
        quantity=pl.when(pl.col("zone_registers") > 0).then("zones_wh").otherwise("whole_wh"),
    )
    order = list(DETERMINANT_SCHEMA)
    determinants = pl.concat([by_zone.select(order), whole.select(order)]).cast(DETERMINANT_SCHEMA)
    return Determinants(
        determinants=determinants.sort([*PART_OF_PERIOD, "zone"]),
        problems=problems.sort("bill_key", "determinant", "code"),
    )


def _parts(consumption: pl.DataFrame) -> pl.DataFrame:
    """One row per bill, determinant and sub-period with the two sums side by side."""
    is_zone = pl.col("zone") != WHOLE
    step_wh = (
        pl.lit(10, pl.Int64).pow(3 - pl.col("decimals").clip(0, 3).cast(pl.Int64)) * pl.col("multiplier_milli")
    ) // 1000
    return consumption.group_by(PART_OF_PERIOD).agg(
        zones_wh=pl.col("consumption_wh").filter(is_zone).sum(),
        whole_wh=pl.col("consumption_wh").filter(~is_zone).sum(),
        zone_registers=is_zone.sum(),
        whole_registers=(~is_zone).sum(),
        tolerance_wh=step_wh.sum(),
    )


def _register_problems(consumption: pl.DataFrame) -> pl.DataFrame:
    bad = consumption.filter(pl.col("problem").is_not_null())
    return bad.select(
        pl.col("bill_key").cast(pl.Int64),
        "determinant",
        code="problem",
        params=pl.struct("register_id").struct.json_encode(),
    )


def _disagreements(parts: pl.DataFrame) -> pl.DataFrame:
    both = (pl.col("zone_registers") > 0) & (pl.col("whole_registers") > 0)
    gap = (pl.col("zones_wh") - pl.col("whole_wh")).abs()
    return parts.filter(both & (gap > pl.col("tolerance_wh"))).select(
        pl.col("bill_key").cast(pl.Int64),
        "determinant",
        code=pl.lit("zones_differ_from_whole"),
        params=pl.struct("zones_wh", "whole_wh").struct.json_encode(),
    )
