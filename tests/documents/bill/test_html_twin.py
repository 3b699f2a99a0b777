"""The page and the paper say the same; the page is fit for a screen reader and a strict content policy."""

import re
from html.parser import HTMLParser

import pytest

from drita.documents.bill.html import bill_article, bill_css, bill_html
from drita.documents.bill.print_file import bill_pdf
from drita.documents.bill.template import BillTemplate
from drita.rules.words import Language

from .bills import BILLS, CASES

# A number as people see it: digits with their groups, decimals, date points, sign and whatever letters belong to it.
NUMBER = re.compile(r"[−+]?[0-9]+(?:[\u00a0.,:/-]?[0-9]+)*")


class Reader(HTMLParser):
    """Collects tags, attributes and what can be read."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._silent += tag in {"title", "style"}

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in {"title", "style"}

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words.append(data)


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    return reader


@pytest.mark.parametrize(("name", "language"), [case for case in CASES if case[0] != "hard names"])
def test_paper_and_page_show_the_same_numbers(
    template: BillTemplate, eyes: type, name: str, language: Language
) -> None:
    document = BILLS[name](language)
    runs = eyes.runs(bill_pdf(documents=[document], template=template))
    counting = re.compile(r"(?:Faqja|Page) \d+ (?:nga|of) \d+")
    on_paper = {number for run in runs for number in NUMBER.findall(counting.sub("", run))}
    reader = read(bill_html(document=document, template=template))
    on_page = set(NUMBER.findall("\n".join(reader.words)))
    assert on_page == on_paper
    assert len(on_paper) > 30


@pytest.mark.parametrize(("name", "language"), CASES)
def test_the_page_needs_no_inline_style_and_no_script(template: BillTemplate, name: str, language: Language) -> None:
    reader = read(bill_html(document=BILLS[name](language), template=template, stylesheet_href="/s/bill.css"))
    assert not {tag for tag, _ in reader.tags} & {"style", "script", "iframe", "img"}
    for _, attributes in reader.tags:
        assert not [key for key in attributes if key == "style" or key.startswith("on")]
    assert ("link", {"rel": "stylesheet", "href": "/s/bill.css"}) in reader.tags


@pytest.mark.parametrize(("name", "language"), CASES)
def test_tables_have_heads_with_scope_and_pictures_have_words(
    template: BillTemplate, name: str, language: Language
) -> None:
    reader = read(bill_article(document=BILLS[name](language), template=template))
    assert all(attributes.get("scope") in {"row", "col"} for tag, attributes in reader.tags if tag == "th")
    assert all(attributes.get("aria-label") for tag, attributes in reader.tags if tag == "svg")
    assert [tag for tag, _ in reader.tags].count("h1") == 1
    assert reader.tags[0] == (
        "article",
        {"class": "bill", "lang": language, "aria-labelledby": "bill-title"},
    )


def test_what_people_typed_cannot_become_markup(template: BillTemplate) -> None:
    from dataclasses import replace

    base = BILLS["household"]("sq")
    nasty = '<script>alert("x")</script>'
    document = replace(
        base,
        subscriber=replace(base.subscriber, name=nasty, address_lines=(nasty,), category=nasty),
        supply=replace(base.supply, address=nasty, tariff=nasty, agency=nasty),
        readings=(replace(base.readings[0], meter_serial=nasty, register_words=nasty),),
        lines=(replace(base.lines[0], text=nasty), *base.lines[1:]),
        notes=(nasty,),
    )
    page = bill_html(document=document, template=template, pdf_href='"><script>')
    assert "<script" not in page
    assert page.count("&lt;script&gt;") == 11


def test_every_class_on_the_page_that_needs_a_rule_has_one(template: BillTemplate) -> None:
    sheet = bill_css()
    used = {
        name
        for case in BILLS
        for _, attributes in read(bill_article(document=BILLS[case]("sq"), template=template)).tags
        for name in (attributes.get("class") or "").split()
    }
    ruled = set(re.findall(r"\.(bill[a-z-]*)", sheet))
    assert ruled - used <= {"bill-pdf"}
    assert {"bill-payable", "bill-table", "bill-estimated", "bill-qr"} <= used & ruled
