"""What the database knows about incoming readings: registers, places, multipliers, accounts, neighbours."""

from datetime import date
from typing import Final

import polars as pl

from drita.foundation.frames import read_frame
from drita.modules.metering.sql_files import sql_text, text_list
from drita.rules.metering.reading_neighbours import GUESSED

REGISTER_FACTS: Final = pl.Schema(
    {
        "meter_serial": pl.String,
        "register_code": pl.String,
        "register_id": pl.Int64,
        "dials": pl.Int64,
        "decimals": pl.Int64,
        "phases": pl.Int64,
    }
)
INSTALLATION_FACTS: Final = pl.Schema(
    {
        "meter_serial": pl.String,
        "installed_from": pl.Date,
        "installed_to": pl.Date,
        "service_point_id": pl.Int64,
        "installed_at": pl.String,
    }
)
MULTIPLIER_FACTS: Final = pl.Schema(
    {
        "register_id": pl.Int64,
        "multiplied_from": pl.Date,
        "multiplier_milli": pl.Int64,
    }
)
ACCOUNT_FACTS: Final = pl.Schema(
    {
        "service_point_id": pl.Int64,
        "contract_from": pl.Date,
        "contract_to": pl.Date,
        "account_id": pl.Int64,
    }
)
KNOWN_READINGS: Final = pl.Schema(
    {
        "register_id": pl.Int64,
        "read_on": pl.Date,
        "value_milli": pl.Int64,
        "quality": pl.String,
        "revision": pl.Int64,
    }
)
# Two monthly readings before the batch say how much is used; registers with fewer are asked for apart.
MONTHS_LOOKED_BACK: Final = 2
READINGS_NEEDED_BEFORE: Final = 2


def with_register_facts(incoming: pl.DataFrame) -> pl.DataFrame:
    """
    (This function will) set beside each incoming reading its register, place, multiplier and account.

    Shape: incoming with meter_serial, register_code, read_on -> + is_meter_known, register_id, dials,
    decimals, phases, multiplier_milli, service_point_id, installed_at, account_id; null where there is none.
    """
    serials = text_list(incoming["meter_serial"].unique())
    registers = read_frame(sql_text("registers_of_meters"), {"serials": serials}, REGISTER_FACTS)
    known_meters = registers.select("meter_serial").unique().with_columns(is_meter_known=pl.lit(value=True))
    found = incoming.join(known_meters, on="meter_serial", how="left").join(
        registers.filter(pl.col("register_id").is_not_null()), on=["meter_serial", "register_code"], how="left"
    )
    placed = _with_place(found, serials)
    multiplied = _with_multiplier(placed)
    return _with_account(multiplied).with_columns(pl.col("is_meter_known").fill_null(value=False))


def _with_place(rows: pl.DataFrame, serials: str) -> pl.DataFrame:
    places = read_frame(sql_text("installations_of_meters"), {"serials": serials}, INSTALLATION_FACTS)
    joined = _latest_before(rows, places, by="meter_serial", since="installed_from")
    # The reading of a removal stands on the day after the last full day, which is the end of the period.
    is_there = pl.col("installed_to").is_null() | (pl.col("read_on") <= pl.col("installed_to"))
    return joined.with_columns(
        service_point_id=pl.when(is_there).then("service_point_id"),
        installed_at=pl.when(is_there).then("installed_at"),
    ).drop("installed_to")


def _with_multiplier(rows: pl.DataFrame) -> pl.DataFrame:
    registers = text_list(rows["register_id"].unique())
    multipliers = read_frame(sql_text("multipliers_of_registers"), {"registers": registers}, MULTIPLIER_FACTS)
    return _latest_before(rows, multipliers, by="register_id", since="multiplied_from")


def _with_account(rows: pl.DataFrame) -> pl.DataFrame:
    points = text_list(rows["service_point_id"].unique())
    contracts = read_frame(sql_text("accounts_of_service_points"), {"service_points": points}, ACCOUNT_FACTS)
    joined = _latest_before(rows, contracts, by="service_point_id", since="contract_from")
    is_running = pl.col("contract_to").is_null() | (pl.col("read_on") <= pl.col("contract_to"))
    return joined.with_columns(account_id=pl.when(is_running).then("account_id")).drop("contract_to")


def _latest_before(rows: pl.DataFrame, facts: pl.DataFrame, *, by: str, since: str) -> pl.DataFrame:
    """Join the fact that began last on or before the reading's day; rows without a day get none."""
    order = "_order"
    numbered = rows.with_row_index(order)
    has_key = pl.col("read_on").is_not_null() & pl.col(by).is_not_null()
    joined = (
        numbered.filter(has_key)
        .sort("read_on")
        .join_asof(
            facts.rename({since: "_since"}).sort("_since"),
            left_on="read_on",
            right_on="_since",
            by=by,
            strategy="backward",
            check_sortedness=False,
        )
        .drop("_since", strict=False)
    )
    return pl.concat([joined, numbered.filter(~has_key)], how="diagonal").sort(order).drop(order)


def known_readings(candidates: pl.DataFrame) -> pl.DataFrame:
    """
    (This function will) load the readings that incoming ones are judged against.

    All newest revisions from two months before the earliest incoming day on, and for registers with
    fewer than two real ones before their first incoming day the last two older ones.

    Shape: candidates with register_id, read_on (nulls are passed over) -> KNOWN_READINGS.
    """
    firsts = (
        candidates.filter(pl.col("register_id").is_not_null() & pl.col("read_on").is_not_null())
        .group_by("register_id")
        .agg(first_on=pl.col("read_on").min())
    )
    if firsts.is_empty():
        return pl.DataFrame(schema=KNOWN_READINGS)
    earliest = firsts["first_on"].min()
    assert isinstance(earliest, date)
    from_month = _months_before(earliest, MONTHS_LOOKED_BACK)
    recent = read_frame(
        sql_text("known_readings"),
        {"registers": text_list(firsts["register_id"]), "from_month": from_month},
        KNOWN_READINGS,
    )
    enough = (
        recent.join(firsts, on="register_id")
        .filter((pl.col("read_on") < pl.col("first_on")) & ~pl.col("quality").is_in(GUESSED))
        .group_by("register_id")
        .len()
        .filter(pl.col("len") >= READINGS_NEEDED_BEFORE)
    )
    short = firsts.join(enough, on="register_id", how="anti")["register_id"]
    if short.is_empty():
        return recent
    older = read_frame(
        sql_text("older_real_readings"), {"registers": text_list(short), "before_month": from_month}, KNOWN_READINGS
    )
    return pl.concat([recent, older])


def _months_before(day: date, months: int) -> date:
    """The first day of the month that lies so many months before the day's."""
    number = day.year * 12 + day.month - 1 - months
    return date(number // 12, number % 12 + 1, 1)
