"""The upper part of the first page: who writes, to whom, about what, and the answer: how much, until when."""

from drita.documents.bill.content import Issuer
from drita.documents.bill.look import (
    AMBER,
    BRAND_FILL,
    LEFT,
    LINE,
    PANEL,
    RIGHT,
    SECOND_COLUMN,
    WHITE_FILL,
    WIDTH,
    Styles,
    fitted,
    one_line,
)
from drita.documents.bill.view import BillView
from drita.documents.pdf.fonts import printable
from drita.documents.pdf.pens import Area, Pen, Style

_FIRST_COLUMN_WIDTH = SECOND_COLUMN - LEFT - 24
_SECOND_COLUMN_WIDTH = RIGHT - SECOND_COLUMN
_BAND_TOP = 210.0
_BAND_HEIGHT = 74.0


def draw_issuer(pen: Pen, styles: Styles, issuer: Issuer) -> None:
    """(This function will) draw the operator's mark, name, number and ways to reach it."""
    if not pen.draws_fixed:
        return
    fixed = pen.fixed
    pen.open("Sect")
    fixed.box(Area(x=LEFT, y=34, width=24, height=24), BRAND_FILL)
    for place, height in enumerate((6, 10, 14)):
        fixed.box(Area(x=LEFT + 4.5 + place * 5.5, y=53 - height, width=4, height=height), WHITE_FILL)
    fixed.text(LEFT + 33, 45, styles.issuer, issuer.name, "P")
    place_line = f"NIPT {issuer.nipt} · {issuer.address}"
    fixed.text(LEFT + 33, 56, styles.small, place_line, "P")
    fixed.right(RIGHT, 45, styles.value_strong, issuer.phone, "P")
    reach = f"{issuer.email} · {issuer.web}"
    fixed.right(RIGHT, 56, styles.small, reach, "P")
    fixed.rule(LEFT, 68, WIDTH, LINE)
    pen.close()


def draw_addressee(pen: Pen, styles: Styles, view: BillView) -> None:
    """(This function will) draw where the paper goes; name and address stand where a window envelope shows them."""
    live = pen.live
    pen.open("Sect")
    live.text(LEFT, 96, styles.small, _line(view.delivery, styles.small, _FIRST_COLUMN_WIDTH), "P")
    name = printable(view.name, styles.bold)
    style, lines = fitted(name, styles.name, _FIRST_COLUMN_WIDTH, 2)
    live.lines(LEFT, 117, style, lines, 13.5, "P")
    y = 117 + 13.5 * len(lines) + 1
    for address_line in view.address_lines[:4]:
        text = printable(address_line, styles.regular)
        style, text, _ = one_line(text, styles.address, _FIRST_COLUMN_WIDTH)
        live.text(LEFT, y, style, text, "P")
        y += 13
    pen.close()


def draw_title(pen: Pen, styles: Styles, view: BillView) -> None:
    """(This function will) draw the kind of bill, its month and the facts one is asked for on the phone."""
    live = pen.live
    pen.open("Sect")
    style, text, _ = one_line(view.title, styles.title, _SECOND_COLUMN_WIDTH)
    live.text(SECOND_COLUMN, 97, style, text, "H1")
    live.text(SECOND_COLUMN, 111, styles.month, view.month, "P")
    pen.open("Table")
    # Up to ten facts share the height of seven; the usual six stand at ease.
    leading = min(12.0, 82 / max(len(view.facts), 1))
    y = 128.0
    label_style, value_steps = styles.label, styles.value_steps
    if leading < 9.5:
        label_style, value_steps = styles.small, styles.value_steps[2:]
    for label, value in view.facts:
        pen.open("TR")
        live.text(SECOND_COLUMN, y, label_style, label, "TH:Row")
        text = printable(value, styles.regular)
        style, text, width = one_line(text, value_steps, _SECOND_COLUMN_WIDTH - 92)
        live.text(RIGHT - width, y, style, text, "TD")
        pen.close()
        y += leading
    pen.close()
    pen.close()


def draw_answer(pen: Pen, styles: Styles, view: BillView) -> None:
    """(This function will) draw the payable sum, the one amber thing on the page, and what it is made of."""
    live = pen.live
    pen.open("Sect")
    if pen.draws_fixed:
        _draw_band(pen)
    inner = _FIRST_COLUMN_WIDTH - 24
    live.text(LEFT + 12, _BAND_TOP + 18, styles.payable_label, view.payable_label, "H2")
    style, text, _ = one_line(view.payable, styles.payable, inner)
    live.text(LEFT + 12, _BAND_TOP + 47, style, text, "P")
    style, text, _ = one_line(view.payable_when, styles.payable_when, inner)
    live.text(LEFT + 12, _BAND_TOP + 64, style, text, "P")
    _draw_parts(pen, styles, view)
    pen.close()


def _draw_band(pen: Pen) -> None:
    pen.fixed.box(Area(x=LEFT, y=_BAND_TOP, width=WIDTH, height=_BAND_HEIGHT), PANEL)
    pen.fixed.box(Area(x=LEFT, y=_BAND_TOP, width=_FIRST_COLUMN_WIDTH, height=_BAND_HEIGHT), AMBER)


def _draw_parts(pen: Pen, styles: Styles, view: BillView) -> None:
    fixed, live = pen.fixed, pen.live
    x, right = SECOND_COLUMN, RIGHT - 12
    fixed.text(x, _BAND_TOP + 18, styles.value_strong, view.labels["how_made"], "H2")
    pen.open("Table")
    y = _BAND_TOP + 33
    for label, amount in view.parts:
        pen.open("TR")
        room = right - x - styles.value.width(amount) - 6
        style, text, _ = one_line(label, styles.part_steps, room)
        live.text(x, y, style, text, "TH:Row")
        live.right(right, y, styles.value, amount, "TD")
        pen.close()
        y += 13 if len(view.parts) < 4 else 9.6 if len(view.parts) > 4 else 11.4
    pen.close()


def draw_supply(pen: Pen, styles: Styles, view: BillView) -> None:
    """(This function will) draw where the energy is delivered and under which tariff."""
    fixed, live = pen.fixed, pen.live
    pen.open("Table")
    columns = (LEFT, LEFT + 196, LEFT + 296, LEFT + 406)
    ends = (*columns[1:], RIGHT + 10)
    for x, end, (label, value) in zip(columns, ends, view.supply, strict=True):
        pen.open("TR")
        fixed.text(x, 299, styles.small, label, "TH:Row")
        text = printable(value, styles.regular)
        # A little smaller on one line reads better than a unit alone on a second.
        style, lines = fitted(text, styles.value_steps[:2], end - x - 10, 1)
        if lines[0] != text:
            style, lines = fitted(text, styles.value_steps, end - x - 10, 2)
        live.lines(x, 310, style, lines, 10, "TD")
        pen.close()
    pen.close()


def draw_running_head(pen: Pen, styles: Styles, view: BillView, issuer: Issuer) -> None:
    """(This function will) draw the head of a further page: whose bill this is, in one line."""
    fixed, live = pen.fixed, pen.live
    fixed.text(LEFT, 45, styles.issuer, issuer.name, "P")
    fixed.rule(LEFT, 68, WIDTH, LINE)
    title = f"{view.title}, {view.month} · {view.bill_number}"
    live.text(LEFT, 58, styles.small, _line(title, styles.small, 250), "P")
    name = printable(view.name, styles.bold)
    live.right(RIGHT, 58, styles.small_strong, _line(name, styles.small_strong, 240), "P")


def _line(text: str, style: Style, width: float) -> str:
    return one_line(printable(text, style.face), (style,), width)[1]
