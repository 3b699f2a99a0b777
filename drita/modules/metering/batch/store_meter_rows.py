"""New meters, registers, multipliers and installations by COPY."""

from datetime import date
from typing import Final

import polars as pl
from django.db import connection

from drita.foundation.bulk_copy import copy_frame, draw_ids
from drita.modules.metering.choices import REGISTER_CODES, InstallationRole
from drita.modules.metering.sql_files import sql_text

# A multiplier that was never changed holds for all time before the first reading too.
_EVER: Final = date(1990, 1, 1)


def store_meter_rows(fresh: pl.DataFrame) -> None:
    """
    (This function will) write what is new in sound rows of a meter file.

    Shape: rows of with_meter_facts without problems; meters and registers that are known (meter_id,
    register_id not null) are not written again.
    """
    if fresh.is_empty():
        return
    meters = _store_meters(fresh)
    with_meter = fresh.drop("meter_id").join(meters, on="meter_serial", how="left")
    _store_registers(with_meter.filter(pl.col("register_id").is_null()))
    # The old meter goes before the new one comes: the database refuses two at one place on one day.
    _end_installations(with_meter.filter("is_removal"))
    _store_installations(with_meter.filter("is_new_place"))


def _store_meters(fresh: pl.DataFrame) -> pl.DataFrame:
    """Write meters that are not known; give serial and id of all."""
    distinct = fresh.unique("meter_serial", keep="first", maintain_order=True)
    new = distinct.filter(pl.col("meter_id").is_null())
    ids = draw_ids(connection, "metering_meter_id_seq", new.height)
    rows = new.select(
        pl.Series("id", list(ids), dtype=pl.Int64),
        "kind",
        "phases",
        "verification_due",
        serial="meter_serial",
        manufacturer=pl.col("manufacturer").fill_null(""),
    )
    copy_frame(connection, rows, "metering_meter")
    known = distinct.filter(pl.col("meter_id").is_not_null()).select("meter_serial", "meter_id")
    return pl.concat([known, rows.select(meter_serial="serial", meter_id="id")])


def _store_registers(rows: pl.DataFrame) -> None:
    new = rows.unique(["meter_serial", "register_code"], keep="first", maintain_order=True)
    ids = draw_ids(connection, "metering_register_id_seq", new.height)
    determinants = {code: str(meaning[0]) for code, meaning in REGISTER_CODES.items()}
    zones = {code: meaning[1] for code, meaning in REGISTER_CODES.items()}
    registers = new.select(
        pl.Series("id", list(ids), dtype=pl.Int64),
        "meter_id",
        "dials",
        "decimals",
        "multiplier_milli",
        code="register_code",
        determinant=pl.col("register_code").replace_strict(determinants, return_dtype=pl.String),
        zone=pl.col("register_code").replace_strict(zones, return_dtype=pl.String),
    )
    copy_frame(connection, registers.drop("multiplier_milli"), "metering_register")
    multipliers = registers.select("multiplier_milli", register_id="id", valid_period=pl.lit(f"[{_EVER},)"))
    copy_frame(connection, multipliers, "metering_registermultiplier")


def _end_installations(rows: pl.DataFrame) -> None:
    ended = rows.unique(["meter_id", "service_point_id", "installed_on"], keep="first").select(
        "meter_id", "service_point_id", "installed_on", "removed_on"
    )
    with connection.cursor() as cursor:
        cursor.executemany(sql_text("end_installation"), ended.to_dicts())


def _store_installations(rows: pl.DataFrame) -> None:
    new = rows.unique(["meter_id", "service_point_id", "installed_on"], keep="first", maintain_order=True)
    period = pl.concat_str(
        pl.lit("["),
        pl.col("installed_on").dt.to_string("%Y-%m-%d"),
        pl.lit(","),
        pl.col("removed_on").dt.to_string("%Y-%m-%d").fill_null(""),
        pl.lit(")"),
    )
    installations = new.select(
        "meter_id", "service_point_id", role=pl.lit(InstallationRole.MAIN.value), valid_period=period
    )
    copy_frame(connection, installations, "metering_installation")
