"""The foot of the first page: the codes to pay with, where to pay, how to complain, what being late costs."""

from typing import Final

from drita.documents.bill.content import Notices
from drita.documents.bill.look import FOOT, LEFT, LINE, RIGHT, SLIP_TOP, WIDTH, Styles, one_line, wrapped
from drita.documents.bill.view import BillView
from drita.documents.pdf.codes import code128_symbol, qr_symbol
from drita.documents.pdf.pens import Area, Pen

_QR_SIZE: Final = 82.0
_CODE_X: Final = LEFT + 95
_MODULE: Final = 0.95  # a third of a millimetre: any hand scanner reads it
_TEXT_X: Final = 340.0
_TEXT_WIDTH: Final = RIGHT - _TEXT_X


def draw_slip(pen: Pen, styles: Styles, view: BillView, notices: Notices) -> None:
    """(This function will) draw the codes at the left and the three notices at the right."""
    pen.open("Sect")
    pen.fixed.rule(LEFT, SLIP_TOP, WIDTH, LINE)
    if view.is_preview:
        pen.live.text(LEFT, SLIP_TOP + 18, styles.value_strong, view.labels["preview_words"], "P")
    elif not view.barcode_text:
        x = _CODE_X if view.qr_text else LEFT
        pen.live.text(x, SLIP_TOP + 18, styles.value_strong, f"{view.payable_label}: {view.payable}", "P")
        pen.live.text(x, SLIP_TOP + 31, styles.small, view.payable_when, "P")
    if view.qr_text:
        _draw_qr(pen, view)
    if view.barcode_text:
        _draw_barcode(pen, styles, view, _CODE_X if view.qr_text else LEFT)
    _draw_notices(pen, styles, view, notices)
    if view.fiscal_text:
        pen.live.text(LEFT, FOOT, styles.tiny_ink, view.fiscal_text, "P")
    pen.close()


def _draw_qr(pen: Pen, view: BillView) -> None:
    area = Area(x=LEFT, y=SLIP_TOP + 12, width=_QR_SIZE, height=_QR_SIZE)
    pen.open("Figure", alt=qr_in_words(view), area=area)
    pen.live.symbol(area, qr_symbol(view.qr_text))
    pen.close()


def qr_in_words(view: BillView, /) -> str:
    """(This function will) tell what the QR is for, and what it says where that is short."""
    if view.fiscal_text:
        return view.labels["fiscal_qr_alt"]
    return f"{view.labels['qr_alt']}: {view.qr_text}"


def _draw_barcode(pen: Pen, styles: Styles, view: BillView, x: float) -> None:
    live, labels = pen.live, view.labels
    live.text(x, SLIP_TOP + 18, styles.small_strong, labels["scan_to_pay"], "H2")
    bars = code128_symbol(view.barcode_text)
    # A very long bill number gets thinner bars before it runs into the notices.
    width = min(bars.columns * _MODULE, _TEXT_X - 11 - x)
    area = Area(x=x, y=SLIP_TOP + 24, width=width, height=34)
    pen.open("Figure", alt=f"{labels['barcode_alt']}: {view.barcode_text}", area=area)
    live.symbol(area, bars)
    pen.close()
    style, text, _ = one_line(grouped(view.barcode_text), styles.codes, _TEXT_X - 12 - x)
    live.text(x, SLIP_TOP + 69, style, text, "P")
    live.text(x, SLIP_TOP + 82, styles.small, f"{view.payable_label}: {view.payable}", "P")
    live.text(x, SLIP_TOP + 93, styles.small, view.payable_when, "P")


def grouped(code: str, /) -> str:
    """
    (This function will) space a code in fours, as one reads it aloud.

    >>> grouped("26A0000123")
    '26A0 0001 23'
    """
    return " ".join(code[at : at + 4] for at in range(0, len(code), 4))


def _draw_notices(pen: Pen, styles: Styles, view: BillView, notices: Notices) -> None:
    fixed, labels = pen.fixed, view.labels
    place = 1 if labels.language == "en" else 0
    y = SLIP_TOP + 18
    for head, text in (
        ("where_to_pay", notices.where_to_pay[place]),
        ("how_to_complain", notices.how_to_complain[place]),
    ):
        fixed.text(_TEXT_X, y, styles.small_strong, labels[head], "H2")
        lines = wrapped(text, styles.small_ink, _TEXT_WIDTH, 4)
        fixed.lines(_TEXT_X, y + 9, styles.small_ink, lines, 8.8, "P")
        y += 9 + 8.8 * len(lines) + 3.5
    fixed.text(_TEXT_X, y, styles.small_strong, labels["if_late"], "H2")
    # The rate may differ from bill to bill, so these lines are live.
    lines = wrapped(view.late_text, styles.small_ink, _TEXT_WIDTH, 4)
    pen.live.lines(_TEXT_X, y + 9, styles.small_ink, lines, 8.8, "P")
