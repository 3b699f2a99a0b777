"""Missed readings at the end of a period become estimates, so that the bill can be made."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

import polars as pl
from django.db import transaction

from drita.foundation.frames import read_frame
from drita.modules.metering.batch.consumption_inputs import load_consumption_inputs
from drita.modules.metering.choices import ReadingOrigin, ReadingQuality
from drita.modules.metering.operations.record_readings import INCOMING_READING_SCHEMA, record_readings
from drita.modules.metering.sql_files import sql_text, text_list
from drita.rules.metering.estimated_reading import HISTORY_SCHEMA, estimated_reading

# A year, the nearness of the rule, and one period before it.
HISTORY_DAYS: Final = 365 + 16 + 62


@dataclass(frozen=True, slots=True)
class EstimatedReadings:
    """How many readings were estimated; not_estimated: bill_key, register_id, method (why not)."""

    estimated: int
    not_estimated: pl.DataFrame


def estimate_readings(*, periods: pl.DataFrame, today: date, recorded_at: datetime) -> EstimatedReadings:
    """
    (This function will) estimate the reading at period_end of each register that has none there.

    Registers whose reading at the beginning is missing too are not estimated: an estimate on top of
    nothing is no estimate. The estimates are readings of quality estimated and origin system; a real
    reading of the same day replaces them whenever it comes.

    Shape: periods with bill_key, service_point_id, period_start, period_end, one row per bill.
    """
    with transaction.atomic():
        pairs = load_consumption_inputs(periods=periods).pairs
        is_last = pl.col("to_date") == pl.col("period_end")
        missed = pairs.filter(is_last & pl.col("present_milli").is_null())
        wanted = missed.filter(pl.col("previous_milli").is_not_null()).with_columns(
            read_on="to_date", previous_on="from_date"
        )
        estimates = estimated_reading(needed=wanted, history=_history(wanted))
        made = estimates.filter(pl.col("value_milli").is_not_null())
        recorded = record_readings(
            readings=_as_incoming(made), file="", today=today, recorded_at=recorded_at, keeps_refusals=False
        )
    without_start = missed.filter(pl.col("previous_milli").is_null()).with_columns(method=pl.lit("previous_missing"))
    keys = ["bill_key", "register_id", "method"]
    refused = recorded.refusals.join(
        made.with_row_index("row_number", offset=1).cast({"row_number": pl.Int64}), on="row_number"
    )
    return EstimatedReadings(
        estimated=recorded.accepted,
        not_estimated=pl.concat(
            [
                estimates.filter(pl.col("value_milli").is_null()).select(keys),
                without_start.select(keys),
                refused.select("bill_key", "register_id", method="code"),
            ]
        ),
    )


def _history(wanted: pl.DataFrame) -> pl.DataFrame:
    if wanted.is_empty():
        return pl.DataFrame(schema=HISTORY_SCHEMA)
    first, last = wanted["previous_on"].min(), wanted["read_on"].max()
    assert isinstance(first, date)
    return read_frame(
        sql_text("real_readings_before"),
        {
            "registers": text_list(wanted["register_id"].unique()),
            "first": first - timedelta(days=HISTORY_DAYS),
            "last": last,
        },
        HISTORY_SCHEMA,
    )


def _as_incoming(made: pl.DataFrame) -> pl.DataFrame:
    rows = made.with_row_index("row_number", offset=1).select(
        pl.col("row_number").cast(pl.Int64),
        "meter_serial",
        "register_code",
        "read_on",
        "value_milli",
        quality=pl.lit(ReadingQuality.ESTIMATED.value),
        origin=pl.lit(ReadingOrigin.SYSTEM.value),
        note="method",
    )
    return pl.concat([pl.DataFrame(schema=INCOMING_READING_SCHEMA), rows], how="diagonal")
