"""Which reading closes the bill of a month, and which two readings of each register it rests on."""

from dataclasses import dataclass
from datetime import date
from typing import Final

import polars as pl

PAIR_CONTRACT_SCHEMA: Final = {
    "bill_key": pl.Int64,
    "contract_from": pl.Date,
    "contract_to": pl.Date,
    "billed_to": pl.Date,
    "planned_end": pl.Date,
}
REGISTER_SPAN_SCHEMA: Final = {
    "bill_key": pl.Int64,
    "register_id": pl.Int64,
    "determinant": pl.String,
    "zone": pl.String,
    "dials": pl.Int64,
    "decimals": pl.Int64,
    "multiplier_milli": pl.Int64,
    "span_from": pl.Date,
    "span_to": pl.Date,
}
READING_SCHEMA: Final = {
    "register_id": pl.Int64,
    "read_on": pl.Date,
    "value_milli": pl.Int64,
    "quality": pl.String,
}
ACTIVE: Final = "active_import"


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
    window: tuple[date, date],
) -> ReadingPairs:
    """
    (This function will) find the period each contract is billed for and the readings at its ends.

    A period begins where the last bill ended; the first one begins at the first reading since the
    contract began, because nothing can be known before it. It ends with the newest reading in the
    window of a meter that goes on measuring (a removed meter does not end a period), never later
    than the contract. Without such a reading it ends on the planned day and needs an estimate.
    A register counts from each change of meter or multiplier to the next one: each such day needs
    a reading, so energy is neither lost nor counted twice. What the last bill printed as its
    present reading is taken before any later correction of that day: billing goes on from there.

    Shape: contracts PAIR_CONTRACT_SCHEMA; registers REGISTER_SPAN_SCHEMA (one row per register,
    installation and multiplier; span_to null = still there); readings and carried READING_SCHEMA,
    one row per register and day; window = (after this day, up to and including this day).
    pairs: register columns + from_date, to_date, previous_/present_ milli and quality (null where
    a reading is missing), one row per register and part of the period.
    """
    known = pl.concat([carried, readings.join(carried, on=["register_id", "read_on"], how="anti")])
    begun = _with_period_start(contracts, registers, known)
    ended = begun.join(_last_readings(begun, registers, readings, window), on="bill_key", how="left")
    periods = ended.with_columns(
        needs_estimate=pl.col("last_read_on").is_null() & _leaves_open(window)
    ).with_columns(period_end=pl.min_horizontal(_end(window), "contract_to"))
    spans = _spans_in_period(periods, registers)
    pairs = spans.join(_as("previous", "from_date", known), on=["register_id", "from_date"], how="left")
    pairs = pairs.join(_as("present", "to_date", known), on=["register_id", "to_date"], how="left")
    return ReadingPairs(
        periods=periods.select("bill_key", "period_start", "period_end", "needs_estimate"),
        pairs=pairs.sort("bill_key", "from_date", "determinant", "zone", "register_id"),
    )


def _with_period_start(
    contracts: pl.DataFrame, registers: pl.DataFrame, known: pl.DataFrame
) -> pl.DataFrame:
    first = (
        registers.filter(pl.col("determinant") == ACTIVE)
        .select("bill_key", "register_id")
        .join(known.select("register_id", "read_on"), on="register_id")
        .join(contracts.select("bill_key", "contract_from"), on="bill_key")
        .filter(pl.col("read_on") >= pl.col("contract_from"))
        .group_by("bill_key")
        .agg(first_read_on=pl.col("read_on").min())
    )
    return contracts.join(first, on="bill_key", how="left", maintain_order="left").with_columns(
        period_start=pl.coalesce("billed_to", "first_read_on", "contract_from")
    )


def _last_readings(
    begun: pl.DataFrame, registers: pl.DataFrame, readings: pl.DataFrame, window: tuple[date, date]
) -> pl.DataFrame:
    """The newest reading in the window, of a meter that stays, or of one on the contract's last day."""
    goes_on = pl.col("span_to").is_null() | (pl.col("span_to") > pl.col("read_on"))
    is_last_day = (pl.col("read_on") == pl.col("contract_to")).fill_null(False)
    return (
        registers.filter(pl.col("determinant") == ACTIVE)
        .select("bill_key", "register_id", "span_from", "span_to")
        .join(readings.select("register_id", "read_on"), on="register_id")
        .join(begun.select("bill_key", "period_start", "contract_to"), on="bill_key")
        .filter(
            (pl.col("read_on") > window[0])
            & (pl.col("read_on") <= window[1])
            & (pl.col("read_on") > pl.col("period_start"))
            & (pl.col("read_on") >= pl.col("span_from"))
            & (goes_on | is_last_day)
            & (pl.col("contract_to").is_null() | (pl.col("read_on") <= pl.col("contract_to")))
        )
        .group_by("bill_key")
        .agg(last_read_on=pl.col("read_on").max())
    )


def _leaves_open(window: tuple[date, date]) -> pl.Expr:
    """A contract that ended in the window is closed by its own last day, with a reading or not at all."""
    return pl.col("contract_to").is_null() | (pl.col("contract_to") > window[1])


def _end(window: tuple[date, date]) -> pl.Expr:
    ends_here = pl.col("contract_to").is_not_null() & (pl.col("contract_to") <= window[1])
    return (
        pl.when(ends_here)
        .then("contract_to")
        .otherwise(pl.coalesce("last_read_on", "planned_end"))
    )


def _spans_in_period(periods: pl.DataFrame, registers: pl.DataFrame) -> pl.DataFrame:
    return (
        registers.join(periods.select("bill_key", "period_start", "period_end"), on="bill_key")
        .with_columns(
            from_date=pl.max_horizontal("span_from", "period_start"),
            to_date=pl.min_horizontal("span_to", "period_end"),
        )
        .filter(pl.col("from_date") < pl.col("to_date"))
        .drop("period_start", "period_end", "span_from", "span_to")
    )


def _as(end: str, day: str, readings: pl.DataFrame) -> pl.DataFrame:
    return readings.select(
        "register_id",
        pl.col("read_on").alias(day),
        pl.col("value_milli").alias(f"{end}_milli"),
        pl.col("quality").alias(f"{end}_quality"),
    )
