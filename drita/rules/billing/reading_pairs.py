"""Which reading closes the bill of a month, and which two readings of each register it rests on."""

from dataclasses import dataclass
from datetime import date
from typing import Final

import polars as pl

ACTIVE: Final = "active_import"
# Taken when a meter goes up or comes down: they bound its own span and say nothing of the month.
_OF_EXCHANGE: Final = ["installation", "removal"]


@dataclass(frozen=True, slots=True)
class ReadingPairs:
    """Periods (bill_key, period_start, period_end, needs_estimate) and the pairs within them."""

    periods: pl.DataFrame
    pairs: pl.DataFrame


def reading_pairs(
    *,
    contracts: pl.DataFrame,
    registers: pl.DataFrame,
    readings: pl.DataFrame,
    carried: pl.DataFrame,
    read_after: date,
    read_until: date,
    month_end: date,
) -> ReadingPairs:
    """
    (This function will) find the period each contract is billed for and the readings at its ends.

    A period begins where the last bill ended; the first one begins at the first reading since the
    contract began, because nothing can be known before it. It ends with the newest reading of the
    month of a meter that goes on measuring (a removed meter does not end a period), and with the
    contract where that ends in the month. Without such a reading it ends on the planned day and
    needs an estimate. A register counts from each change of meter or multiplier to the next one:
    each such day needs a reading, so energy is neither lost nor counted twice. What the last bill
    printed as its present reading goes before any later correction of that day: billing goes on
    from what was billed.

    Shape: contracts CONTRACT_SCHEMA, registers REGISTER_SCHEMA, readings and carried
    READING_SCHEMA (bill_inputs.py), one row per register and day. pairs: register columns +
    from_date, to_date, previous_ and present_ milli and quality (null where a reading is missing),
    one row per register and part of the period.
    """
    known = pl.concat([carried, readings.join(carried, on=["register_id", "read_on"], how="anti")])
    active = registers.filter(pl.col("determinant") == ACTIVE)
    begun = _with_period_start(contracts, active, known)
    last = _last_readings(begun, active, readings, read_after, read_until)
    ends_here = (pl.col("contract_to") <= month_end).fill_null(value=False)
    periods = (
        begun.join(last, on="bill_key", how="left", maintain_order="left")
        .with_columns(
            needs_estimate=pl.col("last_read_on").is_null() & ~ends_here,
            period_end=pl.when(ends_here).then("contract_to").otherwise(pl.coalesce("last_read_on", "planned_end")),
        )
        .select("bill_key", "period_start", "period_end", "needs_estimate")
    )
    spans = spans_in_period(periods=periods, registers=registers)
    pairs = spans.join(_as("previous", "from_date", known), on=["register_id", "from_date"], how="left").join(
        _as("present", "to_date", known), on=["register_id", "to_date"], how="left"
    )
    return ReadingPairs(
        periods=periods,
        pairs=pairs.sort("bill_key", "from_date", "determinant", "zone", "register_id"),
    )


def spans_in_period(*, periods: pl.DataFrame, registers: pl.DataFrame) -> pl.DataFrame:
    """
    (This function will) cut the spans of registers to the billed periods.

    Shape: periods: bill_key, period_start, period_end; registers REGISTER_SCHEMA -> register
    columns without the spans + from_date, to_date; what lies outside is left out.
    """
    return (
        registers.join(periods.select("bill_key", "period_start", "period_end"), on="bill_key")
        .with_columns(
            from_date=pl.max_horizontal("span_from", "period_start"),
            to_date=pl.min_horizontal("span_to", "period_end"),
        )
        .filter(pl.col("from_date") < pl.col("to_date"))
        .drop("period_start", "period_end", "span_from", "span_to")
    )


def _with_period_start(contracts: pl.DataFrame, active: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    never_billed = contracts.filter(pl.col("billed_to").is_null()).select("bill_key", "contract_from")
    first = (
        active.select("bill_key", "register_id")
        .unique()
        .join(never_billed, on="bill_key")
        .join(known.select("register_id", "read_on"), on="register_id")
        .filter(pl.col("read_on") >= pl.col("contract_from"))
        .group_by("bill_key")
        .agg(first_read_on=pl.col("read_on").min())
    )
    return contracts.join(first, on="bill_key", how="left", maintain_order="left").with_columns(
        period_start=pl.coalesce("billed_to", "first_read_on", "contract_from")
    )


def _last_readings(
    begun: pl.DataFrame,
    active: pl.DataFrame,
    readings: pl.DataFrame,
    read_after: date,
    read_until: date,
) -> pl.DataFrame:
    """The newest reading of the month of a meter that stays there beyond the day of reading."""
    stays = pl.col("span_to").is_null() | (pl.col("span_to") > pl.col("read_on"))
    is_of_month = (
        (pl.col("read_on") > read_after)
        & (pl.col("read_on") <= read_until)
        & (pl.col("read_on") <= pl.col("read_until"))
    )
    return (
        active.select("bill_key", "register_id", "span_from", "span_to")
        .join(readings.filter(~pl.col("quality").is_in(_OF_EXCHANGE)), on="register_id")
        .join(begun.select("bill_key", "period_start", "read_until"), on="bill_key")
        .filter(
            is_of_month
            & stays
            & (pl.col("read_on") > pl.col("period_start"))
            & (pl.col("read_on") >= pl.col("span_from"))
        )
        .group_by("bill_key")
        .agg(last_read_on=pl.col("read_on").max())
    )


def _as(end: str, day: str, readings: pl.DataFrame) -> pl.DataFrame:
    return readings.select(
        "register_id",
        pl.col("read_on").alias(day),
        pl.col("value_milli").alias(f"{end}_milli"),
        pl.col("quality").alias(f"{end}_quality"),
    )
