"""
The pen of the single bill: draws fixed and live marks alike and remembers what each one is, so that a screen reader
hears headings, tables with their heads, and pictures in words.

Source: ISO 32000-1, 14.6 (marked content), 14.7 and 14.8 (structure).
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Final
from xml.sax.saxutils import escape

from drita.documents.pdf.pens import PAGE_HEIGHT, Area, Marks, Style, rectangle, symbol_operators
from drita.documents.pdf.symbol import Symbol
from drita.documents.pdf.writer import PdfWriter

_ARTIFACT: Final = "Artifact"
_SCOPES: Final = {
    "TH:Row": ("TH", "/A<</O/Table/Scope/Row>>"),
    "TH:Column": ("TH", "/A<</O/Table/Scope/Column>>"),
    # A sum names its row over six columns, so that its amount stays under the head of the amounts.
    "TH:Row6": ("TH", "/A<</O/Table/Scope/Row/ColSpan 6>>"),
}


@dataclass(slots=True)
class Element:
    """One structure element; a kid is another element or (page, number of the marked content)."""

    role: str
    alt: str = ""
    area: Area | None = None
    language: str = ""
    kids: list["Element | tuple[int, int]"] = field(default_factory=list)


class TaggedMarks:
    """The operators of one tagged page."""

    def __init__(self, pen: "TaggedPen", page: int) -> None:
        self._pen = pen
        self._page = page
        self.operators: list[str] = []
        self.owners: list[Element] = []  # which element each marked content belongs to, by its number

    def _mark(self, element: Element, operators: str) -> None:
        number = len(self.owners)
        self.owners.append(element)
        element.kids.append((self._page, number))
        role = _SCOPES.get(element.role, (element.role, ""))[0]
        self.operators.append(f"/{role}<</MCID {number}>>BDC\n{operators}\nEMC")

    def _artifact(self, operators: str) -> None:
        self.operators.append(f"/{_ARTIFACT} BMC\n{operators}\nEMC")

    def _paint(self, operators: str) -> None:
        """Paint belongs to the figure that is open, or to nothing."""
        if self._pen.current.role == "Figure":
            self._mark(self._pen.current, operators)
        else:
            self._artifact(operators)

    def text(self, x: float, y: float, style: Style, text: str, role: str = "") -> None:
        """Write from a left edge, as an element of its own, or as part of the one that is open."""
        self.lines(x, y, style, (text,), 0, role)

    def right(self, x: float, y: float, style: Style, text: str, role: str = "") -> None:
        """Write up to a right edge."""
        self.text(x - style.width(text), y, style, text, role)

    def lines(self, x: float, y: float, style: Style, lines: tuple[str, ...], leading: float, role: str) -> None:
        """Write several lines as one element."""
        if not any(lines) and role != "TD":
            return
        pieces = ["BT", style.operators]
        for place, line in enumerate(lines):
            # A blank at the line's end keeps the words apart for those who hear or copy the paragraph.
            text = line if place == len(lines) - 1 else f"{line} "
            code = text.encode("utf-16-be").hex()
            pieces.append(f"1 0 0 1 {x:.2f} {PAGE_HEIGHT - y:.2f} Tm<{code}>Tj")
            y += leading
        operators = "\n".join([*pieces, "ET"])
        if role == _ARTIFACT:
            self._artifact(operators)
        elif role:
            element = Element(role)
            self._pen.current.kids.append(element)
            if any(lines):
                self._mark(element, operators)
        else:
            self._mark(self._pen.current, operators)

    def box(self, area: Area, paint: str) -> None:
        """Fill a rectangle."""
        self._paint(f"{paint} {rectangle(area)} f")

    def rule(self, x: float, y: float, width: float, paint: str, thickness: float = 0.5) -> None:
        """Draw a level line, which is never content."""
        bottom = PAGE_HEIGHT - y - thickness
        self._artifact(f"{paint} {x:.2f} {bottom:.2f} {width:.2f} {thickness:g} re f")

    def bars(self, rectangles: list[str], paint: str) -> None:
        """Fill several rectangles in one paint."""
        self._paint(f"{paint} {' '.join(rectangles)} f")

    def again(self, key: Hashable, draw: Callable[[Marks], None]) -> None:
        """Draw the texts like any others."""
        draw(self)

    def symbol(self, area: Area, symbol: Symbol) -> None:
        """Draw a QR or a barcode."""
        self._paint(symbol_operators(area, symbol))

    def under(self, operators: str) -> None:
        """Draw beneath everything else on the page; never content."""
        self._artifact(operators)
        self.operators.insert(0, self.operators.pop())

    def raw(self, operators: str) -> None:
        """Draw by PDF operators."""
        self._paint(operators)

    def content(self) -> bytes:
        """Give the finished operators."""
        return "\n".join(self.operators).encode("ascii")


class TaggedPen:
    """Keeps everything, with its structure."""

    def __init__(self) -> None:
        self.pages: list[TaggedMarks] = []
        self.document = Element("Document")
        self._open = [self.document]
        self._first_page = 0
        self.has_structure, self.draws_fixed = True, True

    @property
    def current(self) -> Element:
        """The structure element begun last and not yet ended."""
        return self._open[-1]

    def open(self, role: str, alt: str = "", area: Area | None = None) -> None:
        """Begin a structure element."""
        element = Element(role, alt, area)
        self.current.kids.append(element)
        self._open.append(element)

    def close(self) -> None:
        """End the structure element begun last."""
        self._open.pop()

    def start_bill(self, language: str) -> None:
        """Begin a bill's own part of the document, in its language; its pages count from 0 again."""
        part = Element("Part", language=language)
        self.document.kids.append(part)
        self._open = [self.document, part]
        self._first_page = len(self.pages)

    def start_page(self, background: str) -> None:
        """Begin a page; its fixed marks are drawn like the others."""
        self.pages.append(TaggedMarks(self, len(self.pages)))
        self.go_to(len(self.pages) - 1 - self._first_page)

    def go_to(self, page: int) -> None:
        """Draw on a page of this bill begun before."""
        marks = self.pages[self._first_page + page]
        self.fixed: Marks = marks
        self.live: Marks = marks

    def stamp(self, name: str, y: float) -> bool:
        """Have the layout draw the group itself."""
        return False


def write_structure(writer: PdfWriter, pen: TaggedPen, pages: list[int], root: int, /) -> None:
    """(This function will) write the structure tree of a tagged bill under a reserved root."""
    numbers: dict[int, int] = {}

    def reserve(element: Element) -> None:
        numbers[id(element)] = writer.reserve()
        for kid in element.kids:
            if isinstance(kid, Element):
                reserve(kid)

    def write(element: Element, parent: int) -> None:
        number = numbers[id(element)]
        kids = []
        for kid in element.kids:
            if isinstance(kid, Element):
                kids.append(f"{numbers[id(kid)]} 0 R")
            else:
                kids.append(f"<</Type/MCR/Pg {pages[kid[0]]} 0 R/MCID {kid[1]}>>")
        role, attributes = _SCOPES.get(element.role, (element.role, ""))
        if element.area is not None:
            attributes += f"/A<</O/Layout/Placement/Block/BBox[{_bounding_box(element.area)}]>>"
        if element.language:
            attributes += f"/Lang{text_string(element.language)}"
        if element.alt:
            attributes += f"/Alt{text_string(element.alt)}"
        writer.write(
            number,
            f"<</Type/StructElem/S/{role}/P {parent} 0 R{attributes}/K[{' '.join(kids)}]>>".encode(),
        )
        for kid in element.kids:
            if isinstance(kid, Element):
                write(kid, number)

    reserve(pen.document)
    write(pen.document, root)
    arrays = []
    for place, marks in enumerate(pen.pages):
        owners = " ".join(f"{numbers[id(owner)]} 0 R" for owner in marks.owners)
        arrays.append(f"{place} [{owners}]")
    parents = writer.add(f"<</Nums[{' '.join(arrays)}]>>".encode())
    writer.write(
        root,
        (
            f"<</Type/StructTreeRoot/K {numbers[id(pen.document)]} 0 R/ParentTree {parents} 0 R"
            f"/ParentTreeNextKey {len(pen.pages)}>>"
        ).encode(),
    )


def _bounding_box(area: Area) -> str:
    bottom = PAGE_HEIGHT - area.y - area.height
    return f"{area.x:.2f} {bottom:.2f} {area.x + area.width:.2f} {bottom + area.height:.2f}"


def text_string(text: str, /) -> str:
    """
    (This function will) write a text for a dictionary, in UTF-16 with its mark.

    >>> text_string("ë")
    '<FEFF00EB>'
    """
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"


def xmp_packet(*, title: str, language: str, producer: str) -> bytes:
    """
    (This function will) write the metadata of a document. No date is in it: the bill's own dates are on the page, and
    the moment of rendering would change the bytes.
    """
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">'
        "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>"
        "<dc:format>application/pdf</dc:format>"
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(title)}</rdf:li></rdf:Alt></dc:title>'
        f"<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>"
        f"<pdf:Producer>{escape(producer)}</pdf:Producer>"
        '</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end="r"?>'
    ).encode()
