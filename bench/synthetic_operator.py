"""
A synthetic operator of N subscribers, written straight into the tables by COPY.

For the bench and for tests of volume only: the demo's operator enters by `drita import` like anybody's. The mix follows
what is known of the trade: 85 % households, 2 % with interval meters, 14 % unread, 3 % exchanged meters, 37 % overdue.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import numpy as np
import polars as pl

from bench.synthetic_history import write_history
from bench.synthetic_meters import write_meters
from drita.foundation.bulk_copy import copy_frame, draw_ids
from drita.modules.ledger.operations.load_ledger_reference import load_ledger_reference
from drita.modules.tariffs.operations.load_reference_tariffs import load_reference_tariffs
from drita.rules.billing.bill_month import month_shifted

CONTRACTS_BEGAN = date(2020, 1, 1)
SUBSCRIBERS_ON_A_ROUTE = 1_200
ROUTES_OF_AN_AGENCY = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class SyntheticOperator:
    """What was built: the people (one row a contract) and the month whose readings are waiting."""

    people: pl.DataFrame
    bill_month: date


def build_operator(connection: Any, *, subscribers: int, bill_month: date, seed: int) -> SyntheticOperator:
    """
    (This function will) fill an empty, migrated database with an operator that is ready to bill a month.

    The month before is billed already (bills, readings and history stand there), 37 % of the accounts have not paid it.
    Raises what the reference data raise.
    """
    random = np.random.default_rng(seed)
    at = datetime.combine(month_shifted(month=bill_month, months=1), datetime.min.time(), UTC)
    load_ledger_reference(today=at.date())
    load_reference_tariffs(at=at)
    places = _write_places(connection, subscribers)
    people = _write_people(connection, places, subscribers, random)
    meters = write_meters(connection, people=people, bill_month=bill_month, random=random)
    write_history(connection, people=people, meters=meters, bill_month=bill_month, random=random, at=at)
    return SyntheticOperator(people=people, bill_month=bill_month)


def _ids(connection: Any, table: str, count: int) -> pl.Series:
    drawn = draw_ids(connection, f"{table}_id_seq", count)
    return pl.Series("id", drawn, dtype=pl.Int64)


def _numbered(count: int) -> pl.DataFrame:
    return pl.DataFrame({"n": pl.int_range(0, count, dtype=pl.Int64, eager=True)})


def _write_places(connection: Any, subscribers: int) -> pl.DataFrame:
    """Routes of some 1,200 subscribers, 25 to an agency, agencies spread over eleven regions."""
    route_count = max(1, -(-subscribers // SUBSCRIBERS_ON_A_ROUTE))
    agency_count = max(1, -(-route_count // ROUTES_OF_AN_AGENCY))
    region_count = min(11, agency_count)
    regions = _numbered(region_count).select(
        _ids(connection, "organisation_region", region_count),
        code=pl.format("R{}", pl.col("n").cast(pl.String).str.zfill(2)),
        name=pl.format("Drejtoria {}", "n"),
    )
    copy_frame(connection, regions, "organisation_region")
    agencies = _numbered(agency_count).select(
        _ids(connection, "organisation_agency", agency_count),
        code=pl.format("A{}", pl.col("n").cast(pl.String).str.zfill(3)),
        name=pl.format("Agjencia {}", "n"),
        region_id=regions["id"].gather(_numbered(agency_count)["n"] % region_count),
    )
    copy_frame(connection, agencies, "organisation_agency")
    routes = _numbered(route_count).select(
        _ids(connection, "organisation_route", route_count),
        code=pl.format("RR{}", pl.col("n").cast(pl.String).str.zfill(5)),
        name=pl.format("Rruga {}", "n"),
        agency_id=agencies["id"].gather(_numbered(route_count)["n"] % agency_count),
    )
    copy_frame(connection, routes, "organisation_route")
    feeder = pl.DataFrame(
        {"id": _ids(connection, "network_feeder", 1), "code": ["F1"], "name": ["Fideri 1"]}
    ).with_columns(substation=pl.lit("N/S 1"), voltage_level=pl.lit("mv_6_20"))
    copy_frame(connection, feeder, "network_feeder")
    return routes.join(
        agencies.select(agency_id="id", region_id="region_id"), on="agency_id", maintain_order="left"
    ).select(route_id="id", agency_id="agency_id", region_id="region_id", feeder_id=pl.lit(feeder["id"][0]))


def _write_people(connection: Any, places: pl.DataFrame, subscribers: int, random: np.random.Generator) -> pl.DataFrame:
    draw = pl.Series(random.random(subscribers))
    kind = (
        pl.when(pl.col("draw") < 0.02)
        .then(pl.lit("interval"))
        .when(pl.col("draw") < 0.12)
        .then(pl.lit("business"))
        .when(pl.col("draw") < 0.15)
        .then(pl.lit("zones"))
        .otherwise(pl.lit("household"))
    )
    people = _numbered(subscribers).with_columns(draw=draw).with_columns(kind=kind)
    is_household = pl.col("kind") == "household"
    people = people.with_columns(
        party_id=_ids(connection, "customers_party", subscribers),
        account_id=_ids(connection, "customers_account", subscribers),
        premises_id=_ids(connection, "customers_premises", subscribers),
        service_point_id=_ids(connection, "customers_servicepoint", subscribers),
        contract_id=_ids(connection, "customers_contract", subscribers),
        number=pl.col("n").cast(pl.String).str.zfill(8),
        account_class=pl.when(is_household).then(pl.lit("household")).otherwise(pl.lit("business")),
        category=pl.when(is_household).then(pl.lit("household")).otherwise(pl.lit("private")),
        tariff_code=pl.when(is_household)
        .then(pl.lit("AL-HOUSEHOLD"))
        .when(pl.col("kind") == "interval")
        .then(pl.lit("AL-MV-6-20"))
        .otherwise(pl.lit("AL-LV-04")),
    )
    where = pl.col("n") // SUBSCRIBERS_ON_A_ROUTE
    people = people.with_columns(
        *(places[name].gather(people.select(where)["n"]).alias(name) for name in places.columns),
        walk_position=pl.col("n") % SUBSCRIBERS_ON_A_ROUTE + 1,
    )
    _copy_customers(connection, people)
    return people


def _copy_customers(connection: Any, people: pl.DataFrame) -> None:
    since = pl.lit(f"[{CONTRACTS_BEGAN},)")
    copy_frame(connection, _parties(people), "customers_party")
    accounts = people.select(
        id="account_id",
        number=pl.format("A{}", "number"),
        account_class="account_class",
        language=pl.when(pl.col("n") % 20 == 0).then(pl.lit("en")).otherwise(pl.lit("sq")),
        party_id="party_id",
    )
    copy_frame(connection, accounts, "customers_account")
    copy_frame(connection, _premises(people), "customers_premises")
    copy_frame(connection, _service_points(people), "customers_servicepoint")
    contracts = people.select(
        id="contract_id",
        number=pl.format("K{}", "number"),
        valid_period=since,
        interest_class=pl.lit("standard"),
        account_id="account_id",
        service_point_id="service_point_id",
    )
    copy_frame(connection, contracts, "customers_contract")
    categories = people.select("category", "tariff_code", valid_period=since, contract_id="contract_id")
    copy_frame(connection, categories, "customers_contractcategoryperiod")


def _parties(people: pl.DataFrame) -> pl.DataFrame:
    name = pl.format("Abonent {}", "number")
    return people.select(
        id="party_id",
        kind=pl.when(pl.col("kind") == "household").then(pl.lit("person")).otherwise(pl.lit("company")),
        name=name,
        given_name=pl.lit("Abonent"),
        family_name="number",
        name_folded=name.str.to_lowercase(),
        name_folded_reversed=pl.format("{} abonent", "number"),
        sort_key=name.str.to_lowercase(),
        email=pl.lit(""),
    )


def _premises(people: pl.DataFrame) -> pl.DataFrame:
    return people.select(
        id="premises_id",
        street=pl.format("Rruga {}", pl.col("n") % 977),
        building=(pl.col("n") % 60 + 1).cast(pl.String),
        entrance=(pl.col("n") % 4 + 1).cast(pl.String),
        floor=(pl.col("n") % 9).cast(pl.String),
        apartment=(pl.col("n") % 36 + 1).cast(pl.String),
        quarter=pl.lit(""),
        village=pl.lit(""),
        administrative_unit=pl.format("{}", pl.col("n") % 11 + 1),
        municipality=pl.lit("Tiranë"),
        county=pl.lit("Tiranë"),
        postal_code=pl.lit("1001"),
        address_folded=pl.format("rruga {}", pl.col("n") % 977),
    )


def _service_points(people: pl.DataFrame) -> pl.DataFrame:
    return people.select(
        id="service_point_id",
        code=pl.format("SP{}", "number"),
        voltage_level=pl.when(pl.col("kind") == "interval").then(pl.lit("mv_6_20")).otherwise(pl.lit("lv_04")),
        walk_position="walk_position",
        phases=pl.when(pl.col("kind") == "household").then(1).otherwise(3),
        agency_id="agency_id",
        feeder_id="feeder_id",
        premises_id="premises_id",
        region_id="region_id",
        route_id="route_id",
    )
