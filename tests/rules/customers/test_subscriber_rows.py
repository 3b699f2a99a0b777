"""Rows of new subscribers: filled in, folded, judged."""

from datetime import date

import polars as pl
import pytest

from drita.rules.customers.subscriber_problem_words import SUBSCRIBER_PROBLEM_WORDS
from drita.rules.customers.subscriber_rows import SUBSCRIBER_SCHEMA, normal_subscriber_rows, subscriber_problems

GOOD: dict[str, object] = {
    "row_number": 2,
    "contract_number": "1101 0000 0000 0001",
    "account_number": "1000000001",
    "account_class": "household",
    "name": "Çlirim Hoxha",
    "street": "Rruga e Kavajës",
    "municipality": "Tiranë",
    "route_code": "TR1-01",
    "feeder_code": "F1",
    "voltage_level": "lv_04",
    "tariff_code": "household",
    "valid_from": date(2020, 1, 1),
}


def rows(**changes: object) -> pl.DataFrame:
    given = GOOD | changes
    return pl.DataFrame({name: [given.get(name)] for name in SUBSCRIBER_SCHEMA}, schema=SUBSCRIBER_SCHEMA)


def test_what_is_left_out_is_filled_in() -> None:
    row = normal_subscriber_rows(rows=rows(phone="069 41 40 000")).row(0, named=True)
    expected = {
        "contract_number": "1101000000000001",
        "service_point_code": "1101000000000001",
        "party_kind": "person",
        "given_name": "Çlirim",
        "family_name": "Hoxha",
        "name_folded": "clirim hoxha",
        "name_folded_reversed": "hoxha clirim",
        "address_folded": "rruga e kavajes tirane",
        "phone_number": "+355694140000",
        "phone_kind": "mobile",
        "language": "sq",
        "category": "household",
        "interest_class": "standard",
        "phases": 1,
        "nipt": None,
    }
    assert {name: row[name] for name in expected} == expected


def test_a_business_is_a_company_under_its_own_name() -> None:
    row = normal_subscriber_rows(
        rows=rows(account_class="business", name="Furra Ëma shpk", nipt="k 01234567 a", voltage_level="mv_6_20")
    ).row(0, named=True)
    assert (row["party_kind"], row["family_name"], row["category"], row["phases"]) == ("company", "", "private", 3)
    assert row["nipt"] == "K01234567A"


def test_a_given_name_and_a_surname_make_the_name() -> None:
    row = normal_subscriber_rows(rows=rows(name="", given_name="Arta", family_name="De Rada")).row(0, named=True)
    assert (row["name"], row["family_name"]) == ("Arta De Rada", "De Rada")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, None),
        ({"contract_number": "?"}, "contract_number_form"),
        ({"account_number": " "}, "account_number_missing"),
        ({"name": "..."}, "name_missing"),
        ({"account_class": "king"}, "account_class_unknown"),
        ({"party_kind": "cat"}, "party_kind_unknown"),
        ({"language": "it"}, "language_unknown"),
        ({"nipt": "12"}, "nipt_form"),
        ({"personal_number": "12"}, "personal_number_form"),
        ({"account_class": "business"}, "nipt_missing"),
        ({"phone": "12"}, "phone_form"),
        ({"email": "a@b"}, "email_form"),
        ({"email": "a@b.al"}, None),
        ({"municipality": ""}, "municipality_missing"),
        ({"street": ""}, "street_or_village_missing"),
        ({"street": "", "village": "Theth"}, None),
        ({"voltage_level": "110"}, "voltage_level_unknown"),
        ({"phases": 2}, "phases_unknown"),
        ({"walk_position": -1}, "walk_position_range"),
        ({"latitude": 41.3}, "place_half"),
        ({"latitude": 91.0, "longitude": 19.8}, "place_off_earth"),
        ({"latitude": 41.3, "longitude": 19.8}, None),
        ({"tariff_code": ""}, "tariff_code_missing"),
        ({"valid_from": None}, "valid_from_missing"),
        ({"valid_from": date(1900, 1, 1)}, "valid_from_too_old"),
        ({"valid_to": date(2020, 1, 1)}, "valid_to_not_later"),
        ({"valid_to": date(2020, 1, 2)}, None),
        ({"street": "x" * 121}, "text_too_long"),
    ],
)
def test_each_fault_has_its_code_and_its_sentence(changes: dict[str, object], code: str | None) -> None:
    problems = subscriber_problems(rows=normal_subscriber_rows(rows=rows(**changes)))
    assert problems["code"].to_list() == ([code] if code else [])
    if code:
        assert code in SUBSCRIBER_PROBLEM_WORDS


def test_the_operators_mask_is_obeyed() -> None:
    normal = normal_subscriber_rows(rows=rows())
    assert subscriber_problems(rows=normal, contract_number_mask="^[0-9]{16}$").is_empty()
    assert subscriber_problems(rows=normal, contract_number_mask="^[0-9]{10}$")["code"].to_list() == [
        "contract_number_form"
    ]
