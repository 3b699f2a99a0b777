"""What a scanner reads is what the bill asks for, or it is refused."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drita.rules.billing.payment_reference import (
    PaymentReference,
    UnableToMakePaymentReference,
    UnableToReadPaymentReference,
    check_digits,
    payment_barcode_text,
    payment_qr_text,
    read_payment_barcode,
    read_payment_qr,
)

SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
numbers = st.text(SIGNS + "-/.", min_size=1, max_size=32).filter(lambda text: any(sign in SIGNS for sign in text))
references = st.builds(
    PaymentReference,
    contract_number=numbers,
    bill_number=numbers,
    payable_minor=st.integers(0, 10**12 - 1),
    due_date=st.dates(date(2000, 1, 1), date(2100, 1, 1)),
)
ONE = PaymentReference(
    contract_number="TR2-0078231",
    bill_number="2026-00004512",
    payable_minor=1_230_050,
    due_date=date(2026, 11, 30),
)


@pytest.mark.parametrize(
    ("text", "check"),
    [
        # ISO/IEC 7064, the standard's own example for MOD 97-10.
        ("0794", "44"),
        # ISO 11649 and IBAN count the same way: BBAN + country, then the check of GB82 WEST 1234 5698 7654 32.
        ("WEST12345698765432GB", "82"),
        # And of AL47 2121 1009 0000 0002 3569 8741.
        ("212110090000000235698741AL", "47"),
    ],
)
def test_check_digits_are_those_of_the_standard(text: str, check: str) -> None:
    assert check_digits(text) == check


@given(references)
def test_every_reference_is_read_back(reference: PaymentReference) -> None:
    assert read_payment_qr(payment_qr_text(reference)) == reference
    bare = "".join(sign for sign in reference.bill_number if sign in SIGNS)
    assert read_payment_barcode(payment_barcode_text(reference)) == (bare, reference.payable_minor)


@given(references, st.integers(0, 200), st.sampled_from(SIGNS))
def test_any_single_wrong_sign_of_its_kind_is_found(reference: PaymentReference, place: int, sign: str) -> None:
    for write, read in ((payment_qr_text, read_payment_qr), (payment_barcode_text, read_payment_barcode)):
        text = write(reference)
        at = place % len(text)
        # Between letters and digits MOD 97-10 promises nothing: a letter counts as two digits.
        if text[at] not in SIGNS or text[at] == sign or text[at].isdigit() != sign.isdigit():
            continue
        with pytest.raises(UnableToReadPaymentReference):
            read(text[:at] + sign + text[at + 1 :])


def test_neighbours_that_changed_places_are_found() -> None:
    text = payment_barcode_text(ONE)
    for at in range(len(text) - 1):
        if text[at] != text[at + 1]:
            with pytest.raises(UnableToReadPaymentReference):
                read_payment_barcode(text[:at] + text[at + 1] + text[at] + text[at + 2 :])


@pytest.mark.parametrize("text", ["", "x", "DR1:a:b", "DR2:1:1:1:20261130:11", "12345678901234", "ë" * 40, "1" * 9000])
def test_strange_scans_are_refused_in_words(text: str) -> None:
    for read in (read_payment_qr, read_payment_barcode):
        with pytest.raises(UnableToReadPaymentReference) as refused:
            read(text)
        assert len(refused.value.in_language("sq")) < 200


@pytest.mark.parametrize(
    "change",
    [
        {"bill_number": "20:26"},
        {"contract_number": "Ë1"},
        {"contract_number": ""},
        {"bill_number": "1" * 33},
        {"bill_number": "---"},
        {"payable_minor": 10**12},
    ],
)
def test_numbers_that_codes_cannot_carry_are_refused(change: dict[str, object]) -> None:
    reference = replace(ONE, **change)

    def make_both() -> None:
        payment_qr_text(reference)
        payment_barcode_text(reference)

    with pytest.raises(UnableToMakePaymentReference):
        make_both()


def test_a_credit_asks_for_nothing() -> None:
    assert read_payment_qr(payment_qr_text(replace(ONE, payable_minor=-500))).payable_minor == 0


def test_small_letters_and_blanks_of_a_typed_code_are_forgiven() -> None:
    typed = payment_barcode_text(replace(ONE, bill_number="26a-0004512")).lower()
    assert read_payment_barcode(f" {typed[:4]} {typed[4:]} ") == ("26A0004512", 1_230_050)
