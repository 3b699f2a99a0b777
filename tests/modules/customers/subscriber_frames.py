"""Rows of subscribers for tests, and the places they refer to."""

from datetime import date

import polars as pl

from drita.modules.network.operations.store_grid import FeederPlace, store_grid
from drita.modules.organisation.operations.store_places import RoutePlace, store_places
from drita.rules.customers.subscriber_rows import SUBSCRIBER_SCHEMA

FIELDS: dict[str, object] = {
    "account_class": "household",
    "name": "Arta Hoxha",
    "street": "Rruga e Kavajës",
    "building": "5",
    "municipality": "Tiranë",
    "route_code": "11-01-001",
    "feeder_code": "TR-F01",
    "transformer_code": "TR-F01-T1",
    "voltage_level": "lv_04",
    "tariff_code": "household",
    "valid_from": date(2020, 1, 1),
}


def make_places() -> None:
    """Two agencies of two regions, two feeders."""
    store_places(
        places=[
            RoutePlace(region_code="11", region_name="Tiranë", agency_code="11-01", agency_name="Tirana 1",
                       route_code="11-01-001", route_name="Rruga e Kavajës"),
            RoutePlace(region_code="12", region_name="Durrës", agency_code="12-01", agency_name="Durrës",
                       route_code="12-01-001", route_name="Plazh"),
        ]
    )  # fmt: skip
    store_grid(
        places=[
            FeederPlace(feeder_code="TR-F01", feeder_name="Kavaja", substation="Tirana 1", voltage_level="mv_6_20",
                        transformer_code="TR-F01-T1"),
            FeederPlace(feeder_code="DR-F01", feeder_name="Plazhi", substation="Durrësi", voltage_level="mv_6_20",
                        transformer_code="DR-F01-T1"),
        ]
    )  # fmt: skip


def subscriber(number: int, **changes: object) -> dict[str, object]:
    """One row's fields; the numbers hang on `number`."""
    return {
        **FIELDS,
        "row_number": number + 1,
        "contract_number": f"1101{number:012d}",
        "account_number": f"{1_000_000_000 + number}",
        **changes,
    }


def frame(*rows: dict[str, object]) -> pl.DataFrame:
    """The rows as a frame of SUBSCRIBER_SCHEMA."""
    return pl.DataFrame({name: [row.get(name) for row in rows] for name in SUBSCRIBER_SCHEMA}, schema=SUBSCRIBER_SCHEMA)
