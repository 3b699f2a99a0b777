"""Readings of dials: judged, and kept whether accepted or refused."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

import polars as pl
from django.db import connection, transaction

from drita.foundation.frames import read_frame
from drita.modules.metering.batch.reading_facts import known_readings, with_register_facts
from drita.modules.metering.batch.store_readings import store_readings, store_refusals
from drita.modules.metering.choices import ReadingOrigin, ReadingQuality
from drita.modules.metering.sql_files import sql_text, text_list
from drita.rules.metering.neighbour_problems import ACCEPTED, REFUSED, REPEATED
from drita.rules.metering.reading_limits import ReadingLimits
from drita.rules.metering.reading_problems import VERDICT_SCHEMA, reading_problems

INCOMING_READING_SCHEMA: Final = pl.Schema(
    {
        "row_number": pl.Int64(),
        "meter_serial": pl.String(),
        "register_code": pl.String(),
        "service_point_code": pl.String(),
        "read_on": pl.Date(),
        "value_milli": pl.Int64(),
        "quality": pl.String(),
        "origin": pl.String(),
        "read_at": pl.Datetime("us", "UTC"),
        "latitude": pl.String(),
        "longitude": pl.String(),
        "reader_code": pl.String(),
        "note": pl.String(),
        "import_key": pl.String(),
    }
)
REFUSAL_SCHEMA: Final = pl.Schema({"row_number": pl.Int64, "code": pl.String, "params": pl.String})
# Taken after any account lock. Readings of one register must be judged one after another; one lock for
# all is held for the second a bulk file takes, and spares 50,000 row locks.
_READINGS_LOCK: Final = 0x6D74_7264


@dataclass(frozen=True, slots=True)
class RecordedReadings:
    """What became of the readings: written, known before, refused (REFUSAL_SCHEMA, one row per refused reading)."""

    accepted: int
    repeated: int
    refusals: pl.DataFrame


def lock_readings() -> None:
    """(This function will) let this transaction alone judge and write readings until it ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_READINGS_LOCK])


def record_readings(
    *,
    readings: pl.DataFrame,
    file: str,
    today: date,
    recorded_at: datetime,
    limits: ReadingLimits | None = None,
    may_replace: bool = False,
    keeps_refusals: bool = True,
) -> RecordedReadings:
    """
    (This function will) judge readings and record the accepted ones, in one transaction.

    The same file twice changes nothing: a row whose import_key is recorded, or whose register, day and
    value are, counts as repeated. An estimate of the same day is replaced by a real reading as a new
    revision; with may_replace (a correction) a real one too. Refused readings are kept as ReadingRefusal.

    Units: value_milli in thousandths of the dial's unit.
    Shape: INCOMING_READING_SCHEMA; row_number is unique; null where nothing is known; quality and origin
    are codes of choices.py; latitude and longitude as decimal texts.
    """
    incoming = readings.select(list(INCOMING_READING_SCHEMA)).cast(INCOMING_READING_SCHEMA)
    with transaction.atomic():
        lock_readings()
        facts = with_register_facts(incoming)
        recorded = _recorded_keys(facts)
        fresh = facts.join(recorded, on="row_number", how="anti")
        known = known_readings(fresh)
        verdicts = reading_problems(
            readings=fresh.filter(_has_known_codes()),
            known=known.drop("revision"),
            today=today,
            limits=limits or ReadingLimits(),
            may_replace=may_replace,
        )
        verdicts = pl.concat([verdicts, _unknown_codes(fresh)])
        judged = fresh.join(verdicts, on="row_number", how="inner")
        accepted = judged.filter(pl.col("verdict") == ACCEPTED).with_columns(
            pl.col("reader_code", "note").fill_null("")
        )
        written = store_readings(accepted=accepted, known=known, recorded_at=recorded_at)
        refused = judged.filter(pl.col("verdict") == REFUSED)
        if keeps_refusals:
            store_refusals(refused=_with_raw_row(refused, file), file=file, recorded_at=recorded_at)
    return RecordedReadings(
        accepted=written,
        repeated=recorded.height + judged.filter(pl.col("verdict") == REPEATED).height,
        refusals=refused.select(list(REFUSAL_SCHEMA)),
    )


def _recorded_keys(facts: pl.DataFrame) -> pl.DataFrame:
    """Rows that were recorded before under the same import key, or stand twice under it in this batch."""
    keyed = facts.filter(pl.col("import_key").is_not_null() & pl.col("read_on").is_not_null())
    if keyed.is_empty():
        return keyed.select("row_number")
    months = keyed["read_on"].dt.month_start().unique().to_list()
    found = read_frame(
        sql_text("recorded_import_keys"),
        {"keys": text_list(keyed["import_key"]), "months": months},
        {"import_key": pl.String},
    )
    again = keyed.filter(pl.int_range(pl.len()).over("import_key") > 0).select("row_number")
    known = keyed.join(found, on="import_key", how="semi").select("row_number")
    return pl.concat([again, known]).unique()


def _has_known_codes() -> pl.Expr:
    return pl.col("quality").is_in(ReadingQuality.values).fill_null(value=False) & pl.col("origin").is_in(
        ReadingOrigin.values
    ).fill_null(value=False)


def _unknown_codes(fresh: pl.DataFrame) -> pl.DataFrame:
    """A reading with a quality or an origin that nobody knows is refused, not guessed at."""
    return (
        fresh.filter(~_has_known_codes())
        .select(
            "row_number",
            verdict=pl.lit(REFUSED),
            code=pl.lit("quality_unknown"),
            params=pl.struct("quality", "origin").struct.json_encode(),
        )
        .cast(VERDICT_SCHEMA)
    )


def _with_raw_row(refused: pl.DataFrame, file: str) -> pl.DataFrame:
    raw = pl.struct(
        "meter_serial",
        "register_code",
        "service_point_code",
        pl.col("read_on").dt.to_string("%Y-%m-%d"),
        "value_milli",
        "quality",
        "origin",
    ).struct.json_encode()
    place = pl.concat_str(pl.lit(file[:70] + ":"), "row_number")
    return refused.with_columns(row=raw, import_key=pl.coalesce("import_key", place).str.slice(0, 100))
