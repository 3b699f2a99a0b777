"""Thirteen months of consumption: a bar, a number and a name each; estimated months are hatched."""

from typing import Final

from drita.documents.bill.look import (
    BAR,
    BAR_COMPARED,
    BRAND,
    BRAND_FILL,
    CHART_TOP,
    LEFT,
    LINE,
    RIGHT,
    STRONG_LINE,
    WIDTH,
    Styles,
)
from drita.documents.bill.view import BillView, ChartMonth
from drita.documents.pdf.pens import PAGE_HEIGHT, Area, Marks, Pen, Style, hatched

_PLOT_WIDTH: Final = 384.0
_BASE: Final = CHART_TOP + 85
_TALLEST: Final = 52.0
_SIDE_X: Final = LEFT + _PLOT_WIDTH + 16
_STEP: Final = _PLOT_WIDTH / 13
_CENTRES: Final = tuple(LEFT + _STEP * (place + 0.5) for place in range(13))
_FULL_YEAR: Final = (BAR_COMPARED, *[BAR] * 11, BRAND_FILL)


def bar_heights(months: tuple[ChartMonth, ...], tallest: float, /) -> tuple[float, ...]:
    """
    (This function will) scale the months to the tallest bar; below zero and unknown stand at nothing.

    >>> month = ChartMonth("tet 26", "tetor 2026", "0", 0, False)
    >>> bar_heights((month,), 50.0)
    (0.0,)
    """
    values = [max(month.consumption_wh or 0, 0) for month in months]
    top = max(values, default=0) or 1
    # A month with any use shows at least a hair of a bar.
    return tuple([max(round(value * tallest / top, 1), 0.6) if value else 0.0 for value in values])


def chart_in_words(view: BillView, /) -> str:
    """(This function will) tell the chart to someone who cannot see it."""
    estimated = view.labels["quality_estimated"]
    months = [
        f"{month.long_name} {month.number}{' ' + estimated if month.is_estimated else ''}" for month in view.chart
    ]
    return f"{view.labels['chart']}: {'; '.join(months)}."


def draw_chart(pen: Pen, styles: Styles, view: BillView) -> None:
    """(This function will) draw the chart with direct labels, and the comparison with a year ago beside it."""
    fixed, live = pen.fixed, pen.live
    pen.open("Sect")
    fixed.rule(LEFT, CHART_TOP - 4, WIDTH, LINE)
    fixed.text(LEFT, CHART_TOP + 12, styles.section, view.labels["chart"], "H2")
    if any(month.is_estimated for month in view.chart):
        _draw_hatch_key(pen, styles, view)
    fixed.rule(LEFT, _BASE, _PLOT_WIDTH, STRONG_LINE, 0.6)
    plot = Area(x=LEFT, y=CHART_TOP + 14, width=_PLOT_WIDTH, height=86)
    alt = chart_in_words(view) if pen.has_structure else ""
    pen.open("Figure", alt=alt, area=plot)
    heights = bar_heights(view.chart, _TALLEST)
    _draw_bars(pen, view, heights)
    live.again((styles, view.chart_key), lambda marks: _draw_names(marks, styles, view))
    plain, strong = _number_style(styles, view)
    for x, month, height, kind in zip(_centres(view), view.chart, heights, _kinds(view), strict=True):
        style = plain if kind == BAR else strong
        live.text(x - style.width(month.number) / 2, _BASE - height - 2.5, style, month.number)
    pen.close()
    _draw_comparison(pen, styles, view)
    pen.close()


def _centres(view: BillView) -> tuple[float, ...]:
    """Fewer than thirteen months stand at the right, so that the billed month is always in its place."""
    return _CENTRES[13 - len(view.chart) :]


def _kinds(view: BillView) -> tuple[str, ...]:
    """The billed month stands out, and of a full year also the same month of the year before."""
    count = len(view.chart)
    if count == 13:
        return _FULL_YEAR
    return (*[BAR] * (count - 1), BRAND_FILL) if count else ()


def _draw_bars(pen: Pen, view: BillView, heights: tuple[float, ...]) -> None:
    bottom = f"{PAGE_HEIGHT - _BASE:.2f}"
    groups: dict[str, list[str]] = {}
    for x, month, height, kind in zip(_centres(view), view.chart, heights, _kinds(view), strict=True):
        if not height:
            continue
        bar = f"{x - 9:.2f} {bottom} 18 {height} re"
        if month.is_estimated:
            area = Area(x=x - 9, y=_BASE - height, width=18, height=height)
            pen.live.raw(hatched(area, BRAND))
            pen.live.raw(f"{kind.replace('rg', 'RG')} 0.6 w {bar} S")
        else:
            groups.setdefault(kind, []).append(bar)
    for kind, bars in groups.items():
        pen.live.bars(bars, kind)


def _draw_names(marks: Marks, styles: Styles, view: BillView) -> None:
    for x, month, kind in zip(_centres(view), view.chart, _kinds(view), strict=True):
        style = styles.tiny if kind == BAR else styles.tiny_strong
        marks.text(x - style.width(month.name) / 2, _BASE + 9, style, month.name)


def _number_style(styles: Styles, view: BillView) -> tuple[Style, Style]:
    """Choose one size for all numbers: the largest in which the widest stays in its own column."""
    widest = max((month.number for month in view.chart), key=len, default="")
    for plain, strong in styles.chart_numbers:
        if strong.width(widest) <= _STEP - 1.5:
            return plain, strong
    return styles.chart_numbers[-1]


def _draw_hatch_key(pen: Pen, styles: Styles, view: BillView) -> None:
    text = view.labels["hatched"]
    x = LEFT + _PLOT_WIDTH - styles.small.width(text)
    pen.live.raw(hatched(Area(x=x - 11, y=CHART_TOP + 5, width=8, height=7), BRAND))
    pen.live.text(x, CHART_TOP + 11.5, styles.small, text, "P")


def _draw_comparison(pen: Pen, styles: Styles, view: BillView) -> None:
    live = pen.live
    steps = (styles.value_strong, styles.small_strong, styles.tiny_strong)
    rows = [(value, RIGHT - _SIDE_X - styles.small.width(label) - 6) for label, value in view.comparison]
    # One size for all, so that the numbers can be compared.
    style = next((step for step in steps if all(step.width(value) <= room for value, room in rows)), steps[-1])
    pen.open("Table")
    y = CHART_TOP + 34
    for label, value in view.comparison:
        pen.open("TR")
        live.text(_SIDE_X, y, styles.small, label, "TH:Row")
        live.right(RIGHT, y, style, value, "TD")
        pen.close()
        y += 15
    pen.close()
