"""The part that flows: readings, calculation and notes, over as many pages as they need."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from drita.documents.bill.look import (
    BRAND,
    LEFT,
    LINE,
    RIGHT,
    STRONG_LINE,
    WIDTH,
    Styles,
    fitted,
    one_line,
    wrapped,
)
from drita.documents.bill.view import BillView, LineRow, ReadingRow
from drita.documents.pdf.fonts import printable
from drita.documents.pdf.pens import Area, Pen, Style, hatched

READING_COLUMNS: Final = (LEFT, 258.0, 362.0, 414.0, 460.0, RIGHT)  # left edge, then right edges
_WHEN_X: Final = 238.0
_LINE_RIGHTS: Final = (382.0, 452.0, 492.0, RIGHT)  # quantity, price, factor, amount
_UNIT_X: Final = 386.0
_TEXT_WIDTH: Final = _WHEN_X - LEFT - 8
READING_HEIGHT: Final = 25.0
LINE_HEIGHT: Final = 14.5
HEAD_HEIGHT: Final = 33.0
GAP: Final = 12.0


def draw_readings_head(pen: Pen, styles: Styles, view: BillView, y: float) -> None:
    """(This function will) draw the title and column heads of the readings."""
    labels, fixed = view.labels, pen.fixed
    fixed.text(LEFT, y + 10, styles.section, labels["readings"], "H2")
    pen.open("Table")
    pen.open("TR")
    fixed.text(LEFT, y + 24, styles.head, labels["meter"], "TH:Column")
    heads = ("previous", "present", "difference", "constant", "consumption")
    for right, name in zip(READING_COLUMNS[1:], heads, strict=True):
        fixed.right(right, y + 24, styles.head, labels[name], "TH:Column")
    pen.close()
    fixed.rule(LEFT, y + 28.5, WIDTH, STRONG_LINE, 0.8)


def draw_reading(pen: Pen, styles: Styles, row: ReadingRow, y: float) -> None:
    """(This function will) draw one register: values on a line, how each was got on a smaller one below."""
    live = pen.live
    pen.open("TR")
    meter = printable(row.meter, styles.bold)
    style, text, _ = one_line(meter, styles.cell_strong_steps, 120)
    pen.open("TH:Row")
    live.text(LEFT, y + 9, style, text, "Span")
    register = printable(row.register, styles.regular)
    live.text(LEFT, y + 18, styles.small, wrapped(register, styles.small, 120, 1)[0], "Span")
    pen.close()
    readings = (
        (READING_COLUMNS[1], row.previous, row.previous_how, row.is_previous_estimated),
        (READING_COLUMNS[2], row.present, row.present_how, row.is_present_estimated),
    )
    for right, value, how, is_estimated in readings:
        pen.open("TD")
        live.right(right, y + 9, styles.cell, value, "Span")
        live.right(right, y + 18, styles.small, how, "Span")
        if is_estimated:
            mark = Area(x=right - styles.small.width(how) - 9, y=y + 12.4, width=6, height=6)
            live.raw(hatched(mark, BRAND))
        pen.close()
    live.right(READING_COLUMNS[3], y + 9, styles.cell, row.difference, "TD")
    live.right(READING_COLUMNS[4], y + 9, styles.cell, row.constant, "TD")
    live.right(READING_COLUMNS[5], y + 9, styles.value_strong, row.consumption, "TD")
    live.rule(LEFT, y + 23, WIDTH, LINE)
    pen.close()


def draw_lines_head(pen: Pen, styles: Styles, view: BillView, y: float) -> None:
    """(This function will) draw the title and column heads of the calculation."""
    labels, fixed = view.labels, pen.fixed
    fixed.text(LEFT, y + 10, styles.section, labels["lines"], "H2")
    pen.open("Table")
    pen.open("TR")
    fixed.text(LEFT, y + 24, styles.head, labels["what"], "TH:Column")
    fixed.text(_WHEN_X, y + 24, styles.head, labels["when"], "TH:Column")
    fixed.right(_LINE_RIGHTS[0], y + 24, styles.head, labels["quantity"], "TH:Column")
    fixed.text(_UNIT_X, y + 24, styles.head, labels["unit"], "TH:Column")
    for right, name in zip(_LINE_RIGHTS[1:], ("price", "factor", "amount"), strict=True):
        fixed.right(right, y + 24, styles.head, labels[name], "TH:Column")
    pen.close()
    fixed.rule(LEFT, y + 28.5, WIDTH, STRONG_LINE, 0.8)


def row_text(styles: Styles, row: LineRow) -> tuple[Style, tuple[str, ...]]:
    """(This function will) break the words of a line of the calculation."""
    return fitted(printable(row.text, styles.regular), styles.cell_steps[:2], _TEXT_WIDTH, 2)


def line_height(styles: Styles, row: LineRow) -> float:
    """(This function will) tell how high a line of the calculation stands."""
    return LINE_HEIGHT if row.is_sum else LINE_HEIGHT + 10.0 * (len(row_text(styles, row)[1]) - 1)


def draw_line(pen: Pen, styles: Styles, row: LineRow, y: float) -> None:
    """(This function will) draw one line of the calculation, or a sum."""
    live = pen.live
    pen.open("TR")
    if row.is_sum:
        style = styles.total if row.is_total else styles.value_strong
        if row.is_total:
            live.rule(LEFT, y, WIDTH, STRONG_LINE, 0.8)
        shift = 11.5 if row.is_total else 10
        live.text(LEFT, y + shift, style, row.text, "TH:Row6")
        live.right(RIGHT, y + shift, style, row.amount, "TD")
        if not row.is_total:
            live.rule(LEFT, y + LINE_HEIGHT - 0.6, WIDTH, LINE)
        pen.close()
        return
    style, lines = row_text(styles, row)
    live.lines(LEFT, y + 10, style, lines, 10, "TH:Row")
    live.text(_WHEN_X, y + 10, styles.cell_steps[1], row.when, "TD")
    _draw_number(pen, styles, _LINE_RIGHTS[0], y, row.quantity, 54)
    live.text(_UNIT_X, y + 10, styles.cell_steps[1], row.unit, "TD")
    _draw_number(pen, styles, _LINE_RIGHTS[1], y, row.price, 42)
    _draw_number(pen, styles, _LINE_RIGHTS[2], y, row.factor, 38)
    _draw_number(pen, styles, _LINE_RIGHTS[3], y, row.amount, 60)
    live.rule(LEFT, y + LINE_HEIGHT + 10.0 * (len(lines) - 1) - 0.6, WIDTH, LINE)
    pen.close()


def _draw_number(pen: Pen, styles: Styles, right: float, y: float, text: str, width: float) -> None:
    """Numbers are never cut: they step down in size, and the smallest holds the largest the database can."""
    style, text, needed = one_line(text, styles.number_steps, width)
    pen.live.text(right - needed, y + 10, style, text, "TD")


@dataclass(slots=True)
class Flow:
    """A cursor that goes down the page; `turn` begins the next page and sets it to that page's top."""

    y: float
    bottom: float
    turn: Callable[["Flow"], None]

    def needs_turn(self, height: float) -> bool:
        """Tell whether a block of this height must go to the next page."""
        return self.y + height > self.bottom


def flow_readings(pen: Pen, styles: Styles, view: BillView, flow: Flow) -> None:
    """(This function will) draw all readings, with the head again on each page they reach."""
    if not view.readings:
        pen.live.text(LEFT, flow.y + 10, styles.cell, view.labels["no_readings"], "P")
        flow.y += 20 + GAP
        return
    _place_head(pen, styles, view, flow, "readings")
    for row in view.readings:
        if flow.needs_turn(READING_HEIGHT):
            pen.close()
            flow.turn(flow)
            _place_head(pen, styles, view, flow, "readings")
        draw_reading(pen, styles, row, flow.y)
        flow.y += READING_HEIGHT
    pen.close()
    flow.y += GAP


def flow_lines(pen: Pen, styles: Styles, view: BillView, flow: Flow) -> None:
    """(This function will) draw the calculation; the last line and the sums after it stay together."""
    rows = view.lines
    heights = [line_height(styles, row) for row in rows]
    first_sum = next(place for place, row in enumerate(rows) if row.is_sum)
    keep_from = max(first_sum - 1, 0)
    if flow.needs_turn(HEAD_HEIGHT + heights[0] + LINE_HEIGHT):
        flow.turn(flow)
    _place_head(pen, styles, view, flow, "lines")
    for place, (row, height) in enumerate(zip(rows, heights, strict=True)):
        wanted = sum(heights[place:]) if place == keep_from else height
        if flow.needs_turn(wanted):
            pen.close()
            flow.turn(flow)
            _place_head(pen, styles, view, flow, "lines")
        draw_line(pen, styles, row, flow.y)
        flow.y += height
    pen.close()
    flow.y += GAP


def _place_head(pen: Pen, styles: Styles, view: BillView, flow: Flow, name: str) -> None:
    """Place a head as a stamp where the pen has it, else draw it; either way the table is open afterwards."""
    if not pen.stamp(f"{name}_{view.labels.language}", flow.y):
        draw = draw_readings_head if name == "readings" else draw_lines_head
        draw(pen, styles, view, flow.y)
    flow.y += HEAD_HEIGHT


def flow_notes(pen: Pen, styles: Styles, view: BillView, flow: Flow) -> None:
    """(This function will) draw the notes under the calculation."""
    notes = (view.labels["preview_words"], *view.notes) if view.is_preview else view.notes
    for note in notes:
        lines = wrapped(printable(note, styles.regular), styles.label, WIDTH, 2)
        height = 11.0 * len(lines) + 3
        if flow.needs_turn(height):
            flow.turn(flow)
        pen.live.lines(LEFT, flow.y + 8, styles.label, lines, 11, "P")
        flow.y += height
