"""Bills as PDF: the single bill, tagged, and the print run, streamed to a file with flat memory."""

import hashlib
import io
import zlib
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Final

from drita.documents.bill.content import BillDocument
from drita.documents.bill.page import draw_bill
from drita.documents.bill.template import BillTemplate
from drita.documents.bill.view import bill_view
from drita.documents.pdf.colour import srgb_profile
from drita.documents.pdf.pens import PAGE_HEIGHT, PAGE_WIDTH, RunPen
from drita.documents.pdf.tags import TaggedPen, text_string, write_structure, xmp_packet
from drita.documents.pdf.writer import PageTree, PdfWriter, write_font, write_identity_to_unicode

_MEDIA_BOX: Final = f"0 0 {PAGE_WIDTH} {PAGE_HEIGHT}".encode()
_PRODUCER: Final = "Drita"
# Level 1 takes a third of the time of the default and gives up a tenth of the size; a print file lives for a day.
_RUN_COMPRESSION: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintFile:
    """What was written: `pages_of_bills` says how many pages each bill took, in the order of the file."""

    bills: int
    pages: int
    size: int
    content_digest: bytes
    pages_of_bills: Sequence[int]


def write_print_file(*, documents: Iterable[BillDocument], template: BillTemplate, out: BinaryIO) -> PrintFile:
    """
    (This function will) write many bills into one PDF as they come, for the printing machine.

    Memory grows by some twenty bytes a bill. Not tagged: this file goes to paper. The same documents give the same
    bytes on the same installation; across years only the single bill promises that (see `bill_pdf`).
    """
    writer = PdfWriter(out)
    tree = PageTree(writer, media_box=_MEDIA_BOX)
    resources = _write_resources(writer, template, with_groups=True)
    tail = b"/Resources %d 0 R/Contents %%d 0 R" % resources
    styles, issuer, notices = template.styles, template.printed_issuer, template.printed_notices
    pages_of_bills = array("H")
    for document in documents:
        pen = RunPen()
        pages = draw_bill(pen, styles, bill_view(document, template.labels(document.language)), issuer, notices)
        for marks in pen.pages:
            packed = zlib.compress(marks.content(), _RUN_COMPRESSION)
            tree.add_page(tail % writer.add_stream(b"/Filter/FlateDecode", packed))
        pages_of_bills.append(pages)
    tree.finish()
    root = writer.add(b"<</Type/Catalog/Pages %d 0 R>>" % tree.root)
    digest = writer.finish(root=root)
    return PrintFile(
        bills=len(pages_of_bills),
        pages=tree.pages,
        size=writer.size,
        content_digest=digest,
        pages_of_bills=pages_of_bills,
    )


def bill_pdf(*, documents: Sequence[BillDocument], template: BillTemplate, tagged: bool = True) -> bytes:
    """
    (This function will) make a PDF of one or a few bills: tagged for reading, untagged as the print run makes it.

    The tagged file's pages are not compressed: everything that a compressor touched comes from the template as stored
    bytes, so the file is the same to the byte on every later installation, whatever its zlib.

    Raises: UnableToReadBillTemplate is raised where the template is read, never here.
    """
    out = io.BytesIO()
    if not tagged:
        write_print_file(documents=documents, template=template, out=out)
        return out.getvalue()
    writer = PdfWriter(out)
    tree = PageTree(writer, media_box=_MEDIA_BOX)
    resources = _write_resources(writer, template, with_groups=False)
    pen = TaggedPen()
    views = [bill_view(document, template.labels(document.language)) for document in documents]
    for view in views:
        pen.start_bill(view.labels.language)
        draw_bill(pen, template.styles, view, template.printed_issuer, template.printed_notices)
    structure = writer.reserve()
    pages = [
        tree.add_page(
            b"/Resources %d 0 R/Contents %d 0 R/StructParents %d/Tabs/S"
            % (resources, writer.add_stream(b"", marks.content()), place)
        )
        for place, marks in enumerate(pen.pages)
    ]
    tree.finish()
    write_structure(writer, pen, pages, structure)
    language = views[0].labels.language if views else "sq"
    title = " · ".join(dict.fromkeys(f"{view.title}, {view.month} {view.bill_number}".strip() for view in views))
    packet = xmp_packet(title=title, language=language, producer=_PRODUCER)
    metadata = writer.add_stream(b"/Type/Metadata/Subtype/XML", packet)
    profile = writer.add_stream(b"/N 3", srgb_profile())
    root = writer.add(
        (
            f"<</Type/Catalog/Pages {tree.root} 0 R/Lang{text_string(language)}/MarkInfo<</Marked true>>"
            f"/StructTreeRoot {structure} 0 R/Metadata {metadata} 0 R"
            "/ViewerPreferences<</DisplayDocTitle true>>"
            "/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB)"
            f"/DestOutputProfile {profile} 0 R>>]>>"
        ).encode()
    )
    info = writer.add(f"<</Title{text_string(title)}/Producer({_PRODUCER})>>".encode())
    writer.finish(root=root, info=info)
    return out.getvalue()


def bill_digest(pdf: bytes, /) -> str:
    """
    (This function will) name a rendered bill by its content, for the seal that is stored with it.

    >>> bill_digest(b"")[:8]
    'e3b0c442'
    """
    return hashlib.sha256(pdf).hexdigest()


def _write_resources(writer: PdfWriter, template: BillTemplate, *, with_groups: bool) -> int:
    """Write the fonts and, for the run, the backgrounds once; every page names the same dictionary."""
    to_unicode = write_identity_to_unicode(writer)
    regular = write_font(writer, template.regular, to_unicode)
    bold = write_font(writer, template.bold, to_unicode)
    fonts = b"/Font<</R %d 0 R/B %d 0 R>>" % (regular, bold)
    if not with_groups:
        return writer.add(b"<<%b>>" % fonts)
    # A stamp is drawn about the top edge, so its box reaches as far below and above the page as it may be moved.
    groups = b"".join(
        b"/%b %d 0 R"
        % (
            name.encode(),
            writer.add_stream(
                b"/Type/XObject/Subtype/Form/BBox[0 0 %b]/Resources<<%b>>/Filter/FlateDecode"
                % (f"{PAGE_WIDTH} {PAGE_HEIGHT + 1}".encode(), fonts),
                stream,
            ),
        )
        for name, stream in template.groups.items()
    )
    return writer.add(b"<<%b/XObject<<%b>>>>" % (fonts, groups))
