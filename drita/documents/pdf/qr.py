"""
The QR of a payment reference, drawn by ourselves: versions 1 to 6, level M, alphanumeric.

Two reasons: a bill must be the same byte in ten years, and another library or version may choose another mask; and the
month has a million of them. A symbol is one Python integer (a bit a module, rows from the top, leftmost highest), so the
eight masks are judged by a few dozen shifts each instead of by loops over modules.

Source: ISO/IEC 18004:2015; clause numbers stand at the functions.
"""

from functools import lru_cache
from typing import Final

from drita.documents.pdf.symbol import Symbol

_SIGNS: Final = {sign: value for value, sign in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")}
# version -> data codewords, error correction codewords of a block, blocks (level M; table 9)
_SHAPES: Final = {1: (16, 10, 1), 2: (28, 16, 1), 3: (44, 26, 1), 4: (64, 18, 2), 5: (86, 24, 2), 6: (108, 16, 4)}
_CAPACITY: Final = {1: 20, 2: 38, 3: 61, 4: 90, 5: 122, 6: 154}
_MARGIN: Final = 4  # light rows above and below, and light columns between rows, stand for the quiet zone


def can_draw(text: str, /) -> bool:
    """
    (This function will) tell whether a text is short and plain enough for this encoder.

    >>> can_draw("DR1:A"), can_draw("https://a"), can_draw("")
    (True, False, False)
    """
    return 0 < len(text) <= _CAPACITY[6] and all(map(_SIGNS.__contains__, text))


def payment_qr_symbol(text: str, /) -> Symbol:
    """
    (This function will) draw a text for which `can_draw` is true.

    >>> payment_qr_symbol("DR1:1:1:0:20261130:00").columns
    25
    """
    version = next(version for version, most in _CAPACITY.items() if len(text) <= most)
    frame = _frame(version)
    data = 0
    for table, codeword in zip(frame.tables, _codewords(text, version), strict=True):
        data |= table[codeword]
    symbols = [fixed | (data ^ mask) for fixed, mask in zip(frame.fixed, frame.masks, strict=True)]
    best = min(symbols, key=frame.penalty)
    return Symbol(columns=frame.size, rows=frame.size, hex_rows=frame.hex_rows(best))


def _codewords(text: str, version: int) -> bytes:
    """Bits of mode, length and signs, padded, then error correction, blocks interleaved (7.4 to 7.6)."""
    count, correction, blocks = _SHAPES[version]
    bits, length = (0b0010 << 9) | len(text), 13
    values = [_SIGNS[sign] for sign in text]
    for place in range(0, len(values) - 1, 2):
        bits = bits << 11 | values[place] * 45 + values[place + 1]
        length += 11
    if len(values) % 2:
        bits, length = bits << 6 | values[-1], length + 6
    room = count * 8
    ending = min(4, room - length)
    ending += -(length + ending) % 8
    head = (bits << ending).to_bytes((length + ending) // 8, "big")
    data = (head + b"\xec\x11" * count)[:count]
    if blocks == 1:
        return data + _correction(data, correction)
    size = count // blocks
    parts = [data[at : at + size] for at in range(0, count, size)]
    checks = [_correction(part, correction) for part in parts]
    return bytes(
        [part[place] for place in range(size) for part in parts]
        + [check[place] for place in range(correction) for check in checks]
    )


def _correction(data: bytes, count: int) -> bytes:
    """Remainder of the Reed-Solomon division (7.5.2)."""
    rows, top, keep = _division_rows(count), 8 * (count - 1), (1 << 8 * (count - 1)) - 1
    rest = 0
    for codeword in data:
        rest = (rest & keep) << 8 ^ rows[codeword ^ rest >> top]
    return rest.to_bytes(count, "big")


@lru_cache(maxsize=8)
def _division_rows(count: int) -> list[int]:
    """The generator polynomial times each factor, without its leading term."""
    generator = [1]
    root = 1
    for _ in range(count):
        shifted = [*generator, 0]
        generator = [
            high ^ low for high, low in zip(shifted, [0, *(_times(part, root) for part in generator)], strict=True)
        ]
        root = _times(root, 2)
    rows = []
    for factor in range(256):
        rows.append(int.from_bytes(bytes(_times(part, factor) for part in generator[1:]), "big"))
    return rows


def _times(one: int, other: int) -> int:
    """Multiply in GF(256) with the polynomial of the standard."""
    product = 0
    while other:
        if other & 1:
            product ^= one
        one = one << 1 ^ (0x11D if one & 0x80 else 0)
        other >>= 1
    return product


class _Frame:
    """All of a version that does not depend on the text."""

    def __init__(self, version: int) -> None:
        self.size = 17 + 4 * version
        # Whole bytes a row, with at least the margin between rows.
        self.stride = -(-(self.size + _MARGIN) // 8) * 8
        self.all = sum(self.bit(row, column) for row in range(self.size) for column in range(self.size))
        dark, free = self._patterns(version)
        self.fixed = [dark | self._format(mask) for mask in range(8)]
        self.masks = [
            sum(self.bit(row, column) for row, column in free if _is_masked(mask, row, column)) for mask in range(8)
        ]
        path = [cell for cell in self._path() if cell in free]
        count = len(path) // 8
        self.tables = [self._table(path[8 * place : 8 * place + 8]) for place in range(count)]

    def bit(self, row: int, column: int) -> int:
        """The module's bit."""
        place = (self.size - 1 - row + _MARGIN) * self.stride + self.stride - 1 - column
        return 1 << place

    def _table(self, cells: list[tuple[int, int]]) -> list[int]:
        bits = [self.bit(row, column) for row, column in cells]
        return [sum(bit for place, bit in enumerate(bits) if value >> 7 - place & 1) for value in range(256)]

    def _patterns(self, version: int) -> tuple[int, set[tuple[int, int]]]:
        """Finders, timing, alignment and the dark module; the cells that are left for data (6.3)."""
        last = self.size - 1
        cells = {(row, column) for row in range(self.size) for column in range(self.size)}
        taken: dict[tuple[int, int], bool] = {}
        for place in range(self.size):
            taken[6, place] = taken[place, 6] = place % 2 == 0
        centres = [(3, 3, 4), (3, last - 3, 4), (last - 3, 3, 4)]
        if version > 1:
            centres.append((last - 6, last - 6, 2))
        for row, column, reach in centres:
            for down in range(-reach, reach + 1):
                for right in range(-reach, reach + 1):
                    ring = max(abs(down), abs(right))
                    if (row + down, column + right) in cells:
                        taken[row + down, column + right] = ring not in ({2, 4} if reach == 4 else {1})
        dark = sum(self.bit(*cell) for cell, is_dark in taken.items() if is_dark) + self.bit(last - 7, 8)
        reserved = {*taken, (last - 7, 8), *self._format_cells(0), *self._format_cells(1)}
        return dark, cells - reserved

    def _format_cells(self, copy: int) -> list[tuple[int, int]]:
        """Where the fifteen bits of the format stand, lowest first (7.9)."""
        last = self.size - 1
        if copy:
            return [(8, last - place) for place in range(8)] + [(last - 14 + place, 8) for place in range(8, 15)]
        return [*((row, 8) for row in (0, 1, 2, 3, 4, 5, 7, 8)), *((8, column) for column in (7, 5, 4, 3, 2, 1, 0))]

    def _format(self, mask: int) -> int:
        """Level M and the mask, with their own correction."""
        rest = mask << 10
        for place in range(14, 9, -1):
            if rest >> place & 1:
                rest ^= 0x537 << place - 10
        word = (mask << 10 | rest) ^ 0x5412
        return sum(
            self.bit(*cell)
            for copy in (0, 1)
            for place, cell in enumerate(self._format_cells(copy))
            if word >> place & 1
        )

    def _path(self) -> list[tuple[int, int]]:
        """Upwards and downwards in columns of two from the right, past the upright timing line (7.7.3)."""
        path = []
        is_upwards = True
        for right in (*range(self.size - 1, 6, -2), 5, 3, 1):
            rows = range(self.size - 1, -1, -1) if is_upwards else range(self.size)
            path += [(row, column) for row in rows for column in (right, right - 1)]
            is_upwards = not is_upwards
        return path

    def penalty(self, dark: int) -> int:
        """How badly a scanner would like the symbol (7.8.3)."""
        inside, points, same = self.all, 0, []
        for step in (1, self.stride):
            alike = ~(dark ^ dark >> step) & inside & inside >> step
            same.append(alike)
            two = alike & alike >> step
            five = two & two >> 2 * step
            points += five.bit_count() + 2 * (five & ~(five << step)).bit_count()
            one = dark & dark >> 2 * step & dark >> 3 * step & dark >> 4 * step & dark >> 6 * step
            finder = one & ~(dark >> step) & ~(dark >> 5 * step)
            if finder:
                pair = ~dark & ~(dark >> step)
                light = pair & pair >> 2 * step
                points += 40 * (finder & (light << 4 * step | light >> 7 * step)).bit_count()
        points += 3 * (same[0] & same[0] >> self.stride & same[1] & same[1] >> 1).bit_count()
        total = self.size * self.size
        return points + 10 * (abs(2 * dark.bit_count() - total) * 10 // total)

    def hex_rows(self, dark: int) -> str:
        """The rows in whole bytes."""
        digits, kept = self.stride // 4, -(-self.size // 8) * 2
        text = f"{dark >> _MARGIN * self.stride:0{self.size * digits}X}"
        return "".join([text[at : at + kept] for at in range(0, len(text), digits)])


def _is_masked(mask: int, row: int, column: int) -> bool:
    """The eight conditions (table 10)."""
    product = row * column
    return (
        (row + column) % 2,
        row % 2,
        column % 3,
        (row + column) % 3,
        (row // 2 + column // 3) % 2,
        product % 2 + product % 3,
        (product % 2 + product % 3) % 2,
        ((row + column) % 2 + product % 3) % 2,
    )[mask] == 0


@lru_cache(maxsize=6)
def _frame(version: int) -> _Frame:
    return _Frame(version)
