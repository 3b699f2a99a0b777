"""
Rows of new subscribers: brought into their normal form, then judged, before any of them is stored.

One row is a party, its account, the premises, the service point and the contract in one, as an operator's old system
gives them out. A desk that takes in one subscriber asks with a frame of one row.
"""

from datetime import date

import polars as pl

from drita.rules.customers.albanian_sort_key import albanian_sort_key
from drita.rules.customers.contract_number import (
    DEFAULT_CONTRACT_NUMBER_MASK,
    is_contract_number,
    normal_contract_number,
)
from drita.rules.customers.folded_text import folded_text, reversed_name
from drita.rules.customers.nipt import is_nipt, normal_nipt
from drita.rules.customers.personal_number import is_personal_number, normal_personal_number
from drita.rules.customers.phone_number import international_phone_number, phone_kind
from drita.rules.problem_rows import PROBLEM_SCHEMA, problem_rows

_TEXTS = (
    *("contract_number", "account_number", "account_class", "party_kind", "name", "given_name", "family_name"),
    *("nipt", "personal_number", "email", "language", "phone", "street", "building", "entrance", "floor"),
    *("apartment", "quarter", "village", "administrative_unit", "municipality", "county", "postal_code"),
    *("service_point_code", "route_code", "feeder_code", "transformer_code", "voltage_level"),
    *("category", "tariff_code", "interest_class"),
)
SUBSCRIBER_SCHEMA = pl.Schema(
    {
        "row_number": pl.Int64,
        **dict.fromkeys(_TEXTS, pl.String),
        "latitude": pl.Float64,
        "longitude": pl.Float64,
        "walk_position": pl.Int64,
        "phases": pl.Int64,
        "valid_from": pl.Date,
        "valid_to": pl.Date,
    }
)
_ADDRESS = (
    *("street", "building", "entrance", "floor", "apartment", "quarter", "village", "administrative_unit"),
    *("municipality", "county", "postal_code"),
)
_LONGEST = {
    "contract_number": 24,
    "account_number": 24,
    "name": 160,
    "given_name": 80,
    "family_name": 80,
    "email": 120,
    "street": 120,
    "building": 24,
    "entrance": 12,
    "floor": 8,
    "apartment": 12,
    "quarter": 80,
    "village": 80,
    "administrative_unit": 80,
    "municipality": 80,
    "county": 40,
    "postal_code": 8,
    "service_point_code": 24,
    "category": 24,
    "tariff_code": 40,
    "interest_class": 24,
}
_OLDEST = date(1945, 1, 1)


def normal_subscriber_rows(*, rows: pl.DataFrame) -> pl.DataFrame:
    """
    (This function will) bring rows of new subscribers into their normal form and add what is derived from them.

    Left out and therefore filled in: the kind of party (a company when there is a NIPT or the class is not household),
    the name from given name and surname or the reverse, the language (Albanian), the phases (1, or 3 above low
    voltage), the interest class (standard), the category (that of the class), the service point's code (the
    contract's number).

    Shape: SUBSCRIBER_SCHEMA, "" or null where nothing is given -> the same with name_folded, name_folded_reversed,
    sort_key, address_folded, phone_number, phone_kind added; nipt and personal_number null where not given.
    """
    trimmed = rows.with_columns(pl.col(_TEXTS).fill_null("").str.strip_chars())
    numbered = trimmed.with_columns(
        normal_contract_number(text=pl.col("contract_number")),
        normal_contract_number(text=pl.col("account_number")),
        normal_nipt(text=pl.col("nipt")),
        normal_personal_number(text=pl.col("personal_number")),
        international_phone_number(text=pl.col("phone")).alias("phone_number"),
        pl.col("email").str.to_lowercase(),
    )
    filled = numbered.with_columns(
        _given_or("party_kind", _kind_of_party()),
        _given_or("name", pl.concat_str(["given_name", "family_name"], separator=" ").str.strip_chars()),
        _given_or("language", pl.lit("sq")),
        _given_or("interest_class", pl.lit("standard")),
        _given_or("category", pl.col("account_class").replace({"business": "private"})),
        _given_or("service_point_code", pl.col("contract_number")),
        pl.col("phases").fill_null(pl.when(pl.col("voltage_level") == "lv_04").then(1).otherwise(3)),
        pl.col("walk_position").fill_null(0),
        phone_kind(number=pl.col("phone_number")).alias("phone_kind"),
    )
    split = filled.with_columns(_split_name("given_name", r"^(.+) \S+$"), _split_name("family_name", r"(\S+)$"))
    return split.with_columns(
        folded_text(text=pl.col("name")).str.slice(0, 200).alias("name_folded"),
        albanian_sort_key(text=_sorted_by()).str.slice(0, 200).alias("sort_key"),
        folded_text(text=pl.concat_str(_ADDRESS, separator=" ")).str.slice(0, 500).alias("address_folded"),
    ).with_columns(reversed_name(folded=pl.col("name_folded")).alias("name_folded_reversed"))


def subscriber_problems(
    *, rows: pl.DataFrame, contract_number_mask: str = DEFAULT_CONTRACT_NUMBER_MASK
) -> pl.DataFrame:
    """
    (This function will) return a problem row for everything that is wrong in normal rows by themselves.

    What hangs on other rows or on what is stored already is judged by the operation that stores them.
    """
    c = pl.col
    asked = [
        (~is_contract_number(number=c("contract_number"), mask=contract_number_mask), "contract_number_form", "contract_number"),
        (c("account_number") == "", "account_number_missing", None),
        (c("name_folded") == "", "name_missing", None),
        (~c("account_class").is_in(["household", "business", "budgetary", "other_body"]), "account_class_unknown", "account_class"),
        (~c("party_kind").is_in(["person", "company"]), "party_kind_unknown", "party_kind"),
        (~c("language").is_in(["sq", "en"]), "language_unknown", "language"),
        (~is_nipt(nipt=c("nipt")), "nipt_form", "nipt"),
        (~is_personal_number(personal_number=c("personal_number")), "personal_number_form", "personal_number"),
        ((c("account_class") == "business") & c("nipt").is_null(), "nipt_missing", None),
        ((c("phone") != "") & c("phone_number").is_null(), "phone_form", "phone"),
        ((c("email") != "") & ~c("email").str.contains(r"^[^@\s]+@[^@\s]+\.[^@\s]+$"), "email_form", "email"),
        (c("municipality") == "", "municipality_missing", None),
        ((c("street") == "") & (c("village") == "") & (c("quarter") == ""), "street_or_village_missing", None),
        (~c("voltage_level").is_in(["lv_04", "mv_6_20", "hv_35"]), "voltage_level_unknown", "voltage_level"),
        (~c("phases").is_in([1, 3]), "phases_unknown", "phases"),
        (c("walk_position").is_between(0, 2_000_000_000).not_(), "walk_position_range", "walk_position"),
        (c("latitude").is_null() != c("longitude").is_null(), "place_half", None),
        (~c("latitude").is_between(-90, 90) | ~c("longitude").is_between(-180, 180), "place_off_earth", None),
        (c("tariff_code") == "", "tariff_code_missing", None),
        (c("valid_from").is_null(), "valid_from_missing", None),
        (c("valid_from") < _OLDEST, "valid_from_too_old", "valid_from"),
        (c("valid_to") <= c("valid_from"), "valid_to_not_later", "valid_to"),
    ]  # fmt: skip
    found = [
        problem_rows(
            rows=rows, condition=wrong, code=code, params={"value": c(column).cast(pl.String)} if column else {}
        )
        for wrong, code, column in asked
    ]
    found += [
        problem_rows(
            rows=rows,
            condition=c(column).str.len_chars() > longest,
            code="text_too_long",
            params={"column": pl.lit(column), "limit": pl.lit(longest)},
        )
        for column, longest in _LONGEST.items()
    ]
    return pl.concat([PROBLEM_SCHEMA.to_frame(), *found])


def _given_or(column: str, otherwise: pl.Expr) -> pl.Expr:
    return pl.when(pl.col(column) != "").then(pl.col(column)).otherwise(otherwise).alias(column)


def _kind_of_party() -> pl.Expr:
    is_company = pl.col("nipt").is_not_null() | (pl.col("account_class") != "household")
    return pl.when(is_company).then(pl.lit("company")).otherwise(pl.lit("person"))


def _split_name(column: str, pattern: str) -> pl.Expr:
    """Only persons have two names; where the file gives one text, the last word is the surname."""
    is_to_split = (pl.col("party_kind") == "person") & (pl.col("given_name") == "") & (pl.col("family_name") == "")
    part = pl.col("name").str.extract(pattern).fill_null("")
    return pl.when(is_to_split).then(part).otherwise(pl.col(column)).alias(column)


def _sorted_by() -> pl.Expr:
    """Lists of persons go by surname, as in every Albanian register; companies by their name."""
    by_surname = pl.concat_str(["family_name", "given_name"], separator=" ").str.strip_chars()
    is_person = (pl.col("party_kind") == "person") & (pl.col("family_name") != "")
    return pl.when(is_person).then(by_surname).otherwise(pl.col("name"))
