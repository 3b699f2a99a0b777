"""What a screen reader finds in the single bill."""

import io
from typing import Any

import pypdf
import pytest

from drita.documents.bill.print_file import bill_pdf
from drita.documents.bill.template import BillTemplate
from drita.documents.bill.view import bill_view
from drita.rules.words import Language

from .bills import BILLS, CASES


def read(template: BillTemplate, name: str, language: Language) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(bill_pdf(documents=[BILLS[name](language)], template=template)), strict=True)


def elements(node: Any) -> list[Any]:
    """Walk the structure in reading order."""
    found = [node]
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        kid = kid.get_object()
        if "/S" in kid:
            found += elements(kid)
    return found


def walk(reader: pypdf.PdfReader) -> list[Any]:
    root = reader.trailer["/Root"]["/StructTreeRoot"]
    return elements(root["/K"].get_object())


@pytest.mark.parametrize("language", ["sq", "en"])
def test_the_document_says_its_language_and_title(template: BillTemplate, language: Language) -> None:
    reader = read(template, "household", language)
    root = reader.trailer["/Root"]
    view = bill_view(BILLS["household"](language))
    assert root["/Lang"] == language
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title == f"{view.title}, {view.month} {view.bill_number}"
    assert reader.xmp_metadata is not None
    assert reader.xmp_metadata.dc_title == {"x-default": reader.metadata.title}


def test_headings_come_in_order_with_one_title(template: BillTemplate) -> None:
    roles = [node["/S"] for node in walk(read(template, "household", "sq"))]
    headings = [role for role in roles if role in {"/H1", "/H2", "/H3"}]
    assert headings[0] == "/H1"
    assert headings.count("/H1") == 1
    assert headings.count("/H2") == 9


@pytest.mark.parametrize(("name", "language"), CASES)
def test_every_table_row_has_a_head_and_every_head_a_scope(
    template: BillTemplate, name: str, language: Language
) -> None:
    nodes = walk(read(template, name, language))
    rows = [node for node in nodes if node["/S"] == "/TR"]
    assert rows
    for row in rows:
        cells = [kid.get_object() for kid in row["/K"]]
        assert cells[0]["/S"] == "/TH"
        assert {cell["/S"] for cell in cells} <= {"/TH", "/TD"}
    for head in (node for node in nodes if node["/S"] == "/TH"):
        assert head["/A"]["/Scope"] in {"/Row", "/Column"}


@pytest.mark.parametrize(("name", "language"), CASES)
def test_rows_of_the_calculation_fill_all_seven_columns(template: BillTemplate, name: str, language: Language) -> None:
    view = bill_view(BILLS[name](language))
    rows = [node for node in walk(read(template, name, language)) if node["/S"] == "/TR"]
    widths = []
    for row in rows:
        cells = [kid.get_object() for kid in row["/K"]]
        widths.append(sum(cell.get("/A", {}).get("/ColSpan", 1) for cell in cells))
    # The calculation is the only table of seven columns: its head once a page, then its rows.
    assert widths.count(7) >= len(view.lines) + 1


def test_pictures_are_told_in_words(template: BillTemplate) -> None:
    figures = [node for node in walk(read(template, "household", "sq")) if node["/S"] == "/Figure"]
    alts = [str(figure["/Alt"]) for figure in figures]
    assert len(alts) == 3
    assert "tetor 2025 365" in alts[0]
    assert "shtator 2026 297 vlerësuar" in alts[0]
    assert "DR1:TR2-0078231" in alts[1]
    assert "26A0004512" in alts[2]
    assert all("/BBox" in figure["/A"] for figure in figures)


@pytest.mark.parametrize(("name", "language"), CASES)
def test_all_content_is_marked_and_belongs_to_one_element(
    template: BillTemplate, name: str, language: Language
) -> None:
    reader = read(template, name, language)
    parents = reader.trailer["/Root"]["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    nodes = walk(reader)
    for place, page in enumerate(reader.pages):
        content = page.get_contents()
        assert content is not None
        operators = [operator for _, operator in content.operations]
        depth = 0
        for operator in operators:
            depth += (operator in {b"BDC", b"BMC"}) - (operator == b"EMC")
            if operator in {b"Tj", b"f", b"S"}:
                assert depth == 1, "a mark outside the structure"
        assert depth == 0
        assert page["/StructParents"] == place
        owners = parents[2 * place + 1]
        assert len(owners) == operators.count(b"BDC")
        claimed = sorted(
            kid["/MCID"]
            for node in nodes
            for kid in (k.get_object() for k in node.get("/K", []))
            if "/MCID" in kid and kid.raw_get("/Pg") == page.indirect_reference
        )
        assert claimed == list(range(len(owners)))


def test_reading_order_is_the_order_of_a_person(template: BillTemplate) -> None:
    reader = read(template, "household", "en")
    headings = []
    marked = {}
    for operands, operator in reader.pages[0].get_contents().operations:
        if operator == b"BDC":
            current = operands[1]["/MCID"]
        elif operator == b"Tj":
            marked[current] = marked.get(current, "") + operands[0].original_bytes.decode("utf-16-be")
    for node in walk(reader):
        if node["/S"] in {"/H1", "/H2"}:
            headings.append("".join(marked[kid.get_object()["/MCID"]] for kid in node["/K"]))
    assert headings == [
        "Electricity bill",
        "To pay",
        "How the sum is made",
        "Readings",
        "Calculation",
        "Your consumption month by month, kWh",
        "Payment code",
        "Where to pay",
        "How to complain",
        "If you pay late",
    ]
