"""The bill's twin for the screen: the same strings as on paper, in real headings, tables and lists."""

from html import escape
from importlib.resources import files
from typing import Final

from drita.documents.bill.content import BillDocument
from drita.documents.bill.drawings import chart_svg, symbol_svg
from drita.documents.bill.slip import grouped, qr_in_words
from drita.documents.bill.template import BillTemplate
from drita.documents.bill.view import BillView, LineRow, ReadingRow, bill_view
from drita.documents.pdf.codes import code128_symbol, qr_symbol

_BAR_HEIGHT: Final = 38


def bill_css() -> str:
    """
    (This function will) give the style sheet of the HTML bill, for the caller to serve from its own address.

    >>> ".bill-payable" in bill_css()
    True
    """
    return files("drita.documents.bill").joinpath("bill.css").read_text(encoding="utf-8")


def bill_html(
    *,
    document: BillDocument,
    template: BillTemplate,
    stylesheet_href: str = "",
    pdf_href: str = "",
) -> str:
    """
    (This function will) write a bill as one page that needs nothing but, at will, a style sheet by address.

    No script and no inline style, so it passes the strictest content policy; readable from 320 px on.
    """
    view = bill_view(document, template.labels(document.language))
    title = escape(f"{view.title}, {view.month} {view.bill_number}".strip())
    link = f'<link rel="stylesheet" href="{escape(stylesheet_href)}">' if stylesheet_href else ""
    return (
        f'<!doctype html>\n<html lang="{view.labels.language}">\n<head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title>{link}</head>\n<body>\n<main>\n"
        f"{bill_article(document=document, template=template, pdf_href=pdf_href)}\n</main>\n</body>\n</html>\n"
    )


def bill_article(*, document: BillDocument, template: BillTemplate, pdf_href: str = "") -> str:
    """(This function will) write the bill as an article for a page that already has its own frame."""
    view = bill_view(document, template.labels(document.language))
    parts = [
        f'<article class="bill" lang="{view.labels.language}" aria-labelledby="bill-title">',
        _head(view, template),
        _answer(view, pdf_href),
        _facts(view),
        _readings(view),
        _lines(view),
        "".join(f'<p class="bill-note">{escape(note)}</p>' for note in view.notes),
        _chart(view),
        _slip(view, template),
        "</article>",
    ]
    return "\n".join(part for part in parts if part)


def _head(view: BillView, template: BillTemplate) -> str:
    issuer = template.issuer
    address = "".join(f"{escape(line)}<br>" for line in view.address_lines)
    preview = f'<p class="bill-preview">{view.labels["preview_words"]}</p>' if view.is_preview else ""
    return (
        f'<header class="bill-head"><div class="bill-issuer"><strong>{escape(issuer.name)}</strong><br>'
        f"NIPT {escape(issuer.nipt)} · {escape(issuer.address)}<br>"
        f"{escape(issuer.phone)} · {escape(issuer.email)} · {escape(issuer.web)}</div>{preview}"
        f'<h1 id="bill-title" class="bill-title">{view.title} <span class="bill-month">{view.month}</span></h1>'
        f'<address class="bill-addressee"><strong>{escape(view.name)}</strong><br>{address}'
        f'<span class="bill-delivery">{escape(view.delivery)}</span></address></header>'
    )


def _answer(view: BillView, pdf_href: str) -> str:
    rows = "".join(
        f'<tr role="row"><th role="rowheader" scope="row">{escape(label)}</th>'
        f'<td role="cell" class="bill-number">{amount}</td></tr>'
        for label, amount in view.parts
    )
    link = f'<p><a class="bill-pdf" href="{escape(pdf_href)}">PDF</a></p>' if pdf_href else ""
    return (
        f'<section class="bill-answer"><div class="bill-payable"><h2>{view.payable_label}</h2>'
        f'<p class="bill-sum">{view.payable}</p><p class="bill-due">{view.payable_when}</p></div>'
        f'<div class="bill-parts"><h2>{view.labels["how_made"]}</h2>'
        f'<table role="table">{rows}</table>{link}</div></section>'
    )


def _facts(view: BillView) -> str:
    pairs = "".join(
        f"<div><dt>{escape(label)}</dt><dd>{escape(value)}</dd></div>" for label, value in (*view.facts, *view.supply)
    )
    return f'<section><dl class="bill-facts">{pairs}</dl></section>'


def _table(caption: str, heads: tuple[tuple[str, bool], ...], rows: str) -> str:
    head = "".join(
        f'<th role="columnheader" scope="col"{" class=bill-number" if is_number else ""}>{escape(name)}</th>'
        for name, is_number in heads
    )
    return (
        f'<section><h2>{caption}</h2><table role="table" class="bill-table" aria-label="{caption}">'
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead>'
        f'<tbody role="rowgroup">{rows}</tbody></table></section>'
    )


def _cell(label: str, value: str, *, is_number: bool = True) -> str:
    """A narrow screen shows each row as a card; `data-label` is then the name of the value."""
    class_name = ' class="bill-number"' if is_number else ""
    shown = f"<span>{value}</span>" if value else ""
    return f'<td role="cell"{class_name} data-label="{escape(label)}">{shown}</td>'


def _readings(view: BillView) -> str:
    labels = view.labels
    if not view.readings:
        return f"<section><h2>{labels['readings']}</h2><p>{labels['no_readings']}</p></section>"
    names = ("previous", "present", "difference", "constant", "consumption")
    heads = ((labels["meter"], False), *((labels[name], True) for name in names))
    return _table(labels["readings"], heads, "".join(_reading(view, row) for row in view.readings))


def _reading(view: BillView, row: ReadingRow) -> str:
    labels = view.labels

    def how(words: str, is_estimated: bool) -> str:
        class_name = "bill-how bill-estimated" if is_estimated else "bill-how"
        return f'<br><small class="{class_name}">{words}</small>'

    return (
        f'<tr role="row"><th role="rowheader" scope="row">{escape(row.meter)}'
        f'<br><small class="bill-how">{escape(row.register)}</small></th>'
        + _cell(labels["previous"], row.previous + how(row.previous_how, row.is_previous_estimated))
        + _cell(labels["present"], row.present + how(row.present_how, row.is_present_estimated))
        + _cell(labels["difference"], row.difference)
        + _cell(labels["constant"], row.constant)
        + _cell(labels["consumption"], f"<strong>{row.consumption}</strong>")
        + "</tr>"
    )


def _lines(view: BillView) -> str:
    labels = view.labels
    heads = tuple(
        (labels[name], name not in {"what", "when", "unit"})
        for name in ("what", "when", "quantity", "unit", "price", "factor", "amount")
    )
    return _table(labels["lines"], heads, "".join(_line(view, row) for row in view.lines))


def _line(view: BillView, row: LineRow) -> str:
    labels = view.labels
    if row.is_sum:
        class_name = "bill-total" if row.is_total else "bill-subtotal"
        return (
            f'<tr role="row" class="{class_name}"><th role="rowheader" scope="row" colspan="6">{row.text}</th>'
            f"{_cell(labels['amount'], row.amount)}</tr>"
        )
    return (
        f'<tr role="row"><th role="rowheader" scope="row">{escape(row.text)}</th>'
        + _cell(labels["when"], row.when, is_number=False)
        + _cell(labels["quantity"], row.quantity)
        + _cell(labels["unit"], row.unit, is_number=False)
        + _cell(labels["price"], row.price)
        + _cell(labels["factor"], row.factor)
        + _cell(labels["amount"], row.amount)
        + "</tr>"
    )


def _chart(view: BillView) -> str:
    if not view.chart:
        return ""
    labels = view.labels
    estimated = f' <small class="bill-how">{labels["quality_estimated"]}</small>'
    rows = "".join(
        f'<tr role="row"><th role="rowheader" scope="row">{month.name}</th>'
        f'<td role="cell" class="bill-number">{month.number}{estimated if month.is_estimated else ""}</td></tr>'
        for month in view.chart
    )
    pairs = "".join(f"<div><dt>{label}</dt><dd>{value}</dd></div>" for label, value in view.comparison)
    hatched = f'<p class="bill-how">{labels["hatched"]}</p>' if any(month.is_estimated for month in view.chart) else ""
    return (
        f'<section class="bill-history"><h2>{labels["chart"]}</h2><figure tabindex="0" aria-label="{labels["chart"]}">{chart_svg(view)}</figure>{hatched}'
        f'<dl class="bill-comparison">{pairs}</dl>'
        f'<details><summary>{labels["as_table"]}</summary><table role="table"><thead role="rowgroup"><tr role="row">'
        f'<th role="columnheader" scope="col">{labels["month"]}</th>'
        f'<th role="columnheader" scope="col" class="bill-number">kWh</th></tr></thead>'
        f'<tbody role="rowgroup">{rows}</tbody></table></details></section>'
    )


def _slip(view: BillView, template: BillTemplate) -> str:
    labels, notices = view.labels, template.notices
    place = 1 if labels.language == "en" else 0
    codes = []
    if view.qr_text:
        codes.append(symbol_svg(qr_symbol(view.qr_text), class_name="bill-qr", alt=qr_in_words(view)))
    if view.barcode_text:
        alt = f"{labels['barcode_alt']}: {view.barcode_text}"
        bars = code128_symbol(view.barcode_text)
        drawn = symbol_svg(bars, class_name="bill-bars", alt=alt, row_height=_BAR_HEIGHT)
        codes.append(
            f'<div class="bill-code"><h2>{labels["scan_to_pay"]}</h2>{drawn}'
            f'<p class="bill-code-text">{grouped(view.barcode_text)}</p></div>'
        )
    texts = (
        ("where_to_pay", notices.where_to_pay[place]),
        ("how_to_complain", notices.how_to_complain[place]),
        ("if_late", view.late_text),
    )
    said = "".join(f"<h2>{labels[name]}</h2><p>{escape(text)}</p>" for name, text in texts)
    drawn_codes = f'<div class="bill-codes">{"".join(codes)}</div>' if codes else ""
    fiscal = f'<p class="bill-fiscal">{escape(view.fiscal_text)}</p>' if view.fiscal_text else ""
    return f'<section class="bill-slip">{drawn_codes}<div class="bill-notices">{said}</div>{fiscal}</section>'
