"""Meters with their registers, multipliers, places and first readings, many at once."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

import polars as pl
from django.db import transaction

from drita.modules.metering.batch.meter_facts import with_meter_facts
from drita.modules.metering.batch.meter_row_problems import meter_row_problems
from drita.modules.metering.batch.store_meter_rows import store_meter_rows
from drita.modules.metering.choices import ReadingOrigin, ReadingQuality
from drita.modules.metering.operations.record_readings import (
    INCOMING_READING_SCHEMA,
    lock_readings,
    record_readings,
)

METER_ROW_SCHEMA: Final = pl.Schema(
    {
        "row_number": pl.Int64,
        "meter_serial": pl.String,
        "kind": pl.String,
        "manufacturer": pl.String,
        "phases": pl.Int64,
        "verification_due": pl.Date,
        "register_code": pl.String,
        "dials": pl.Int64,
        "decimals": pl.Int64,
        "multiplier_milli": pl.Int64,
        "service_point_code": pl.String,
        "installed_on": pl.Date,
        "first_value_milli": pl.Int64,
        "removed_on": pl.Date,
        "last_value_milli": pl.Int64,
    }
)


@dataclass(frozen=True, slots=True)
class StoredMeters:
    """How many rows were stored, how many were known already, and why the others were not stored."""

    created: int
    unchanged: int
    problems: pl.DataFrame


def store_meters(*, rows: pl.DataFrame, today: date, recorded_at: datetime) -> StoredMeters:
    """
    (This function will) store meters, one row per register, in one transaction.

    A row that is known already with the same values is unchanged, one that adds the removal of a meter
    known to hang there ends its installation (an exchange is such a row and one of the new meter); one that contradicts what is known,
    or whose meter or place is taken in that period, is a problem, and with it all rows of its meter:
    a meter is never stored with part of its registers. The first values become readings of quality
    installation, the last ones of quality removal.

    Units: values in thousandths of the dial's unit, multiplier in thousandths.
    Shape: METER_ROW_SCHEMA, nulls where nothing is given -> problems with row_number, code, params (JSON).
    """
    incoming = rows.select(list(METER_ROW_SCHEMA)).cast(METER_ROW_SCHEMA)
    with transaction.atomic():
        lock_readings()
        facts = with_meter_facts(incoming)
        problems = meter_row_problems(facts=facts, today=today)
        sound = facts.join(problems, on="row_number", how="anti")
        fresh = sound.filter(pl.col("register_id").is_null() | pl.col("is_new_place") | pl.col("is_removal"))
        store_meter_rows(fresh)
        refusals = _record_values(fresh, today=today, recorded_at=recorded_at)
    return StoredMeters(
        created=fresh.height,
        unchanged=sound.height - fresh.height,
        problems=pl.concat([problems, refusals]).sort("row_number"),
    )


def _record_values(fresh: pl.DataFrame, *, today: date, recorded_at: datetime) -> pl.DataFrame:
    """First and last readings; a refused one is a problem of its row, although the meter is stored."""
    first = fresh.select(
        *("row_number", "meter_serial", "register_code"),
        read_on="installed_on",
        value_milli="first_value_milli",
        quality=pl.lit(ReadingQuality.INSTALLATION.value),
    )
    last = fresh.select(
        # Each reading needs its own row number; the last ones get the negative of their row.
        pl.col("row_number") * -1,
        *("meter_serial", "register_code"),
        read_on="removed_on",
        value_milli="last_value_milli",
        quality=pl.lit(ReadingQuality.REMOVAL.value),
    )
    given = pl.concat([first, last]).filter(pl.col("value_milli").is_not_null() & pl.col("read_on").is_not_null())
    readings = pl.concat(
        [
            pl.DataFrame(schema=INCOMING_READING_SCHEMA),
            given.with_columns(origin=pl.lit(ReadingOrigin.IMPORT.value)),
        ],
        how="diagonal",
    )
    recorded = record_readings(readings=readings, file="", today=today, recorded_at=recorded_at, keeps_refusals=False)
    return recorded.refusals.with_columns(pl.col("row_number").abs())
