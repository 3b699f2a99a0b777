"""The bill's chart and codes as SVG: attributes only, no styles, so that a strict content policy lets them pass."""

from html import escape
from typing import Final

from drita.documents.bill.chart import bar_heights, chart_in_words
from drita.documents.bill.view import BillView
from drita.documents.pdf.symbol import Symbol

_BRAND: Final = "#12395b"
_BAR: Final = "#9eb5c9"
_BAR_COMPARED: Final = "#4a78a0"
_STEP: Final = 48
_TALLEST: Final = 120.0
_BASE: Final = 142
# Colours stand as attributes, so that a style sheet may turn them for a dark page, and none is needed on paper.
_HATCH: Final = (
    '<defs><pattern id="bill-hatch" width="6" height="6" patternUnits="userSpaceOnUse" '
    f'patternTransform="rotate(45)"><path class="bill-bar-hatch" d="M1 0V6" stroke="{_BRAND}" stroke-width="1.6"/>'
    "</pattern></defs>"
)


def chart_svg(view: BillView, /) -> str:
    """
    (This function will) draw the thirteen months as bars with a number and a name each, estimated ones hatched.

    The inks follow `currentColor` where they are text, so that a dark page stays readable.
    """
    width = _STEP * 13
    parts = [
        f'<svg class="bill-chart" viewBox="0 0 {width} 164" role="img" aria-label="{escape(chart_in_words(view))}">',
        _HATCH,
        f'<path d="M0 {_BASE}H{width}" stroke="currentColor" stroke-width="1"/>',
    ]
    x = _STEP * (13 - len(view.chart)) + _STEP // 2
    last = len(view.chart) - 1
    for place, (month, height) in enumerate(zip(view.chart, bar_heights(view.chart, _TALLEST), strict=True)):
        is_compared = place == last or (place == 0 and last == 12)
        fill = _BRAND if place == last else _BAR_COMPARED if is_compared else _BAR
        name = "estimated" if month.is_estimated else "now" if place == last else "compared" if is_compared else "other"
        edge = f' stroke="{fill}"' if month.is_estimated else ""
        paint = "url(#bill-hatch)" if month.is_estimated else fill
        weight = ' font-weight="700"' if is_compared else ""
        size = 12 if len(month.number) < 8 else 8
        if height:
            parts.append(
                f'<rect class="bill-bar-{name}" x="{x - 15}" y="{_BASE - height:.1f}" width="30" height="{height:.1f}" fill="{paint}"{edge}/>'
            )
        parts.append(
            f'<text x="{x}" y="{_BASE - height - 4:.1f}" font-size="{size}" text-anchor="middle" '
            f'fill="currentColor"{weight}>{month.number}</text>'
            f'<text x="{x}" y="158" font-size="11" text-anchor="middle" fill="currentColor"{weight}>{month.name}</text>'
        )
        x += _STEP
    return "".join([*parts, "</svg>"])


def symbol_svg(symbol: Symbol, /, *, class_name: str, alt: str, row_height: int = 1) -> str:
    """
    (This function will) draw a QR or a barcode as one path over white, with the quiet zone that scanners need.

    >>> symbol_svg(Symbol(columns=3, rows=1, hex_rows="A0"), class_name="c", alt="a").count("h1")
    2
    """
    quiet = 4 if symbol.rows > 1 else 10
    width, height = symbol.columns + 2 * quiet, symbol.rows * row_height + 2 * (quiet if symbol.rows > 1 else 0)
    top = quiet if symbol.rows > 1 else 0
    digits = len(symbol.hex_rows) // symbol.rows
    path = []
    for row in range(symbol.rows):
        bits = f"{int(symbol.hex_rows[row * digits : (row + 1) * digits], 16):0{digits * 4}b}"
        column = bits.find("1")
        while 0 <= column < symbol.columns:
            end = bits.find("0", column)
            end = symbol.columns if end < 0 else min(end, symbol.columns)
            path.append(f"M{column + quiet} {row * row_height + top}h{end - column}v{row_height}h-{end - column}z")
            column = bits.find("1", end)
    return (
        f'<svg class="{class_name}" viewBox="0 0 {width} {height}" role="img" aria-label="{escape(alt)}" '
        f'shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{width}v{height}h-{width}z"/>'
        f'<path fill="#000" d="{"".join(path)}"/></svg>'
    )
