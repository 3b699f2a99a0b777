"""NIPT, personal number, phone number, contract number: forms."""

import polars as pl
import pytest

from drita.rules.customers.contract_number import is_contract_number, normal_contract_number
from drita.rules.customers.nipt import is_nipt, normal_nipt
from drita.rules.customers.personal_number import is_personal_number, normal_personal_number
from drita.rules.customers.phone_number import international_phone_number, phone_kind


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("J61234567B", True),
        ("j 61234567 b", True),
        ("ALJ61234567B", True),
        ("L01234567", False),
        ("L012345678B", False),
        ("161234567B", False),
        ("", None),
    ],
)
def test_a_nipt_is_letter_eight_digits_letter(text: str, expected: bool | None) -> None:
    nipt = normal_nipt(text=pl.col("n"))
    assert pl.DataFrame({"n": [text]}).select(is_nipt(nipt=nipt))["n"][0] is expected


@pytest.mark.parametrize(
    ("text", "is_dated", "expected"),
    [
        ("H75615123K", False, True),
        ("h-75615-123-k", True, True),
        ("H75015123K", True, False),
        ("H75632123K", False, True),
        ("H75632123K", True, False),
        ("K01231001A", True, True),
        ("H7561512", False, False),
        ("", True, None),
    ],
)
def test_a_personal_number_has_its_form(text: str, is_dated: bool, expected: bool | None) -> None:
    number = normal_personal_number(text=pl.col("n"))
    frame = pl.DataFrame({"n": [text]})
    assert frame.select(is_personal_number(personal_number=number, is_dated=is_dated))["n"][0] is expected


@pytest.mark.parametrize(
    ("text", "expected", "kind"),
    [
        ("0694140000", "+355694140000", "mobile"),
        ("+355 (0)69 41 40 000", "+355694140000", "mobile"),
        ("355694140000", "+355694140000", "mobile"),
        ("694140000", "+355694140000", "mobile"),
        ("04 2 223344", "+35542223344", "landline"),
        ("0654140000", "+355654140000", "landline"),
        ("0039 347 1234567", "+393471234567", "landline"),
        ("06941400001", None, None),
        ("069414000", None, None),
        ("telefon", None, None),
        ("", None, None),
    ],
)
def test_phone_numbers_take_their_international_form(text: str, expected: str | None, kind: str | None) -> None:
    frame = pl.DataFrame({"p": [text]}).select(international_phone_number(text=pl.col("p")))
    assert frame["p"][0] == expected
    assert frame.select(phone_kind(number=pl.col("p")))["p"][0] == kind


@pytest.mark.parametrize(
    ("text", "mask", "expected"),
    [
        ("tr-12/0034", None, True),
        ("abc", None, False),
        ("1101 0000 0000 1234", "^[0-9]{16}$", True),
        ("TR12", "^[0-9]{16}$", False),
    ],
)
def test_a_contract_number_fits_the_operators_mask(text: str, mask: str | None, expected: bool) -> None:
    number = normal_contract_number(text=pl.col("n"))
    is_fit = is_contract_number(number=number, mask=mask) if mask else is_contract_number(number=number)
    assert pl.DataFrame({"n": [text]}).select(is_fit)["n"][0] is expected
