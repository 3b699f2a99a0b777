"""Meters, registers, readings and interval days of the synthetic operator."""

from datetime import date, timedelta
from typing import Any

import numpy as np
import polars as pl

from drita.foundation.bulk_copy import copy_frame, draw_ids
from drita.rules.billing.bill_month import month_shifted
from drita.rules.calendars.local_time import clock_minutes_of_local_day

SINCE = date(2020, 1, 1)
UNREAD_SHARE = 0.14
EXCHANGED_SHARE = 0.03
MINUTES = 15
_REGISTERS = {
    "household": (("A+", "active_import", ""),),
    "business": (("A+", "active_import", ""), ("R+", "reactive_import", "")),
    "zones": (("A+T1", "active_import", "peak"), ("A+T2", "active_import", "offpeak")),
    "interval": (("A+", "active_import", ""), ("R+", "reactive_import", "")),
}


def write_meters(
    connection: Any, *, people: pl.DataFrame, bill_month: date, random: np.random.Generator
) -> pl.DataFrame:
    """
    (This function will) hang a meter at every service point, exchange some in mid-month, and read most of them.

    Shape of the result: one row per register that stood at the beginning of the month: contract_id, account_id, kind,
    register_id, meter_serial, code, determinant, zone, before_milli, consumption_milli.
    """
    swap_on = bill_month + timedelta(days=14)
    drawn = people.with_columns(
        swap=pl.Series(random.random(people.height)), unread=pl.Series(random.random(people.height))
    ).with_columns(
        is_swapped=(pl.col("swap") < EXCHANGED_SHARE) & (pl.col("kind") != "interval"),
        is_unread=(pl.col("unread") < UNREAD_SHARE) & pl.col("kind").is_in(["household", "business"]),
    )
    first = _hang(connection, drawn, "M", SINCE, pl.when("is_swapped").then(pl.lit(swap_on)))
    second = _hang(connection, drawn.filter("is_swapped"), "N", swap_on, pl.lit(None, pl.Date))
    registers = pl.concat([first.with_columns(is_new=pl.lit(False)), second.with_columns(is_new=pl.lit(True))])
    kwh = np.minimum(random.lognormal(5.2, 0.7, registers.height), 4_000)
    registers = registers.with_columns(
        before_milli=pl.when("is_new")
        .then(0)
        .otherwise(pl.Series(random.integers(1_000, 60_000, registers.height)) * 1000),
        consumption_milli=pl.Series(kwh.astype(np.int64)) * 1000,
    )
    _write_readings(connection, registers, bill_month, swap_on)
    _write_intervals(connection, first.filter(pl.col("kind") == "interval"), bill_month, random)
    return registers.filter(~pl.col("is_new"))


def _hang(connection: Any, points: pl.DataFrame, letter: str, since: date, until: pl.Expr) -> pl.DataFrame:
    """One meter with its registers and multipliers at each point; returns the registers."""
    count = points.height
    if not count:
        return _registers_of(points.with_columns(meter_id=pl.lit(0, pl.Int64), serial=pl.lit("")))
    ids = draw_ids(connection, "metering_meter_id_seq", count)
    hung = points.with_columns(
        meter_id=pl.Series(ids, dtype=pl.Int64), serial=pl.format("{}{}", pl.lit(letter), "number"), until=until
    )
    copy_frame(
        connection,
        hung.select(
            id="meter_id",
            serial="serial",
            kind=pl.when(pl.col("kind") == "interval").then(pl.lit("interval")).otherwise(pl.lit("electronic")),
            manufacturer=pl.lit("Bench"),
            phases=pl.when(pl.col("kind") == "household").then(1).otherwise(3),
        ),
        "metering_meter",
    )
    end = pl.col("until").dt.to_string("%Y-%m-%d").fill_null("")
    copy_frame(
        connection,
        hung.select(
            role=pl.lit("main"),
            valid_period=pl.format("[{},{})", pl.lit(since.isoformat()), end),
            service_point_id="service_point_id",
            meter_id="meter_id",
        ),
        "metering_installation",
    )
    registers = _registers_of(hung)
    register_ids = draw_ids(connection, "metering_register_id_seq", registers.height)
    registers = registers.with_columns(register_id=pl.Series(register_ids, dtype=pl.Int64))
    copy_frame(
        connection,
        registers.select(
            "code", "determinant", "zone", "meter_id", id="register_id", dials=pl.lit(6), decimals=pl.lit(0)
        ),
        "metering_register",
    )
    copy_frame(
        connection,
        registers.select("register_id", multiplier_milli=pl.lit(1000), valid_period=pl.lit(f"[{SINCE.isoformat()},)")),
        "metering_registermultiplier",
    )
    return registers


def _registers_of(hung: pl.DataFrame) -> pl.DataFrame:
    kinds = pl.DataFrame(
        [(kind, *row) for kind, rows in _REGISTERS.items() for row in rows],
        schema=["kind", "code", "determinant", "zone"],
        orient="row",
    )
    kept = ("contract_id", "account_id", "service_point_id", "kind", "is_swapped", "is_unread", "meter_id")
    return (
        hung.select(*kept, meter_serial="serial")
        .join(kinds, on="kind", maintain_order="left")
        .with_columns(register_id=pl.lit(0, pl.Int64))
    )


def _write_readings(connection: Any, registers: pl.DataFrame, bill_month: date, swap_on: date) -> None:
    end = month_shifted(month=bill_month, months=1)
    dial = registers.filter(pl.col("kind") != "interval")
    old, new = dial.filter(~pl.col("is_new")), dial.filter("is_new")
    after = pl.col("before_milli") + pl.col("consumption_milli")
    parts = [
        _reading(old, bill_month, pl.col("before_milli"), "actual"),
        _reading(old.filter(~pl.col("is_swapped") & ~pl.col("is_unread")), end, after, "actual"),
        _reading(old.filter("is_swapped"), swap_on, after, "removal"),
        _reading(new, swap_on, pl.col("before_milli"), "installation"),
        _reading(new, end, after, "actual"),
    ]
    with connection.cursor() as cursor:
        for month in (bill_month, end):
            cursor.execute("SELECT foundation_ensure_month('metering_reading', %s)", [month])
    copy_frame(connection, pl.concat(parts), "metering_reading")


def _reading(registers: pl.DataFrame, read_on: date, value: pl.Expr, quality: str) -> pl.DataFrame:
    return registers.select(
        "register_id",
        "service_point_id",
        "account_id",
        read_month=pl.lit(read_on.replace(day=1)),
        read_on=pl.lit(read_on),
        value_milli=value,
        quality=pl.lit(quality),
        origin=pl.lit("reader"),
    )


def _write_intervals(connection: Any, registers: pl.DataFrame, bill_month: date, random: np.random.Generator) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT foundation_ensure_month('metering_intervalday', %s)", [bill_month])
    day, end = bill_month, month_shifted(month=bill_month, months=1)
    while day < end and registers.height:
        places = len(clock_minutes_of_local_day(day=day, interval_minutes=MINUTES))
        values = random.integers(500, 9_000, (registers.height, places))
        frame = registers.select(
            "register_id",
            "service_point_id",
            "account_id",
            day_month=pl.lit(bill_month),
            day=pl.lit(day),
            interval_minutes=pl.lit(MINUTES),
            values_wh=pl.Series(values).arr.to_list(),
            qualities=pl.lit("A" * places),
        )
        copy_frame(connection, frame, "metering_intervalday")
        day += timedelta(days=1)
