"""Days of interval values: judged and kept, each revision as a row of its own."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

import polars as pl
from django.db import connection, transaction

from drita.foundation.bulk_copy import copy_frame
from drita.modules.metering.batch.interval_facts import known_interval_days, with_interval_facts
from drita.modules.metering.batch.store_readings import ensure_months
from drita.modules.metering.operations.record_readings import lock_readings
from drita.rules.metering.interval_day_problems import interval_day_problems
from drita.rules.metering.merged_interval_days import merged_interval_days

INCOMING_DAY_SCHEMA: Final = pl.Schema(
    {
        "row_number": pl.Int64(),
        "meter_serial": pl.String(),
        "register_code": pl.String(),
        "day": pl.Date(),
        "interval_minutes": pl.Int32(),
        "values_wh": pl.List(pl.Int64),
        "qualities": pl.String(),
    }
)
_COLUMNS: Final = (
    *("day_month", "register_id", "service_point_id", "account_id", "day", "interval_minutes"),
    *("values_wh", "qualities", "revision", "recorded_at"),
)


@dataclass(frozen=True, slots=True)
class RecordedIntervalDays:
    """How many days were new, changed or known already; refusals: row_number, code, params (JSON)."""

    new: int
    revised: int
    repeated: int
    refusals: pl.DataFrame


def record_interval_days(*, days: pl.DataFrame, today: date, recorded_at: datetime) -> RecordedIntervalDays:
    """
    (This function will) record days of interval values, in one transaction.

    A day that is known with the same values is repeated and changes nothing; a piece of a day is merged
    with the piece that is known; another value makes a new revision, the older one stays.

    Units: values in Wh (varh) of the energy itself, transformers included.
    Shape: INCOMING_DAY_SCHEMA; one row per register and day, as many values as the local day has
    intervals, null with quality N where one is missing; row_number is unique.
    """
    incoming = days.select(list(INCOMING_DAY_SCHEMA)).cast(INCOMING_DAY_SCHEMA)
    with transaction.atomic():
        lock_readings()
        facts = with_interval_facts(incoming)
        known = known_interval_days(facts)
        refusals = interval_day_problems(days=facts, known=known, today=today)
        sound = facts.join(refusals, on="row_number", how="anti")
        merged = merged_interval_days(incoming=sound, known=known)
        changed = merged.filter(pl.col("verdict") != "repeated").with_columns(
            day_month=pl.col("day").dt.month_start(), recorded_at=pl.lit(recorded_at)
        )
        ensure_months("metering_intervalday", changed["day_month"].unique().to_list())
        copy_frame(connection, changed, "metering_intervalday", _COLUMNS)
    counts = dict(merged["verdict"].value_counts().iter_rows())
    return RecordedIntervalDays(
        new=counts.get("new", 0),
        revised=counts.get("revised", 0),
        repeated=counts.get("repeated", 0),
        refusals=refusals,
    )
