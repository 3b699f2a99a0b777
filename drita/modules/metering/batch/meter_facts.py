"""What is known of the meters, registers and places that rows of a meter file name."""

from typing import Final

import polars as pl

from drita.foundation.frames import read_frame
from drita.modules.metering.batch.reading_facts import REGISTER_FACTS
from drita.modules.metering.sql_files import sql_text, text_list

METER_FACTS: Final = pl.Schema(
    {
        "meter_serial": pl.String,
        "meter_id": pl.Int64,
        "known_kind": pl.String,
        "known_phases": pl.Int64,
    }
)
PLACE_FACTS: Final = pl.Schema({"service_point_code": pl.String, "service_point_id": pl.Int64})
INSTALLATION_FACTS: Final = pl.Schema(
    {
        "meter_id": pl.Int64,
        "meter_serial": pl.String,
        "service_point_id": pl.Int64,
        "role": pl.String,
        "known_from": pl.Date,
        "known_to": pl.Date,
    }
)


def with_meter_facts(rows: pl.DataFrame) -> pl.DataFrame:
    """
    (This function will) set beside each row what is known of its meter, register and place.

    Shape: rows of METER_ROW_SCHEMA -> + meter_id, known_kind, known_phases, register_id, known_dials,
    known_decimals, service_point_id (null = unknown), is_new_place (an installation is named that is not
    there yet), is_removal (the end of an installation that is known without one), is_place_taken,
    is_meter_taken (it overlaps another, of the database or of an earlier row).
    """
    serials = text_list(rows["meter_serial"].unique())
    codes = text_list(rows["service_point_code"].unique())
    meters = read_frame(sql_text("meters_by_serial"), {"serials": serials}, METER_FACTS)
    registers = read_frame(sql_text("registers_of_meters"), {"serials": serials}, REGISTER_FACTS)
    places = read_frame(sql_text("service_points_by_code"), {"codes": codes}, PLACE_FACTS)
    found = (
        rows.join(meters, on="meter_serial", how="left")
        .join(
            registers.filter(pl.col("register_id").is_not_null()).select(
                "meter_serial", "register_code", "register_id", known_dials="dials", known_decimals="decimals"
            ),
            on=["meter_serial", "register_code"],
            how="left",
        )
        .join(places, on="service_point_code", how="left")
    )
    installations = read_frame(
        sql_text("installations_around"),
        {"meters": text_list(meters["meter_id"]), "service_points": text_list(places["service_point_id"])},
        INSTALLATION_FACTS,
    )
    return _with_installation_facts(found, installations)


def _with_installation_facts(found: pl.DataFrame, installations: pl.DataFrame) -> pl.DataFrame:
    named = (
        found.filter(pl.col("service_point_id").is_not_null() & pl.col("installed_on").is_not_null())
        .group_by("meter_serial", "service_point_id", "installed_on", maintain_order=True)
        .agg(pl.col("removed_on").first(), pl.col("row_number").min())
    )
    key = ["meter_serial", "service_point_id", "installed_on"]
    met = named.join(
        installations.select("meter_serial", "service_point_id", installed_on="known_from", known_to="known_to"),
        on=key,
        how="inner",
    )
    known = met.filter(pl.col("known_to").eq_missing(pl.col("removed_on")))
    removals = met.filter(pl.col("known_to").is_null() & pl.col("removed_on").is_not_null())
    new = named.join(pl.concat([known, removals]), on="row_number", how="anti")
    # Whatever takes the place from the day of a removal on does not overlap the meter that is taken away.
    ended = removals.select("meter_serial", "service_point_id", "removed_on", known_from="installed_on")
    installations = installations.join(
        ended, on=["meter_serial", "service_point_id", "known_from"], how="left"
    ).with_columns(known_to=pl.coalesce("known_to", "removed_on"))
    others = pl.concat(
        [
            installations.select(
                "meter_serial", "service_point_id", "known_from", "known_to", other_row=pl.lit(-1, pl.Int64)
            ),
            new.select(
                "meter_serial",
                "service_point_id",
                known_from="installed_on",
                known_to="removed_on",
                other_row="row_number",
            ),
        ]
    )
    by_place = _overlapping(new, others, "service_point_id").select("row_number", is_place_taken=pl.lit(value=True))
    by_meter = _overlapping(new, others, "meter_serial").select("row_number", is_meter_taken=pl.lit(value=True))
    judged = (
        new.join(by_place, on="row_number", how="left")
        .join(by_meter, on="row_number", how="left")
        .select(*key, "is_place_taken", "is_meter_taken", is_new_place=pl.lit(value=True))
    )
    flags = ("is_new_place", "is_removal", "is_place_taken", "is_meter_taken")
    return (
        found.join(judged, on=key, how="left")
        .join(removals.select(*key, is_removal=pl.lit(value=True)), on=key, how="left")
        .with_columns(pl.col(flags).fill_null(value=False))
    )


def _overlapping(new: pl.DataFrame, others: pl.DataFrame, key: str) -> pl.DataFrame:
    """New installations that overlap a known one, or one of an earlier row, of the same meter or place."""
    ends_after = pl.col("known_to").is_null() | (pl.col("known_to") > pl.col("installed_on"))
    begins_before = pl.col("removed_on").is_null() | (pl.col("known_from") < pl.col("removed_on"))
    return (
        new.join(others, on=key, how="inner", suffix="_other")
        .filter((pl.col("other_row") < pl.col("row_number")) & ends_after & begins_before)
        .select("row_number")
        .unique()
    )
