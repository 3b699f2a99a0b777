"""Rows of new subscribers against one another and against what is stored: new, already there, or refused."""

from dataclasses import dataclass

import polars as pl

from drita.modules.customers import queries
from drita.rules.problem_rows import PROBLEM_SCHEMA, problem_rows, without_problems

_FAR = pl.date(9999, 12, 31)


@dataclass(frozen=True, slots=True)
class MatchedRows:
    """
    What is to be stored of a slice.

    Shape: `new` has the normal rows with account_id and service_point_id (null = to be made), route_id, agency_id,
    region_id, feeder_id, transformer_id added. `ending` has contract_number and valid_to of stored contracts without an
    end that the file now ends. `unchanged` counts the other rows whose contract is stored already.
    """

    new: pl.DataFrame
    ending: pl.DataFrame
    unchanged: int
    problems: pl.DataFrame


def match_rows(*, rows: pl.DataFrame) -> MatchedRows:
    """
    (This function will) find for normal, faultless rows what they refer to, and refuse those that contradict
    one another or what is stored.

    A contract that is stored already for the same account and service point is left as it is, so that a file can be
    imported twice; its other columns are not compared, for an import never overwrites. Only an end that was not known
    is taken over: that is how an operator's monthly list tells who moved out.
    """
    stored = queries.stored_contracts(numbers=rows["contract_number"], service_points=rows["service_point_code"])
    taken = rows.join(stored, on="contract_number", how="inner", suffix="_stored")
    is_same = (pl.col("account_number") == pl.col("account_number_stored")) & (
        pl.col("service_point_code") == pl.col("service_point_code_stored")
    )
    same = taken.filter(is_same)
    ending = same.filter(pl.col("valid_to").is_not_null() & pl.col("valid_to_stored").is_null()).select(
        "row_number", "contract_number", "valid_to"
    )
    # The new contract at the same service point may stand in the same slice, so the end counts from here on.
    stored = stored.update(ending.select("contract_number", "valid_to"), on="contract_number", how="left")
    problems = [
        problem_rows(
            rows=taken,
            condition=is_same.not_(),
            code="contract_number_taken",
            params={"value": pl.col("contract_number"), "stored": pl.col("account_number_stored")},
        )
    ]
    rows = rows.join(taken.select("row_number"), on="row_number", how="anti")
    for step in (_doubled_in_slice, _with_places, _with_accounts):
        rows, found = step(rows)
        problems.append(found)
    rows, found = _with_service_points(rows, stored)
    return MatchedRows(
        new=rows,
        ending=ending,
        unchanged=same.height - ending.height,
        problems=pl.concat([PROBLEM_SCHEMA.to_frame(), *problems, found]),
    )


def _doubled_in_slice(rows: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    found = problem_rows(
        rows=rows,
        condition=pl.col("contract_number").is_first_distinct().not_(),
        code="contract_number_doubled",
        params={"value": pl.col("contract_number")},
    )
    return without_problems(rows=rows, problems=found), found


def _with_places(rows: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Add the ids of route, agency, region, feeder and transformer, all known by their codes."""
    c = pl.col
    placed = (
        rows.join(queries.route_frame(codes=rows["route_code"]), on="route_code", how="left")
        .join(queries.feeder_frame(codes=rows["feeder_code"]), on="feeder_code", how="left")
        .join(queries.transformer_frame(codes=rows["transformer_code"]), on="transformer_code", how="left")
    )
    has_transformer = c("transformer_code") != ""
    asked = (
        (c("route_id").is_null(), "route_unknown", {"value": c("route_code")}),
        (c("feeder_id").is_null(), "feeder_unknown", {"value": c("feeder_code")}),
        (has_transformer & c("transformer_id").is_null(), "transformer_unknown", {"value": c("transformer_code")}),
        (
            has_transformer & (c("fed_by_id") != c("feeder_id")),
            "transformer_elsewhere",
            {"value": c("transformer_code"), "feeder": c("feeder_code")},
        ),
    )
    found = pl.concat([problem_rows(rows=placed, condition=bad, code=code, params=p) for bad, code, p in asked])
    return without_problems(rows=placed, problems=found), found


def _with_accounts(rows: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """One account may have many contracts (a ministry has thousands), but all its rows must name the same holder."""
    stored = queries.stored_accounts(numbers=rows["account_number"])
    first_of_file = pl.col("name_folded").first().over("account_number", order_by="row_number")
    first_name = pl.col("name").first().over("account_number", order_by="row_number")
    held = rows.join(stored, on="account_number", how="left", maintain_order="left").with_columns(
        pl.coalesce("stored_folded", first_of_file).alias("holder_folded"),
        pl.coalesce("stored_name", first_name).alias("holder_name"),
    )
    found = problem_rows(
        rows=held,
        condition=pl.col("holder_folded") != pl.col("name_folded"),
        code="account_differs",
        params={"value": pl.col("account_number"), "stored": pl.col("holder_name"), "given": pl.col("name")},
    )
    drop = ("holder_folded", "holder_name", "stored_folded", "stored_name")
    return without_problems(rows=held, problems=found).drop(drop), found


def _with_service_points(rows: pl.DataFrame, stored: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Two contracts at one service point must not be in force on the same day, whether stored or both new."""
    columns = ("contract_number", "service_point_code", "valid_from", "valid_to")
    # Only service points that occur more than once can collide; in an ordinary file these are none.
    both = pl.concat(
        [
            rows.select("row_number", *columns),
            stored.select(pl.lit(-1, dtype=pl.Int64).alias("row_number"), *columns),
        ]
    ).filter(pl.len().over("service_point_code") > 1)
    pairs = both.filter(pl.col("row_number") >= 0).join(both, on="service_point_code", suffix="_other")
    is_overlap = (pl.col("valid_from") < pl.col("valid_to_other").fill_null(_FAR)) & (
        pl.col("valid_from_other") < pl.col("valid_to").fill_null(_FAR)
    )
    # Of two new rows the later one is refused; a stored contract (row -1) always stays.
    collisions = pairs.filter(is_overlap & (pl.col("row_number_other") < pl.col("row_number")))
    found = problem_rows(
        rows=collisions.unique("row_number", keep="first", maintain_order=True),
        condition=pl.lit(True),
        code="service_point_occupied",
        params={"value": pl.col("service_point_code"), "stored": pl.col("contract_number_other")},
    )
    kept = without_problems(rows=rows, problems=found)
    known = queries.stored_service_points(codes=kept["service_point_code"])
    return kept.join(known, on="service_point_code", how="left", maintain_order="left"), found
