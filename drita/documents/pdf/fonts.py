"""
A TrueType font cut to what names in this country need, ready to be put into a PDF any number of times.

The character code in the page is the Unicode code point itself (two bytes), and a map inside the font object leads
from it to the glyph. So writing a text costs one call of the UTF-16 codec, and copying text out of the PDF cannot go
wrong.
"""

import io
import unicodedata
import zlib
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final

from fontTools import subset
from fontTools.ttLib import TTFont

# Latin with Latin Extended-A, Greek, Cyrillic, and the signs of a bill.
REPERTOIRE: Final = (
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),
    *range(0x370, 0x400),
    *range(0x400, 0x460),
    *(0x490, 0x491, 0x218, 0x219, 0x21A, 0x21B),
    *(0x2013, 0x2014, 0x2018, 0x2019, 0x201A, 0x201C, 0x201D, 0x201E, 0x2022, 0x2026, 0x20AC, 0x2116, 0x2212),
)
_STAND_IN: Final = "?"
_SOFT_HYPHEN: Final = 0xAD


@dataclass(frozen=True, slots=True, kw_only=True)
class FaceMetrics:
    """The numbers a font descriptor wants, in thousandths of the type size."""

    postscript_name: str
    ascent: int
    descent: int
    cap_height: int
    bounding_box: tuple[int, int, int, int]
    stem_width: int


@dataclass(frozen=True, kw_only=True)
class FontFace:
    """
    One subset face. Streams are kept compressed as they go into the file, so that they never change again.

    `widths` maps each character that can be printed to its advance in thousandths of the type size.
    """

    metrics: FaceMetrics
    font_stream: bytes
    font_length: int
    glyph_map_stream: bytes
    widths: dict[str, int] = field(repr=False)

    def width(self, text: str, size: float, /) -> float:
        """
        (This function will) measure a printable text.

        Units: points.
        """
        return sum(map(self.widths.__getitem__, text)) * size / 1000

    @cached_property
    def width_array(self) -> str:
        """The widths as PDF wants them: runs of neighbouring codes."""
        runs: list[tuple[int, list[int]]] = []
        for sign, width in sorted(self.widths.items()):
            code = ord(sign)
            if runs and runs[-1][0] + len(runs[-1][1]) == code:
                runs[-1][1].append(width)
            else:
                runs.append((code, [width]))
        return "".join(f"{first}[{' '.join(map(str, widths))}]" for first, widths in runs)


def printable(text: str, face: FontFace, /) -> str:
    """
    (This function will) keep a text to the signs the face holds: accents that it lacks fall off, the rest becomes "?".

    Line breaks, tabs and invisible controls become blanks, so that a stored name can never break a line or hide a sign.
    """
    if text.isascii() and text.isprintable():
        return text
    widths = face.widths
    # Nearly every text is printable as it stands, and this asks the fewest questions about it.
    if all(map(widths.__contains__, text)):
        return text
    signs: list[str] = []
    for sign in unicodedata.normalize("NFC", text):
        if sign in widths:
            signs.append(sign)
            continue
        category = unicodedata.category(sign)
        base = "".join(part for part in unicodedata.normalize("NFKD", sign) if part in widths)
        if category[0] == "Z" or category == "Cc":
            signs.append(" ")
        elif category not in {"Cf", "Mn"}:
            signs.append(base or _STAND_IN)
    return "".join(signs)


def subset_face(*, path: Path, stem_width: int) -> FontFace:
    """
    (This function will) cut a static TrueType file to the repertoire; the same bytes each time.

    Raises: FileNotFoundError.
    """
    source = io.BytesIO(path.read_bytes())
    options = subset.Options()
    options.hinting = False
    options.layout_features = []
    options.drop_tables += ["GPOS", "GSUB", "GDEF", "kern"]
    options.glyph_names = False
    options.name_IDs = [6]
    options.notdef_outline = True
    options.recalc_timestamp = False
    font = TTFont(source, recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=REPERTOIRE)
    cutter.subset(font)
    target = io.BytesIO()
    font.save(target, reorderTables=True)
    cmap: dict[int, str] = font.getBestCmap()
    codes = sorted(code for code in cmap if code != _SOFT_HYPHEN)
    per_mille = 1000 / font["head"].unitsPerEm
    glyph_map = bytearray(2 * (codes[-1] + 1))
    for code in codes:
        glyph_map[2 * code : 2 * code + 2] = font.getGlyphID(cmap[code]).to_bytes(2, "big")
    head, metrics = font["head"], font["hmtx"]
    return FontFace(
        metrics=FaceMetrics(
            postscript_name=font["name"].getDebugName(6),
            ascent=round(font["hhea"].ascent * per_mille),
            descent=round(font["hhea"].descent * per_mille),
            cap_height=round(font["OS/2"].sCapHeight * per_mille),
            bounding_box=(
                round(head.xMin * per_mille),
                round(head.yMin * per_mille),
                round(head.xMax * per_mille),
                round(head.yMax * per_mille),
            ),
            stem_width=stem_width,
        ),
        font_stream=zlib.compress(target.getvalue(), 9),
        font_length=len(target.getvalue()),
        glyph_map_stream=zlib.compress(bytes(glyph_map), 9),
        widths={chr(code): round(metrics[cmap[code]][0] * per_mille) for code in codes},
    )


def roboto_path(weight: str, /) -> Path:
    """
    (This function will) find a static Roboto file in the pinned package that pip installed.

    >>> roboto_path("Bold").name
    'Roboto-Bold.ttf'
    """
    import font_roboto  # type: ignore[import-untyped]  # only the maker of a template needs it

    return Path(font_roboto.__file__).parent / "files" / f"Roboto-{weight}.ttf"
