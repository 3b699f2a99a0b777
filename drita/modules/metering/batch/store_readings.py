"""Accepted readings into the partitioned table, refused ones beside it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

import polars as pl
from django.db import connection

from drita.foundation.bulk_copy import copy_frame
from drita.foundation.frames import read_frame
from drita.modules.metering.sql_files import sql_text, text_list

READING_COLUMNS: Final = (
    "read_month",
    "register_id",
    "service_point_id",
    "account_id",
    "read_on",
    "read_at",
    "value_milli",
    "quality",
    "origin",
    "latitude",
    "longitude",
    "reader_code",
    "note",
    "revision",
    "recorded_at",
    "import_key",
)


def ensure_months(table: str, months: Sequence[date]) -> None:
    """(This function will) see to it that the table has a partition for each of these months."""
    with connection.cursor() as cursor:
        for month in sorted(set(months)):
            cursor.execute("SELECT foundation_ensure_month(%s::regclass, %s)", [table, month])


def store_readings(*, accepted: pl.DataFrame, known: pl.DataFrame, recorded_at: datetime) -> int:
    """
    (This function will) write accepted readings as new revisions of their register and day.

    Shape: accepted with READING_COLUMNS but read_month, revision, recorded_at; known with register_id,
    read_on, revision. Returns the number of rows written.
    """
    if accepted.is_empty():
        return 0
    newest = known.group_by("register_id", "read_on").agg(newest=pl.col("revision").max())
    rows = accepted.join(newest, on=["register_id", "read_on"], how="left").with_columns(
        read_month=pl.col("read_on").dt.month_start(),
        recorded_at=pl.lit(recorded_at),
        revision=pl.col("newest").fill_null(-1) + pl.int_range(1, pl.len() + 1).over("register_id", "read_on"),
    )
    ensure_months("metering_reading", rows["read_month"].unique().to_list())
    return copy_frame(connection, rows, "metering_reading", READING_COLUMNS)


def store_refusals(*, refused: pl.DataFrame, file: str, recorded_at: datetime) -> None:
    """
    (This function will) keep refused readings with their inputs; one that is kept already is left alone.

    Shape: refused with row_number, row (JSON), code, params (JSON), meter_serial, service_point_id, read_on,
    import_key.
    """
    if refused.is_empty():
        return
    kept = read_frame(
        sql_text("kept_refusals"),
        {"keys": text_list(refused["import_key"])},
        {"import_key": pl.String, "code": pl.String},
    )
    rows = (
        refused.join(kept, on=["import_key", "code"], how="anti")
        .unique(["import_key", "code"], keep="first", maintain_order=True)
        .with_columns(
            file=pl.lit(file),
            recorded_at=pl.lit(recorded_at),
            meter_serial=pl.col("meter_serial").fill_null("").str.slice(0, 32),
        )
    )
    columns = ["file", "row_number", "row", "code", "params", "meter_serial", "service_point_id", "read_on"]
    copy_frame(connection, rows, "metering_readingrefusal", [*columns, "import_key", "recorded_at"])
