"""Contracts: by number, and with where their readings and bills belong."""

from collections.abc import Iterable
from datetime import date

import polars as pl
from django.db import connection

from drita.foundation.frames import read_frame
from drita.modules.customers.sql import statement

CONTRACT_PLACE_SCHEMA = pl.Schema(
    {
        "service_point_id": pl.Int64,
        "service_point_code": pl.String,
        "contract_id": pl.Int64,
        "account_id": pl.Int64,
        "valid_from": pl.Date,
        "valid_to": pl.Date,
    }
)


def contract_ids(*, numbers: Iterable[str]) -> dict[str, tuple[int, int]]:
    """(This function will) map contract numbers to (contract id, account id); unknown numbers are left out."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT number, id, account_id FROM customers_contract WHERE number = ANY(%s)",
            [sorted(set(numbers))],
        )
        return {number: (contract_id, account_id) for number, contract_id, account_id in cursor.fetchall()}


def load_contract_places(*, service_point_codes: Iterable[str], first: date, last: date) -> pl.DataFrame:
    """
    (This function will) return the contracts that were in force at service points on any day of a span.

    Who used the energy of a day is the contract whose period holds the day; a service point without one gives a row
    with null contract and account, because it still has meters and readings.

    Shape: CONTRACT_PLACE_SCHEMA, one row a service point and contract.
    """
    return read_frame(
        statement("contract_places"),
        {"codes": sorted(set(service_point_codes)), "first": first, "last": last},
        CONTRACT_PLACE_SCHEMA,
    )
