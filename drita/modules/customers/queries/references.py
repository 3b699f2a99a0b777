"""What rows of an import refer to, as frames: places, grid, and what is stored already."""

from typing import Any

import polars as pl

from drita.foundation.frames import read_frame
from drita.modules.customers.sql import statement
from drita.modules.network import queries as network
from drita.modules.organisation import queries as organisation


def route_frame(*, codes: pl.Series) -> pl.DataFrame:
    """(This function will) return route_code, route_id, agency_id, region_id of the routes that exist."""
    found = organisation.route_ids(codes=codes.unique().to_list())
    return _frame(found, "route_code", ("route_id", "agency_id", "region_id"))


def feeder_frame(*, codes: pl.Series) -> pl.DataFrame:
    """(This function will) return feeder_code, feeder_id of the feeders that exist."""
    found = network.feeder_ids(codes=codes.unique().to_list())
    return _frame({code: (feeder_id,) for code, feeder_id in found.items()}, "feeder_code", ("feeder_id",))


def transformer_frame(*, codes: pl.Series) -> pl.DataFrame:
    """(This function will) return transformer_code, transformer_id, fed_by_id of the transformers that exist."""
    found = network.transformer_ids(codes=codes.unique().to_list())
    return _frame(found, "transformer_code", ("transformer_id", "fed_by_id"))


def stored_contracts(*, numbers: pl.Series, service_points: pl.Series) -> pl.DataFrame:
    """(This function will) return the stored contracts that bear one of the numbers or hang on one of the points."""
    return read_frame(
        statement("contracts_stored"),
        [numbers.unique().to_list(), service_points.unique().to_list()],
        {
            "contract_number": pl.String,
            "account_number": pl.String,
            "service_point_code": pl.String,
            "valid_from": pl.Date,
            "valid_to": pl.Date,
        },
    )


def stored_accounts(*, numbers: pl.Series) -> pl.DataFrame:
    """(This function will) return account_id, account_number and the holder's name of the accounts that exist."""
    return read_frame(
        statement("accounts_stored"),
        [numbers.unique().to_list()],
        {
            "account_id": pl.Int64,
            "account_number": pl.String,
            "stored_name": pl.String,
            "stored_folded": pl.String,
        },
    )


def stored_service_points(*, codes: pl.Series) -> pl.DataFrame:
    """(This function will) return service_point_code, service_point_id of the service points that exist."""
    return read_frame(
        "SELECT code AS service_point_code, id AS service_point_id FROM customers_servicepoint WHERE code = ANY(%s)",
        [codes.unique().to_list()],
        {"service_point_code": pl.String, "service_point_id": pl.Int64},
    )


def _frame(found: dict[str, Any], key: str, names: tuple[str, ...]) -> pl.DataFrame:
    rows = [(code, *values) for code, values in found.items()]
    return pl.DataFrame(rows, schema={key: pl.String, **dict.fromkeys(names, pl.Int64)}, orient="row")
