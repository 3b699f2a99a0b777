"""The bill's pages: every part in the order it is read, drawn with whatever pen is given."""

from drita.documents.bill.chart import draw_chart
from drita.documents.bill.content import Issuer, Notices
from drita.documents.bill.head import (
    draw_addressee,
    draw_answer,
    draw_issuer,
    draw_running_head,
    draw_supply,
    draw_title,
)
from drita.documents.bill.look import (
    FLOW_BOTTOM,
    FLOW_TOP,
    FOOT,
    NEXT_FLOW_BOTTOM,
    NEXT_FLOW_TOP,
    RIGHT,
    Styles,
)
from drita.documents.bill.slip import draw_slip
from drita.documents.bill.tables import Flow, flow_lines, flow_notes, flow_readings
from drita.documents.bill.view import BillView
from drita.documents.pdf.pens import Pen

FIRST_BACKGROUND = "first"
NEXT_BACKGROUND = "next"


def draw_frame_top(pen: Pen, styles: Styles, view: BillView, issuer: Issuer) -> None:
    """(This function will) draw what stands above the part that flows."""
    draw_issuer(pen, styles, issuer)
    draw_addressee(pen, styles, view)
    draw_title(pen, styles, view)
    draw_answer(pen, styles, view)
    draw_supply(pen, styles, view)


def draw_frame_bottom(pen: Pen, styles: Styles, view: BillView, notices: Notices) -> None:
    """(This function will) draw what stands below the part that flows."""
    draw_chart(pen, styles, view)
    draw_slip(pen, styles, view, notices)


def draw_bill(pen: Pen, styles: Styles, view: BillView, issuer: Issuer, notices: Notices) -> int:
    """(This function will) draw a whole bill and return how many pages it took."""
    language = view.labels.language
    pages = 1

    def turn(flow: Flow) -> None:
        nonlocal pages
        pen.live.right(RIGHT, flow.bottom + 4, styles.small, view.labels["continues"], "Artifact")
        pen.start_page(f"{NEXT_BACKGROUND}_{language}")
        pages += 1
        _mark_preview(pen, styles, view)
        draw_running_head(pen, styles, view, issuer)
        flow.y, flow.bottom = NEXT_FLOW_TOP, NEXT_FLOW_BOTTOM

    pen.start_page(f"{FIRST_BACKGROUND}_{language}")
    _mark_preview(pen, styles, view)
    draw_frame_top(pen, styles, view, issuer)
    flow = Flow(y=FLOW_TOP, bottom=FLOW_BOTTOM, turn=turn)
    flow_readings(pen, styles, view, flow)
    flow_lines(pen, styles, view, flow)
    flow_notes(pen, styles, view, flow)
    pen.go_to(0)
    draw_frame_bottom(pen, styles, view, notices)
    for page in range(pages):
        pen.go_to(page)
        text = view.labels["page"].format(page=page + 1, pages=pages)
        pen.live.right(RIGHT, FOOT, styles.tiny, text, "Artifact")
    return pages


def _mark_preview(pen: Pen, styles: Styles, view: BillView) -> None:
    """A preview says so across the whole page, under everything else, so that nobody pays by it."""
    if not view.is_preview:
        return
    word = view.labels["preview"]
    code = word.encode("utf-16-be").hex()
    pen.live.under(f"q BT {styles.watermark.operators} 0.819 0.574 -0.574 0.819 130 190 Tm<{code}>Tj ET Q")
