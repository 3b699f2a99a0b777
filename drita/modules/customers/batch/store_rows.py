"""New subscribers into their tables: ids drawn at once, one COPY a table."""

import polars as pl
from django.db import connection

from drita.foundation.bulk_copy import copy_frame, draw_ids

_PREMISES = (
    *("street", "building", "entrance", "floor", "apartment", "quarter", "village", "administrative_unit"),
    *("municipality", "county", "postal_code", "address_folded"),
)
_PARTY = (
    *("kind", "name", "given_name", "family_name", "name_folded", "name_folded_reversed", "sort_key", "nipt"),
    *("personal_number", "email"),
)
_POINT = (
    *("region_id", "agency_id", "route_id", "feeder_id", "transformer_id", "voltage_level", "latitude", "longitude"),
    *("walk_position", "phases"),
)


def store_rows(*, rows: pl.DataFrame) -> None:
    """
    (This function will) store matched rows in the order in which the tables depend on one another.

    Shape: rows as `match_rows` leaves them in `new`. Called inside the operation's transaction.
    """
    with_accounts = _store_accounts(rows)
    with_points = _store_service_points(with_accounts)
    contract_ids = draw_ids(connection, "customers_contract_id_seq", rows.height)
    contracts = with_points.with_columns(
        pl.Series("contract_id", contract_ids, dtype=pl.Int64), _period().alias("valid_period")
    )
    _copy(
        contracts,
        "customers_contract",
        {"id": "contract_id", "number": "contract_number"},
        ("account_id", "service_point_id", "valid_period", "interest_class"),
    )
    _store_categories(contracts)
    _store_phones(contracts)


def _store_accounts(rows: pl.DataFrame) -> pl.DataFrame:
    """A row whose account is not stored yet makes party and account; further rows of the account join it."""
    new = rows.filter(pl.col("account_id").is_null()).unique("account_number", keep="first", maintain_order=True)
    new = new.drop("account_id").with_columns(
        pl.Series("party_id", draw_ids(connection, "customers_party_id_seq", new.height), dtype=pl.Int64),
        pl.Series("new_account_id", draw_ids(connection, "customers_account_id_seq", new.height), dtype=pl.Int64),
        pl.col("party_kind").alias("kind"),
    )
    _copy(new, "customers_party", {"id": "party_id"}, _PARTY)
    _copy(
        new,
        "customers_account",
        {"id": "new_account_id", "number": "account_number"},
        ("party_id", "account_class", "language"),
    )
    joined = rows.join(new.select("account_number", "new_account_id"), on="account_number", how="left")
    return joined.with_columns(pl.coalesce("account_id", "new_account_id").alias("account_id")).drop("new_account_id")


def _store_service_points(rows: pl.DataFrame) -> pl.DataFrame:
    """A service point that is stored keeps its premises and its place; a new one brings both."""
    new = rows.filter(pl.col("service_point_id").is_null()).unique(
        "service_point_code", keep="first", maintain_order=True
    )
    new = new.drop("service_point_id").with_columns(
        pl.Series("premises_id", draw_ids(connection, "customers_premises_id_seq", new.height), dtype=pl.Int64),
        pl.Series("new_point_id", draw_ids(connection, "customers_servicepoint_id_seq", new.height), dtype=pl.Int64),
        # The only numbers here that truly are floating: written as text, because a float among energy and money
        # would be refused.
        pl.col("latitude", "longitude").cast(pl.String),
    )
    _copy(new, "customers_premises", {"id": "premises_id"}, _PREMISES)
    _copy(
        new,
        "customers_servicepoint",
        {"id": "new_point_id", "code": "service_point_code"},
        ("premises_id", *_POINT),
    )
    joined = rows.join(new.select("service_point_code", "new_point_id"), on="service_point_code", how="left")
    return joined.with_columns(pl.coalesce("service_point_id", "new_point_id").alias("service_point_id"))


def _store_categories(contracts: pl.DataFrame) -> None:
    ids = draw_ids(connection, "customers_contractcategoryperiod_id_seq", contracts.height)
    numbered = contracts.with_columns(pl.Series("period_id", ids, dtype=pl.Int64))
    _copy(
        numbered,
        "customers_contractcategoryperiod",
        {"id": "period_id"},
        ("contract_id", "category", "tariff_code", "valid_period"),
    )


def _store_phones(contracts: pl.DataFrame) -> None:
    """Several contracts of one account often repeat its phone; a stored one is not written again."""
    given = contracts.filter(pl.col("phone_number").is_not_null()).unique(
        ["account_id", "phone_number"], keep="first", maintain_order=True
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT account_id, number FROM customers_phone WHERE account_id = ANY(%s)",
            [given["account_id"].to_list()],
        )
        stored = pl.DataFrame(
            cursor.fetchall(), schema={"account_id": pl.Int64, "phone_number": pl.String}, orient="row"
        )
    new = given.join(stored, on=["account_id", "phone_number"], how="anti")
    new = new.with_columns(
        pl.Series("phone_id", draw_ids(connection, "customers_phone_id_seq", new.height), dtype=pl.Int64),
        pl.col("phone_kind").alias("kind"),
    )
    _copy(new, "customers_phone", {"id": "phone_id", "number": "phone_number"}, ("account_id", "kind"))


def _period() -> pl.Expr:
    until = pl.col("valid_to").cast(pl.String).fill_null("")
    return pl.concat_str([pl.lit("["), pl.col("valid_from").cast(pl.String), pl.lit(","), until, pl.lit(")")])


def _copy(rows: pl.DataFrame, table: str, named: dict[str, str], same: tuple[str, ...]) -> None:
    frame = rows.select(*(pl.col(source).alias(column) for column, source in named.items()), *same)
    copy_frame(connection, frame, table)
