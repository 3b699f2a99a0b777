"""The bill's measures, colours and type styles: one place, so that the page stays one page."""

from functools import lru_cache
from typing import Final

from drita.documents.pdf.fonts import FontFace
from drita.documents.pdf.pens import PAGE_WIDTH, Style

# Colours as PDF operands; the same values as the tokens of the screens.
INK: Final = "0.114 0.153 0.2"
GREY: Final = "0.318 0.365 0.42"
BRAND: Final = "0.071 0.224 0.357"
WHITE: Final = "1 1 1"
LINE: Final = "0.78 0.81 0.845 rg"
STRONG_LINE: Final = "0.071 0.224 0.357 rg"
PANEL: Final = "0.957 0.965 0.973 rg"
AMBER: Final = "0.949 0.663 0 rg"
BRAND_FILL: Final = "0.071 0.224 0.357 rg"
BAR: Final = "0.62 0.71 0.79 rg"
BAR_COMPARED: Final = "0.29 0.47 0.63 rg"
WHITE_FILL: Final = "1 g"

LEFT: Final = 42.52  # 15 mm
RIGHT: Final = PAGE_WIDTH - LEFT
WIDTH: Final = RIGHT - LEFT
SECOND_COLUMN: Final = 306.0

FLOW_TOP: Final = 332.0
FLOW_BOTTOM: Final = 578.0
CHART_TOP: Final = 592.0
SLIP_TOP: Final = 701.0
NEXT_FLOW_TOP: Final = 96.0
NEXT_FLOW_BOTTOM: Final = 790.0
FOOT: Final = 824.0


class Styles:
    """The type styles of one template. Made once per template, since pens compare styles by identity."""

    def __init__(self, *, regular: FontFace, bold: FontFace) -> None:
        def plain(size: float, colour: str = INK) -> Style:
            return Style(face=regular, font_name="R", size=size, colour=colour)

        def strong(size: float, colour: str = INK) -> Style:
            return Style(face=bold, font_name="B", size=size, colour=colour)

        self.regular = regular
        self.bold = bold
        self.issuer = strong(12.5, BRAND)
        self.title = tuple(strong(size, BRAND) for size in (19, 17, 15, 13))
        self.month = plain(12, GREY)
        self.small = plain(7.5, GREY)
        self.small_ink = plain(7.5)
        self.small_strong = strong(7.5)
        self.tiny = plain(6.5, GREY)
        self.tiny_ink = plain(6.5)
        self.tiny_strong = strong(6.5)
        self.label = plain(8.5, GREY)
        self.value = plain(9)
        self.value_strong = strong(9)
        self.total = strong(10)
        self.name = tuple(strong(size) for size in (11.5, 10, 9))
        self.address = tuple(plain(size) for size in (10, 9, 8))
        self.payable = tuple(strong(size) for size in (30, 26, 22, 18))
        self.payable_label = strong(10)
        self.payable_when = tuple(strong(size) for size in (10.5, 9, 8))
        self.section = strong(10.5, BRAND)
        self.head = plain(7.5, GREY)
        self.cell = plain(9)
        self.cell_steps = tuple(plain(size) for size in (9, 8, 7))
        # Numbers are never cut: the smallest step holds the largest sum that the database does.
        self.number_steps = tuple(plain(size) for size in (9, 8, 7, 6, 5, 4))
        self.cell_strong_steps = tuple(strong(size) for size in (9, 8, 7))
        self.value_steps = tuple(plain(size) for size in (9, 8, 7))
        self.part_steps = tuple(plain(size) for size in (9, 8.2, 7.4))
        self.codes = tuple(strong(size) for size in (9, 8, 7, 6))
        self.chart_numbers = tuple((plain(size), strong(size)) for size in (7, 6, 5, 4.4))
        self.watermark = strong(66, "0.93 0.94 0.95")


@lru_cache(maxsize=4096)
def wrapped(text: str, style: Style, width: float, limit: int, /) -> tuple[str, ...]:
    """
    (This function will) break a printable text into at most `limit` lines of a width; the last one ends in "…" if cut.

    Words longer than a line are cut where the line ends.
    """
    lines: list[str] = []
    rest = text.strip()
    while rest and len(lines) < limit:
        taken = _longest_start(rest, style, width)
        if taken == len(rest):
            lines.append(rest)
            return tuple(lines)
        at_blank = rest.rfind(" ", 0, taken + 1)
        if at_blank > 0:
            taken = at_blank
        lines.append(rest[:taken].rstrip())
        rest = rest[taken:].lstrip()
    if rest and lines:
        last = lines[-1]
        while last and style.width(last + "…") > width:
            last = last[:-1]
        lines[-1] = last.rstrip() + "…"
    return tuple(lines) or ("",)


def _longest_start(text: str, style: Style, width: float) -> int:
    """Count the signs that fit into a width, at least one."""
    room = width * 1000 / style.size
    widths = style.widths
    for count, sign in enumerate(text):
        room -= widths[sign]
        if room < 0:
            return max(count, 1)
    return len(text)


def one_line(text: str, steps: tuple[Style, ...], width: float, /) -> tuple[Style, str, float]:
    """(This function will) choose the largest style in which a text fits on a line, else cut it; with its width."""
    for style in steps:
        needed = style.width(text)
        if needed <= width:
            return style, text, needed
    cut = wrapped(text, steps[-1], width, 1)[0]
    return steps[-1], cut, steps[-1].width(cut)


@lru_cache(maxsize=4096)
def fitted(text: str, steps: tuple[Style, ...], width: float, limit: int, /) -> tuple[Style, tuple[str, ...]]:
    """(This function will) choose the largest style in which a text fits into `limit` lines, else cut it in the last."""
    for style in steps[:-1]:
        lines = wrapped(text, style, width, limit)
        if not lines[-1].endswith("…") or text.endswith("…"):
            return style, lines
    return steps[-1], wrapped(text, steps[-1], width, limit)
