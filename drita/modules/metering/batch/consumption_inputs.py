"""What billing needs of metering for many bills at once: pairs of readings, interval days."""

from dataclasses import dataclass
from datetime import date
from typing import Final

import polars as pl

from drita.foundation.frames import read_frame
from drita.modules.metering.choices import MeterKind
from drita.modules.metering.sql_files import sql_text, text_list
from drita.rules.metering.interval_determinants import BILL_REGISTER_SPAN_SCHEMA

BILL_PERIOD_SCHEMA: Final = pl.Schema(
    {
        "bill_key": pl.Int64,
        "service_point_id": pl.Int64,
        "period_start": pl.Date,
        "period_end": pl.Date,
    }
)
REGISTER_SCHEMA: Final = pl.Schema(
    {
        "bill_key": pl.Int64,
        "period_start": pl.Date,
        "period_end": pl.Date,
        "service_point_id": pl.Int64,
        "meter_id": pl.Int64,
        "meter_serial": pl.String,
        "meter_kind": pl.String,
        "register_id": pl.Int64,
        "register_code": pl.String,
        "determinant": pl.String,
        "zone": pl.String,
        "dials": pl.Int64,
        "decimals": pl.Int64,
        "from_date": pl.Date,
        "to_date": pl.Date,
    }
)
MULTIPLIER_SCHEMA: Final = pl.Schema(
    {
        "register_id": pl.Int64,
        "multiplied_from": pl.Date,
        "multiplier_milli": pl.Int64,
    }
)
READING_SCHEMA: Final = pl.Schema(
    {
        "register_id": pl.Int64,
        "read_on": pl.Date,
        "value_milli": pl.Int64,
        "quality": pl.String,
    }
)
PAIR_SCHEMA: Final = pl.Schema(
    {
        "bill_key": pl.Int64,
        "service_point_id": pl.Int64,
        "period_start": pl.Date,
        "period_end": pl.Date,
        "meter_serial": pl.String,
        "register_id": pl.Int64,
        "register_code": pl.String,
        "determinant": pl.String,
        "zone": pl.String,
        "dials": pl.Int64,
        "decimals": pl.Int64,
        "multiplier_milli": pl.Int64,
        "from_date": pl.Date,
        "to_date": pl.Date,
        "previous_milli": pl.Int64,
        "previous_quality": pl.String,
        "present_milli": pl.Int64,
        "present_quality": pl.String,
    }
)
INTERVAL_DAY_SCHEMA: Final = pl.Schema(
    {
        "register_id": pl.Int64(),
        "day": pl.Date(),
        "interval_minutes": pl.Int32(),
        "values_wh": pl.List(pl.Int64),
        "qualities": pl.String(),
    }
)
PROBLEM_SCHEMA: Final = pl.Schema({"bill_key": pl.Int64, "code": pl.String, "params": pl.String})


@dataclass(frozen=True, slots=True)
class ConsumptionInputs:
    """
    Pairs of readings (PAIR_SCHEMA), registers with interval days (BILL_REGISTER_SPAN_SCHEMA, and
    INTERVAL_DAY_SCHEMA + bill_key), and bills whose service point cannot be billed (PROBLEM_SCHEMA).
    """

    pairs: pl.DataFrame
    interval_spans: pl.DataFrame
    interval_days: pl.DataFrame
    problems: pl.DataFrame


def load_consumption_inputs(*, periods: pl.DataFrame, tolerance_days: int = 0) -> ConsumptionInputs:
    """
    (This function will) load, for many bills, the readings at the ends of their periods, or their intervals.

    A pair is one register over one part of the period: parts are cut where a meter was exchanged and
    where a multiplier changed. With tolerance_days the period ends on the day of the real reading that
    is nearest to period_end (an estimate only if no real one is near); period_end in the result is that
    day. Where a reading is missing the pair has nulls and register_consumption names the problem.
    Main meters of kind `interval` are billed from interval days, all others from readings.

    Shape: periods BILL_PERIOD_SCHEMA, one row per bill -> ConsumptionInputs.
    """
    wanted = periods.select(list(BILL_PERIOD_SCHEMA)).cast(BILL_PERIOD_SCHEMA)
    registers = _registers(wanted)
    is_interval = pl.col("meter_kind") == MeterKind.INTERVAL
    dialled, measured = registers.filter(~is_interval), registers.filter(is_interval)
    spans = measured.select(list(BILL_REGISTER_SPAN_SCHEMA))
    return ConsumptionInputs(
        pairs=_pairs(dialled, tolerance_days),
        interval_spans=spans,
        interval_days=load_interval_days_frame(spans=spans),
        problems=_without_meter(wanted, registers),
    )


def load_interval_days_frame(*, spans: pl.DataFrame) -> pl.DataFrame:
    """
    (This function will) load the interval days of registers over the spans in which they were installed.

    Shape: spans BILL_REGISTER_SPAN_SCHEMA -> bill_key + INTERVAL_DAY_SCHEMA, newest revisions.
    """
    if spans.is_empty():
        return pl.DataFrame(schema=pl.Schema([("bill_key", pl.Int64()), *INTERVAL_DAY_SCHEMA.items()]))
    days = read_frame(
        sql_text("interval_days_within"),
        {
            "registers": text_list(spans["register_id"].unique()),
            "first": spans["from_date"].min(),
            "last": spans["to_date"].max(),
        },
        INTERVAL_DAY_SCHEMA,
        is_bulk=spans.height > 1_000,
    )
    inside = spans.select("bill_key", "register_id", "from_date", "to_date").join(days, on="register_id")
    return inside.filter((pl.col("day") >= pl.col("from_date")) & (pl.col("day") < pl.col("to_date"))).select(
        "bill_key", *INTERVAL_DAY_SCHEMA
    )


def _registers(wanted: pl.DataFrame) -> pl.DataFrame:
    return read_frame(
        sql_text("registers_at_service_points"),
        {
            "bill_keys": text_list(wanted["bill_key"]),
            "service_points": text_list(wanted["service_point_id"]),
            "starts": text_list(wanted["period_start"]),
            "ends": text_list(wanted["period_end"]),
        },
        REGISTER_SCHEMA,
        is_bulk=wanted.height > 1_000,
    )


def _pairs(registers: pl.DataFrame, tolerance_days: int) -> pl.DataFrame:
    if registers.is_empty():
        return pl.DataFrame(schema=PAIR_SCHEMA)
    ids = text_list(registers["register_id"].unique())
    is_bulk = registers.height > 1_000
    multipliers = read_frame(
        sql_text("multipliers_of_registers"), {"registers": ids}, MULTIPLIER_SCHEMA, is_bulk=is_bulk
    )
    first, last = registers["period_start"].min(), registers["period_end"].max()
    assert isinstance(first, date)
    assert isinstance(last, date)
    readings = read_frame(
        sql_text("readings_within"),
        {"registers": ids, "first": first, "last": date.fromordinal(last.toordinal() + tolerance_days)},
        READING_SCHEMA,
        is_bulk=is_bulk,
    )
    return pair_readings(registers=registers, multipliers=multipliers, readings=readings, tolerance_days=tolerance_days)


def pair_readings(
    *, registers: pl.DataFrame, multipliers: pl.DataFrame, readings: pl.DataFrame, tolerance_days: int
) -> pl.DataFrame:
    """
    (This function will) cut the span of each register where its multiplier changes and find the readings there.

    Shape: REGISTER_SCHEMA, MULTIPLIER_SCHEMA, READING_SCHEMA -> PAIR_SCHEMA sorted by bill, register, day.
    """
    ended = _with_actual_end(registers, readings, tolerance_days) if tolerance_days else registers
    parts = _parts(ended, multipliers)
    at_start = readings.rename({"read_on": "from_date", "value_milli": "previous_milli", "quality": "previous_quality"})
    at_end = readings.rename({"read_on": "to_date", "value_milli": "present_milli", "quality": "present_quality"})
    return (
        parts.join(at_start, on=["register_id", "from_date"], how="left")
        .join(at_end, on=["register_id", "to_date"], how="left")
        .select(list(PAIR_SCHEMA))
        .cast(PAIR_SCHEMA)
        .sort("bill_key", "determinant", "zone", "from_date", "register_id")
    )


def _parts(registers: pl.DataFrame, multipliers: pl.DataFrame) -> pl.DataFrame:
    """One row per register and part with one multiplier; the multiplier is that at the part's beginning."""
    inner = registers.join(multipliers, on="register_id", how="inner").filter(
        (pl.col("multiplied_from") > pl.col("from_date")) & (pl.col("multiplied_from") < pl.col("to_date"))
    )
    cuts = pl.concat(
        [
            registers.with_columns(cut="from_date"),
            inner.with_columns(cut="multiplied_from").select(*registers.columns, "cut"),
        ]
    ).sort("bill_key", "register_id", "from_date", "cut")
    key = ["bill_key", "register_id", "from_date"]
    parts = cuts.with_columns(next_cut=pl.col("cut").shift(-1).over(key)).with_columns(
        from_date="cut", to_date=pl.coalesce("next_cut", "to_date")
    )
    return (
        parts.drop("cut", "next_cut")
        .sort("from_date")
        .join_asof(
            multipliers.sort("multiplied_from"),
            left_on="from_date",
            right_on="multiplied_from",
            by="register_id",
            strategy="backward",
            check_sortedness=False,
        )
    )


def _with_actual_end(registers: pl.DataFrame, readings: pl.DataFrame, tolerance_days: int) -> pl.DataFrame:
    """
    The period of a bill ends on the day near period_end on which a register of the last meter was read.

    One day for the whole bill, chosen as most registers, then real ones, then the nearest have it, so
    that all registers of a bill end on the same day.
    """
    last = registers.filter(pl.col("to_date") == pl.col("period_end"))
    away = (pl.col("read_on") - pl.col("period_end")).dt.total_days().abs()
    is_guess = pl.col("quality").is_in(["estimated", "substituted"])
    days = (
        last.join(readings, on="register_id", how="inner")
        .filter((away <= tolerance_days) & (pl.col("read_on") > pl.col("from_date")))
        .group_by("bill_key", "period_end", "read_on")
        .agg(registers=pl.len(), guesses=is_guess.sum())
        .sort(pl.col("registers"), -pl.col("guesses").cast(pl.Int64), -away, -pl.col("read_on").to_physical())
        .group_by("bill_key")
        .last()
        .select("bill_key", actual_end="read_on")
    )
    is_last = pl.col("to_date") == pl.col("period_end")
    ended = registers.join(days, on="bill_key", how="left").with_columns(
        to_date=pl.when(is_last).then(pl.coalesce("actual_end", "to_date")).otherwise("to_date"),
        period_end=pl.coalesce("actual_end", "period_end"),
    )
    return ended.drop("actual_end").filter(pl.col("from_date") < pl.col("to_date"))


def _without_meter(wanted: pl.DataFrame, registers: pl.DataFrame) -> pl.DataFrame:
    """Bills whose service point had no main meter in all of the period: nothing there or a gap."""
    covered = (
        registers.select("bill_key", "meter_id", "from_date", "to_date")
        .unique()
        .group_by("bill_key")
        .agg(days=(pl.col("to_date") - pl.col("from_date")).dt.total_days().sum())
    )
    period_days = (pl.col("period_end") - pl.col("period_start")).dt.total_days()
    return (
        wanted.join(covered, on="bill_key", how="left")
        .with_columns(pl.col("days").fill_null(0), period_days=period_days)
        .filter(pl.col("days") < pl.col("period_days"))
        .select(
            "bill_key",
            code=pl.when(pl.col("days") == 0).then(pl.lit("no_meter")).otherwise(pl.lit("meter_gap")),
            params=pl.struct("days", "period_days").struct.json_encode(),
        )
        .cast(PROBLEM_SCHEMA)
    )
