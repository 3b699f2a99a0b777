"""QR and Code-128 as rows of bits for a PDF image mask: a whole symbol is one short drawing order."""

import re
from operator import mul
from typing import Final

import numpy
import zxingcpp

from drita.documents.pdf.qr import can_draw, payment_qr_symbol
from drita.documents.pdf.symbol import Symbol
from drita.rules.errors import UnableTo
from drita.rules.words import Words


class UnableToDrawBarcode(UnableTo):
    """The text holds signs outside printable ASCII."""

    code = "barcode_impossible"
    words = Words(
        sq="Barkodi nuk vizatohet dot për “{text}”.",
        en="No barcode can be drawn for “{text}”.",
    )


def qr_symbol(text: str, /) -> Symbol:
    """
    (This function will) make the QR symbol of a text, error correction level M, without quiet zone.

    Shape: one bit per module, rows from the top.
    A payment reference is drawn by ourselves (`qr.py`), the tax authority's longer link by zxing-cpp.
    Source: ISO/IEC 18004.

    >>> symbol = qr_symbol("DR1:1:1:0:20261130:00")
    >>> symbol.columns == symbol.rows, len(symbol.hex_rows) // symbol.rows * 4 >= symbol.columns
    (True, True)
    """
    if can_draw(text):
        return payment_qr_symbol(text)
    barcode = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    pixels = numpy.asarray(barcode.to_image(scale=1, add_quiet_zones=False))
    packed = numpy.packbits(pixels == 0, axis=1)
    rows, columns = pixels.shape
    return Symbol(columns=columns, rows=rows, hex_rows=packed.tobytes().hex().upper())


# Widths of bar, space, bar, space, bar, space of the values 0 to 105, then stop. Source: ISO/IEC 15417, table 1.
_WIDTHS: Final = (
    "212222222122222221121223121322131222122213122312132212221213221312231212112232122132122231"
    "113222123122123221223211221132221231213212223112312131311222321122321221312212322112322211"
    "212123212321232121111323131123131321112313132113132311211313231113231311112133112331132131"
    "113123113321133121313121211331231131213113213311213131311123311321331121312113312311332111"
    "314111221411431111111224111422121124121421141122141221112214112412122114122411142112142211"
    "241211221114413111241112134111111242121142121241114212124112124211411212421112421211212141"
    "214121412121111143111341131141114113114311411113411311113141114131311141411131211412211214"
    "211232"
)
_BITS: Final = tuple(
    "".join("10"[place % 2] * int(width) for place, width in enumerate(_WIDTHS[at : at + 6]))
    for at in range(0, len(_WIDTHS), 6)
)
_STOP_BITS: Final = "1100011101011"
_PIECES: Final = re.compile(r"[0-9]{4,}|.")
_START_B, _START_C, _TO_C, _TO_B = 104, 105, 99, 100


def code128_values(text: str, /) -> list[int]:
    """
    (This function will) choose the symbol values of a text: set C for runs of digits, set B for the rest, with check.

    Raises: UnableToDrawBarcode.
    Source: ISO/IEC 15417, annex E (choice of sets).

    >>> code128_values("123456")
    [105, 12, 34, 56, 44]
    """
    if not text or any(not " " <= sign <= "~" for sign in text):
        raise UnableToDrawBarcode(text=text[:40])
    values = [_START_B]
    is_c = False
    for piece in _PIECES.findall(text):
        # The change to set C pays from four digits on; an odd run gives its first digit to set B.
        if len(piece) < 4:
            values += [_TO_B] if is_c else []
            values.append(ord(piece) - 32)
            is_c = False
            continue
        if len(piece) % 2:
            values += [_TO_B, ord(piece[0]) - 32] if is_c else [ord(piece[0]) - 32]
            is_c, piece = False, piece[1:]
        values += [] if is_c else [_TO_C]
        values += [int(piece[at : at + 2]) for at in range(0, len(piece), 2)]
        is_c = True
    if values[1] == _TO_C:
        values[:2] = [_START_C]
    check = (values[0] + sum(map(mul, values, range(len(values))))) % 103
    return [*values, check]


def code128_symbol(text: str, /) -> Symbol:
    """
    (This function will) make the bars of a Code-128 as one row of bits, without quiet zones.

    Raises: UnableToDrawBarcode.
    Source: ISO/IEC 15417.

    >>> code128_symbol("123456").columns
    68
    """
    bits = "".join(_BITS[value] for value in code128_values(text)) + _STOP_BITS
    padded = bits.ljust(-(-len(bits) // 8) * 8, "0")
    return Symbol(columns=len(bits), rows=1, hex_rows=f"{int(padded, 2):0{len(padded) // 4}X}")
