"""The container is sound: every object is where the table says, and pages form a tree."""

import io
import re

import pypdf

from drita.documents.pdf.writer import PageTree, PdfWriter


def write_pages(count: int) -> bytes:
    out = io.BytesIO()
    writer = PdfWriter(out)
    tree = PageTree(writer, media_box=b"0 0 100 100")
    for number in range(count):
        content = writer.add_stream(b"", b"0 0 %d 1 re f" % number)
        tree.add_page(b"/Contents %d 0 R" % content)
    tree.finish()
    writer.finish(root=writer.add(b"<</Type/Catalog/Pages %d 0 R>>" % tree.root))
    return out.getvalue()


def test_every_offset_in_the_table_leads_to_its_object() -> None:
    pdf = write_pages(70)
    start = int(pdf.rsplit(b"startxref\n", 1)[1].split()[0])
    assert pdf[start : start + 4] == b"xref"
    lines = pdf[start:].split(b"\n")[2:]
    offsets = [int(line[:10]) for line in lines if re.fullmatch(rb"\d{10} 00000 n ", line)]
    assert len(offsets) == 70 * 2 + 2 + 1 + 1
    for number, offset in enumerate(offsets, start=1):
        assert pdf[offset:].startswith(b"%d 0 obj" % number)


def test_pages_keep_their_order_over_many_nodes_of_the_tree() -> None:
    reader = pypdf.PdfReader(io.BytesIO(write_pages(200)), strict=True)
    widths = [page.get_contents().get_data().split()[2] for page in reader.pages]
    assert widths == [str(number).encode() for number in range(200)]


def test_the_identifier_comes_from_the_content_alone() -> None:
    assert write_pages(3) == write_pages(3)
    one, other = (re.search(rb"/ID\[<(\w+)>", write_pages(count)) for count in (3, 4))
    assert one is not None
    assert other is not None
    assert one.group(1) != other.group(1)
