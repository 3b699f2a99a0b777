"""Thirteen months of consumption: a bar, a number and a name each; estimated months are hatched."""

from typing import Final

from drita.documents.bill.look import (
    BAR,
    BAR_COMPARED,
    BRAND_FILL,
    CHART_TOP,
    HATCH,
    LEFT,
    LINE,
    RIGHT,
    STRONG_LINE,
    WIDTH,
    Styles,
)
from drita.documents.bill.view import BillView, ChartMonth
from drita.documents.pdf.pens import PAGE_HEIGHT, Area, Pen, Style

_PLOT_WIDTH: Final = 384.0
_BASE: Final = CHART_TOP + 85
_TALLEST: Final = 52.0
_SIDE_X: Final = LEFT + _PLOT_WIDTH + 24


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
    return tuple([max(value * tallest / top, 0.6) if value else 0.0 for value in values])


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
    pen.open("Figure", alt=chart_in_words(view), area=plot)
    step = _PLOT_WIDTH / 13
    # Fewer than thirteen months stand at the right, so that the billed month is always in its place.
    x = LEFT + step * (13 - len(view.chart)) + step / 2
    last = len(view.chart) - 1
    number_style = _number_style(styles, view, step)
    for place, (month, height) in enumerate(zip(view.chart, bar_heights(view.chart, _TALLEST), strict=True)):
        is_compared = place == last or (place == 0 and last == 12)
        _draw_bar(pen, x, height, month, BRAND_FILL if place == last else BAR_COMPARED if is_compared else BAR)
        style = number_style[1] if is_compared else number_style[0]
        live.text(x - style.width(month.number) / 2, _BASE - height - 2.5, style, month.number)
        name_style = styles.tiny_strong if is_compared else styles.tiny
        live.text(x - name_style.width(month.name) / 2, _BASE + 9, name_style, month.name)
        x += step
    pen.close()
    _draw_comparison(pen, styles, view)
    pen.close()


def _number_style(styles: Styles, view: BillView, step: float) -> tuple[Style, Style]:
    """Choose one size for all numbers: the largest in which the widest stays in its own column."""
    widest = max((month.number for month in view.chart), key=len, default="")
    for plain, strong in styles.chart_numbers:
        if strong.width(widest) <= step - 1.5:
            return plain, strong
    return styles.chart_numbers[-1]


def _draw_bar(pen: Pen, x: float, height: float, month: ChartMonth, paint: str) -> None:
    if not height:
        return
    area = Area(x=x - 9, y=_BASE - height, width=18, height=height)
    pen.live.box(area, HATCH if month.is_estimated else paint)
    if month.is_estimated:
        bottom = PAGE_HEIGHT - _BASE
        pen.live.raw(f"{paint.replace('rg', 'RG')} 0.6 w {area.x:.2f} {bottom:.2f} 18 {height:.2f} re S")


def _draw_hatch_key(pen: Pen, styles: Styles, view: BillView) -> None:
    text = view.labels["hatched"]
    x = LEFT + _PLOT_WIDTH - styles.small.width(text)
    pen.live.box(Area(x=x - 11, y=CHART_TOP + 5, width=8, height=7), HATCH)
    pen.live.text(x, CHART_TOP + 11.5, styles.small, text, "P")


def _draw_comparison(pen: Pen, styles: Styles, view: BillView) -> None:
    live = pen.live
    pen.open("Table")
    y = CHART_TOP + 34
    for label, value in view.comparison:
        pen.open("TR")
        live.text(_SIDE_X, y, styles.small, label, "TH:Row")
        room = RIGHT - _SIDE_X - styles.small.width(label) - 8
        steps = (styles.value_strong, styles.small_strong, styles.tiny_strong)
        style = next((step for step in steps if step.width(value) <= room), steps[-1])
        live.right(RIGHT, y, style, value, "TD")
        pen.close()
        y += 15
    pen.close()
