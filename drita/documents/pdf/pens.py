"""
Pens: what a layout draws with.

One layout draws everything in reading order and says of each mark whether it is **fixed** (the same on every bill)
or **live**. The pens differ in what they keep: the background is the fixed marks once, the print run's page the live
marks, and the single bill (`tags.py`) both, with their structure.
"""

from collections.abc import Callable, Hashable
from typing import Final, NamedTuple, Protocol

from drita.documents.pdf.fonts import FontFace
from drita.documents.pdf.symbol import Symbol

PAGE_WIDTH: Final = 595.28
PAGE_HEIGHT: Final = 841.89
_HATCH_STEP: Final = 3.0


class Style:
    """A face, a size and a colour; compared by identity, so make each once."""

    __slots__ = ("face", "operators", "size", "widths")

    def __init__(self, *, face: FontFace, font_name: str, size: float, colour: str) -> None:
        self.face = face
        self.size = size
        self.widths = face.widths
        self.operators = f"/{font_name} {size:g} Tf {colour} rg"

    def width(self, text: str, /) -> float:
        """Measure a printable text in points."""
        return sum(map(self.widths.__getitem__, text)) * self.size / 1000


class Area(NamedTuple):
    """A rectangle measured from the page's top left corner, in points."""

    x: float
    y: float
    width: float
    height: float


class Marks(Protocol):
    """What can be put on a page. `y` runs downwards from the top; text stands on it. `role` is the mark's structure."""

    def text(self, x: float, y: float, style: Style, text: str, role: str = "") -> None:
        """Write from a left edge."""

    def right(self, x: float, y: float, style: Style, text: str, role: str = "") -> None:
        """Write up to a right edge."""

    def lines(self, x: float, y: float, style: Style, lines: tuple[str, ...], leading: float, role: str) -> None:
        """Write several lines that are one paragraph."""

    def box(self, area: Area, paint: str) -> None:
        """Fill a rectangle; `paint` is the operator that chooses the colour."""

    def rule(self, x: float, y: float, width: float, paint: str, thickness: float = 0.5) -> None:
        """Draw a level line downwards from y."""

    def bars(self, rectangles: list[str], paint: str) -> None:
        """Fill several rectangles, given as PDF operators, in one paint."""

    def again(self, key: Hashable, draw: Callable[["Marks"], None]) -> None:
        """Draw texts without structure that many bills share; `key` says all that they depend on."""

    def symbol(self, area: Area, symbol: Symbol) -> None:
        """Draw a QR or a barcode in black."""

    def under(self, operators: str) -> None:
        """Draw by PDF operators, in PDF's own coordinates (from the bottom), beneath everything else on the page."""

    def raw(self, operators: str) -> None:
        """Draw by PDF operators, in PDF's own coordinates (from the bottom)."""


class Pen(Protocol):
    """The two kinds of marks and the structure around them."""

    fixed: Marks
    live: Marks
    draws_fixed: bool  # whether drawing fixed marks is worth the while
    has_structure: bool  # whether words that only a screen reader hears are worth making

    def open(self, role: str, alt: str = "", area: Area | None = None) -> None:
        """Begin a structure element: Sect, Table, TR, Figure ..."""

    def close(self) -> None:
        """End the structure element begun last."""

    def start_page(self, background: str) -> None:
        """Begin a page on one of the template's backgrounds."""

    def go_to(self, page: int) -> None:
        """Draw on a page begun before, the first being 0."""

    def stamp(self, name: str, y: float) -> bool:
        """Place a fixed group of marks at a height; False = the layout must draw the group itself."""


class NoMarks:
    """Keeps nothing."""

    def text(self, x: float, y: float, style: Style, text: str, role: str = "") -> None:
        """Ignore."""

    def right(self, x: float, y: float, style: Style, text: str, role: str = "") -> None:
        """Ignore."""

    def lines(self, x: float, y: float, style: Style, lines: tuple[str, ...], leading: float, role: str) -> None:
        """Ignore."""

    def box(self, area: Area, paint: str) -> None:
        """Ignore."""

    def rule(self, x: float, y: float, width: float, paint: str, thickness: float = 0.5) -> None:
        """Ignore."""

    def bars(self, rectangles: list[str], paint: str) -> None:
        """Ignore."""

    def again(self, key: Hashable, draw: Callable[[Marks], None]) -> None:
        """Ignore."""

    def symbol(self, area: Area, symbol: Symbol) -> None:
        """Ignore."""

    def under(self, operators: str) -> None:
        """Ignore."""

    def raw(self, operators: str) -> None:
        """Ignore."""


# Nearly all texts stand on few places, and writing two numbers costs more than looking their words up.
_PLACES: Final[dict[tuple[float, float], str]] = {}
_MOST_PLACES: Final = 20_000
# A private sign that no font of ours holds. Its code cannot appear astride two others, because every printable sign's
# code begins with 0, 1 or 2.
_PARTING: Final = "\uf8ff"
_PARTING_CODE: Final = "f8ff"
_KEPT: Final[dict[Hashable, str]] = {}
_MOST_KEPT: Final = 500


def _remembered_place(x: float, y: float) -> str:
    if len(_PLACES) > _MOST_PLACES:
        _PLACES.clear()
    place = f"1 0 0 1 {x:.2f} {PAGE_HEIGHT - y:.2f} Tm<"
    _PLACES[x, y] = place
    return place


class StreamMarks:
    """Collects the operators of one page or group: what is painted first, then all text in one text object."""

    __slots__ = ("_slots", "_style", "_texts", "painted", "written")

    def __init__(self) -> None:
        self.painted: list[str] = []
        self.written: list[str] = []
        self._texts: list[str] = []
        self._slots: list[int] = []
        self._style: Style | None = None

    def text(self, x: float, y: float, style: Style, text: str, role: str = "") -> None:
        """Write from a left edge."""
        if not text:
            return
        if style is not self._style:
            self.written.append(style.operators)
            self._style = style
        written = self.written
        self._texts.append(text)
        self._slots.append(len(written))
        written.append(_PLACES.get((x, y)) or _remembered_place(x, y))

    def right(self, x: float, y: float, style: Style, text: str, role: str = "") -> None:
        """Write up to a right edge."""
        width = sum(map(style.widths.__getitem__, text)) * style.size / 1000
        self.text(x - width, y, style, text)

    def lines(self, x: float, y: float, style: Style, lines: tuple[str, ...], leading: float, role: str) -> None:
        """Write several lines that are one paragraph."""
        for line in lines:
            self.text(x, y, style, line)
            y += leading

    def box(self, area: Area, paint: str) -> None:
        """Fill a rectangle."""
        self.painted.append(f"{paint} {rectangle(area)} f")

    def rule(self, x: float, y: float, width: float, paint: str, thickness: float = 0.5) -> None:
        """Draw a level line."""
        bottom = PAGE_HEIGHT - y - thickness
        self.painted.append(f"{paint} {x:.2f} {bottom:.2f} {width:.2f} {thickness:g} re f")

    def bars(self, rectangles: list[str], paint: str) -> None:
        """Fill several rectangles in one paint."""
        self.painted.append(f"{paint} {' '.join(rectangles)} f")

    def again(self, key: Hashable, draw: Callable[[Marks], None]) -> None:
        """Draw texts that many bills share, remembering their operators."""
        kept = _KEPT.get(key)
        if kept is None:
            marks = StreamMarks()
            draw(marks)
            if len(_KEPT) > _MOST_KEPT:
                _KEPT.clear()
            marks._spell()
            kept = _KEPT[key] = "\n".join(marks.written)
        self.written.append(kept)
        self._style = None

    def symbol(self, area: Area, symbol: Symbol) -> None:
        """Draw a QR or a barcode as an image mask."""
        self.painted.append(symbol_operators(area, symbol))

    def under(self, operators: str) -> None:
        """Draw beneath everything else on the page, the background too."""
        self.painted.insert(0, operators)

    def raw(self, operators: str) -> None:
        """Draw by PDF operators."""
        self.painted.append(operators)

    def _spell(self) -> None:
        """Put the codes of all texts in their places: one call of the codec for a page instead of a hundred."""
        if not self._texts:
            return
        codes = _PARTING.join(self._texts).encode("utf-16-be").hex().split(_PARTING_CODE)
        written = self.written
        for slot, code in zip(self._slots, codes, strict=True):
            written[slot] = f"{written[slot]}{code}>Tj"
        self._texts, self._slots = [], []

    def content(self) -> bytes:
        """Give the finished operators."""
        self._spell()
        pieces = self.painted
        if self.written:
            pieces = [*pieces, "BT", *self.written, "ET"]
        return "\n".join(pieces).encode("ascii")


def rectangle(area: Area, /) -> str:
    """
    (This function will) write an area as PDF's rectangle operator.

    >>> rectangle(Area(x=10, y=1.89, width=5, height=40))
    '10.00 800.00 5.00 40.00 re'
    """
    bottom = PAGE_HEIGHT - area.y - area.height
    return f"{area.x:.2f} {bottom:.2f} {area.width:.2f} {area.height:.2f} re"


def hatched(area: Area, colour: str, /) -> str:
    """
    (This function will) write strokes that go up to the right and fill an area, cut at its edges.

    Drawn stroke by stroke and not as a tile, because old printing machines and archives are shy of patterns.

    >>> hatched(Area(x=0, y=835.89, width=6, height=6), "0 0 0").count(" l")
    4
    """
    bottom = PAGE_HEIGHT - area.y - area.height
    strokes = []
    x = area.x - area.height + _HATCH_STEP / 2
    while x < area.x + area.width:
        strokes.append(f"{x:.2f} {bottom:.2f} m {x + area.height:.2f} {bottom + area.height:.2f} l")
        x += _HATCH_STEP
    return f"q {rectangle(area)} W n {colour} RG 0.6 w {' '.join(strokes)} S Q"


def symbol_operators(area: Area, symbol: Symbol, /) -> str:
    """(This function will) write a code as an inline image mask in black ink alone, scaled to its area."""
    bottom = PAGE_HEIGHT - area.y - area.height
    return (
        f"q 0 g {area.width:.2f} 0 0 {area.height:.2f} {area.x:.2f} {bottom:.2f} cm\n"
        f"BI/W {symbol.columns}/H {symbol.rows}/IM true/BPC 1/D[1 0]/F/AHx ID\n{symbol.hex_rows}>\nEI Q"
    )


class FixedPen:
    """Keeps the fixed marks alone: makes a background."""

    def __init__(self) -> None:
        self.marks = StreamMarks()
        self.fixed: Marks = self.marks
        self.live: Marks = NoMarks()
        self.has_structure, self.draws_fixed = False, True

    def open(self, role: str, alt: str = "", area: Area | None = None) -> None:
        """Ignore: a background has no structure."""

    def close(self) -> None:
        """Ignore."""

    def start_page(self, background: str) -> None:
        """Ignore: the caller draws one page."""

    def go_to(self, page: int) -> None:
        """Ignore: the caller draws one page."""

    def stamp(self, name: str, y: float) -> bool:
        """Leave stamps out: they are placed by each page."""
        return True


class RunPen:
    """Keeps the live marks alone, over backgrounds and stamps by name: makes the pages of a print run."""

    __slots__ = ("_marks", "draws_fixed", "fixed", "has_structure", "live", "pages")

    def __init__(self) -> None:
        self.fixed: Marks = NoMarks()
        self.has_structure, self.draws_fixed = False, False
        self.pages: list[StreamMarks] = []

    def open(self, role: str, alt: str = "", area: Area | None = None) -> None:
        """Ignore: the run is paper."""

    def close(self) -> None:
        """Ignore."""

    def start_page(self, background: str) -> None:
        """Begin a page on a background."""
        marks = StreamMarks()
        marks.painted.append(f"/{background} Do")
        self.pages.append(marks)
        self.go_to(len(self.pages) - 1)

    def go_to(self, page: int) -> None:
        """Draw on a page begun before."""
        self._marks = self.pages[page]
        self.live: Marks = self._marks

    def stamp(self, name: str, y: float) -> bool:
        """Place a fixed group by one order."""
        self._marks.painted.append(f"q 1 0 0 1 0 {-y:.2f} cm/{name} Do Q")
        return True
