"""The codes are read back by a reader, not compared with themselves."""

import numpy
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from drita.documents.pdf.codes import UnableToDrawBarcode, code128_symbol, code128_values, qr_symbol
from drita.documents.pdf.qr import can_draw
from drita.documents.pdf.symbol import Symbol

ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"


def modules(symbol: Symbol) -> numpy.ndarray:
    digits = len(symbol.hex_rows) // symbol.rows
    rows = [
        numpy.unpackbits(numpy.frombuffer(bytes.fromhex(symbol.hex_rows[at : at + digits]), numpy.uint8))
        for at in range(0, len(symbol.hex_rows), digits)
    ]
    return numpy.array([row[: symbol.columns] for row in rows])


def picture(symbol: Symbol, *, scale: int = 3, height: int = 1) -> numpy.ndarray:
    pixels = numpy.where(modules(symbol) == 1, 0, 255).astype(numpy.uint8)
    large = numpy.repeat(numpy.repeat(pixels, scale * height, axis=0), scale, axis=1)
    return numpy.pad(large, 10 * scale, constant_values=255)


@settings(deadline=None)  # the first symbol of a version draws its frame
@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=40))
def test_any_printable_text_is_read_back_from_its_bars(text: str) -> None:
    found = zxingcpp.read_barcodes(picture(code128_symbol(text), height=30))
    assert [barcode.text for barcode in found] == [text]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        # By hand from the standard's table: start C, pairs of digits, check.
        ("123456", [105, 12, 34, 56, 44]),
        # Start B, "A" = 33, code C, 12, 34, then the check (104 + 33 + 2*99 + 3*12 + 4*34) % 103 = 507 % 103.
        ("A1234", [104, 33, 99, 12, 34, 95]),
        # Too few digits to pay for a change of set.
        ("A12", [104, 33, 17, 18, (104 + 33 + 2 * 17 + 3 * 18) % 103]),
    ],
)
def test_the_bars_take_the_set_that_needs_fewer_symbols(text: str, values: list[int]) -> None:
    assert code128_values(text) == values


@pytest.mark.parametrize("text", ["", "ë", "A\n"])
def test_signs_that_bars_cannot_carry_are_refused(text: str) -> None:
    with pytest.raises(UnableToDrawBarcode):
        code128_symbol(text)


@settings(deadline=None)  # the first symbol of a version draws its frame
@given(st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789:-./", min_size=1, max_size=90))
def test_any_payload_is_read_back_from_its_qr(text: str) -> None:
    found = zxingcpp.read_barcodes(picture(qr_symbol(text)))
    assert [barcode.text for barcode in found] == [text]


@pytest.mark.parametrize("length", [1, 20, 21, 38, 39, 61, 62, 90, 91, 122, 123, 154])
def test_every_version_of_our_own_qr_is_read_back_at_its_ends(length: int) -> None:
    text = (ALPHANUMERIC * 4)[-length:].strip() or "A"
    assert can_draw(text)
    found = zxingcpp.read_barcodes(picture(qr_symbol(text)))
    assert [barcode.text for barcode in found] == [text]


def test_our_own_qr_is_the_one_that_another_encoder_draws() -> None:
    # The mask too: eight penalties have to agree. A few texts may tie or touch the margin and get another good mask.
    alike = 0
    for number in range(200):
        text = f"DR1:TR{number % 9}-{number * 7919:07d}:2026-{number:08d}:{number * 104729}:202612{number % 28 + 1:02d}:{number % 97:02d}"
        barcode = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
        others = numpy.asarray(barcode.to_image(scale=1, add_quiet_zones=False)) == 0
        ours = modules(qr_symbol(text))
        assert ours.shape == others.shape
        alike += int((ours == others).all())
    assert alike > 190


@pytest.mark.parametrize("text", ["", "a", "https://example.org/?iic=1", "A" * 155])
def test_other_texts_are_left_to_the_library(text: str) -> None:
    assert not can_draw(text)
