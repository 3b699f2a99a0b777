"""What the QR and the barcode on a bill carry, so that any desk can take the money without typing."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from drita.rules.errors import UnableTo
from drita.rules.words import Words

_LEADER: Final = "DR1"
_SUM_DIGITS: Final = 12
_LONGEST_SCAN: Final = 128
_ALLOWED: Final = re.compile(r"[A-Z0-9 ./-]{1,32}")
_NOT_ALPHANUMERIC: Final = re.compile(r"[^A-Z0-9]")
# ISO 7064 counts letters from ten on: A = 10 ... Z = 35. Everything else does not take part in the check.
_TO_DIGITS: Final = {ord(letter): str(int(letter, 36)) for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"} | {
    ord(sign): None for sign in " ./:-"
}


class UnableToMakePaymentReference(UnableTo):
    """A number holds signs that the codes cannot carry, or the sum has too many digits."""

    code = "payment_reference_impossible"
    words = Words(
        sq="Nga “{value}” nuk bëhet dot referencë pagese: lejohen shkronja A–Z, shifra, pikë, vizë, e pjerrët.",
        en="No payment reference can be made of “{value}”: allowed are A–Z, digits, point, hyphen, slash.",
    )


class UnableToReadPaymentReference(UnableTo):
    """A scanned text is not a payment reference of this house, or one of its signs was misread."""

    code = "payment_reference_unreadable"
    words = Words(
        sq="“{value}” nuk është referencë e vlefshme pagese. Skanojeni ose shtypeni përsëri.",
        en="“{value}” is not a valid payment reference. Scan or type it again.",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentReference:
    """A payable sum with whom and what it is for. `payable_minor` is never below 0: nobody pays a credit in."""

    contract_number: str
    bill_number: str
    payable_minor: int
    due_date: date


def check_digits(text: str, /) -> str:
    """
    (This function will) compute the two ISO 7064 MOD 97-10 digits of a text of A-Z, 0-9; separators do not count.

    They find every digit read as another digit, every letter as another letter, and every swap of two such neighbours. A
    letter counts as two digits, so what mixes the two kinds is found 96 times in 97.
    Source: ISO/IEC 7064:2003, MOD 97-10 (as in IBAN and ISO 11649).

    >>> check_digits("0794")
    '44'
    """
    return f"{98 - int(text.translate(_TO_DIGITS) + '00') % 97:02d}"


def _checked(text: str) -> str:
    upper = text.upper()
    if not _ALLOWED.fullmatch(upper):
        raise UnableToMakePaymentReference(value=text)
    return upper


def payment_qr_text(reference: PaymentReference, /) -> str:
    """
    (This function will) write the payload of the QR: leader, contract, bill, sum in hundredths, due date, check.

    Only signs of the QR's alphanumeric mode are used, which keeps the symbol small and quick to scan.
    Raises: UnableToMakePaymentReference.

    >>> payment_qr_text(PaymentReference(contract_number="TR1-004512", bill_number="26A-0000123",
    ...     payable_minor=1230050, due_date=date(2026, 11, 30)))
    'DR1:TR1-004512:26A-0000123:1230050:20261130:17'
    """
    due = reference.due_date
    body = (
        f"{_LEADER}:{_checked(reference.contract_number)}:{_checked(reference.bill_number)}"
        f":{max(reference.payable_minor, 0)}:{due.year:04d}{due.month:02d}{due.day:02d}"
    )
    return f"{body}:{check_digits(body)}"


def payment_barcode_text(reference: PaymentReference, /) -> str:
    """
    (This function will) write the payload of the barcode: bill number without separators, 12 digits of sum, check.

    The contract and the due date stay out: the bars must be short enough for a desk's hand scanner, and the bill
    number leads to both.
    Raises: UnableToMakePaymentReference.

    >>> payment_barcode_text(PaymentReference(contract_number="TR1-004512", bill_number="26A-0000123",
    ...     payable_minor=1230050, due_date=date(2026, 11, 30)))
    '26A000012300000123005073'
    """
    number = _NOT_ALPHANUMERIC.sub("", _checked(reference.bill_number))
    body = f"{number}{max(reference.payable_minor, 0):0{_SUM_DIGITS}d}"
    if not number or len(body) != len(number) + _SUM_DIGITS:
        raise UnableToMakePaymentReference(value=reference.bill_number)
    return body + check_digits(body)


def read_payment_qr(text: str, /) -> PaymentReference:
    """
    (This function will) read the payload of a scanned QR back and prove its check.

    Raises: UnableToReadPaymentReference.

    >>> read_payment_qr("DR1:TR1-004512:26A-0000123:1230050:20261130:17").payable_minor
    1230050
    """
    body, _, check = text.strip()[: _LONGEST_SCAN + 1].rpartition(":")
    parts = body.split(":")
    if len(text) > _LONGEST_SCAN or len(parts) != 5 or parts[0] != _LEADER or not all(map(_ALLOWED.fullmatch, parts)):
        raise UnableToReadPaymentReference(value=text[:80])
    try:
        is_right = check_digits(body) == check
        due_date = date.fromisoformat(parts[4])
        payable_minor = int(parts[3])
    except ValueError as error:
        raise UnableToReadPaymentReference(value=text[:80]) from error
    if not is_right:
        raise UnableToReadPaymentReference(value=text[:80])
    return PaymentReference(
        contract_number=parts[1],
        bill_number=parts[2],
        payable_minor=payable_minor,
        due_date=due_date,
    )


def read_payment_barcode(text: str, /) -> tuple[str, int]:
    """
    (This function will) read a scanned or typed barcode: bill number without separators, and the sum.

    Units: hundredths of a lek. Blanks, as printed between groups of four, are ignored.
    Raises: UnableToReadPaymentReference.

    >>> read_payment_barcode("26A0 0001 2300 0001 2300 5073")
    ('26A0000123', 1230050)
    """
    signs = "".join(text[: 2 * _LONGEST_SCAN].upper().split())
    body, check = signs[:-2], signs[-2:]
    is_shaped = _SUM_DIGITS + 2 < len(signs) <= _LONGEST_SCAN and signs.isascii() and signs.isalnum()
    if not is_shaped or not body[-_SUM_DIGITS:].isdigit() or check_digits(body) != check:
        raise UnableToReadPaymentReference(value=text[:80])
    return body[:-_SUM_DIGITS], int(body[-_SUM_DIGITS:])
