"""Where incoming interval days belong, and what is known of the same days."""

from typing import Final

import polars as pl

from drita.foundation.frames import read_frame
from drita.modules.metering.batch.reading_facts import with_register_facts
from drita.modules.metering.sql_files import sql_text, text_list

KNOWN_DAY_SCHEMA: Final = pl.Schema(
    {
        "register_id": pl.Int64(),
        "day": pl.Date(),
        "interval_minutes": pl.Int32(),
        "values_wh": pl.List(pl.Int64),
        "qualities": pl.String(),
        "revision": pl.Int64(),
    }
)


def with_interval_facts(days: pl.DataFrame) -> pl.DataFrame:
    """
    (This function will) set beside each interval day its register, place and account.

    A day belongs to the meter that hangs there on it: unlike a reading, the day of the removal does not.

    Shape: meter_serial, register_code, day and others -> + is_meter_known, register_id, phases,
    service_point_id, multiplier_milli, account_id; null where there is none.
    """
    at_start = with_register_facts(days.with_columns(read_on=pl.col("day"))).drop("read_on")
    # A reading on the day of the removal still belongs there, a day of intervals does not: the place of
    # the day after must be the same one.
    at_end = with_register_facts(days.with_columns(read_on=pl.col("day").dt.offset_by("1d"))).select(
        "row_number", place_at_end="service_point_id"
    )
    is_whole_day_there = pl.col("service_point_id") == pl.col("place_at_end")
    return (
        at_start.join(at_end, on="row_number", how="left")
        .with_columns(service_point_id=pl.when(is_whole_day_there).then("service_point_id"))
        .drop("place_at_end")
    )


def known_interval_days(days: pl.DataFrame) -> pl.DataFrame:
    """
    (This function will) load the newest revisions of the same registers and days.

    Shape: rows with register_id, day -> KNOWN_DAY_SCHEMA.
    """
    asked = days.filter(pl.col("register_id").is_not_null())
    if asked.is_empty():
        return pl.DataFrame(schema=KNOWN_DAY_SCHEMA)
    return read_frame(
        sql_text("known_interval_days"),
        {
            "registers": text_list(asked["register_id"].unique()),
            "first": asked["day"].min(),
            "last": asked["day"].max(),
        },
        KNOWN_DAY_SCHEMA,
    )
