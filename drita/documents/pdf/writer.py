"""The container of a PDF: numbered objects written one after the other, with nothing kept but where each one starts."""

import hashlib
from array import array
from typing import BinaryIO, Final

from drita.documents.pdf.fonts import FontFace

_HEADER: Final = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_KIDS_OF_A_NODE: Final = 64


class PdfWriter:
    """
    Writes objects to a file as they come. Memory grows by eight bytes an object, whatever the file holds.

    The file's identifier is made from its content, so the same pages give the same bytes.
    """

    def __init__(self, out: BinaryIO, /) -> None:
        self._out = out
        self._offsets = array("Q", [0])
        self._position = 0
        self._digest = hashlib.sha256()
        self._put(_HEADER)

    def _put(self, piece: bytes) -> None:
        self._out.write(piece)
        self._digest.update(piece)
        self._position += len(piece)

    def reserve(self) -> int:
        """Take an object number that is written later."""
        self._offsets.append(0)
        return len(self._offsets) - 1

    def write(self, number: int, body: bytes, /) -> int:
        """Write the object of a reserved number."""
        self._offsets[number] = self._position
        self._put(b"%d 0 obj\n%b\nendobj\n" % (number, body))
        return number

    def add(self, body: bytes, /) -> int:
        """Write an object under the next number."""
        return self.write(self.reserve(), body)

    def add_stream(self, entries: bytes, content: bytes, /) -> int:
        """Write a stream object; `entries` are its dictionary's further entries."""
        return self.add(b"<<%b/Length %d>>\nstream\n%b\nendstream" % (entries, len(content), content))

    def finish(self, *, root: int, info: int = 0) -> bytes:
        """Write the cross-reference table and the trailer; return the digest of all that stands before them."""
        identifier = self._digest.hexdigest()[:32].upper().encode()
        content_digest = self._digest.digest()
        start = self._position
        self._put(b"xref\n0 %d\n0000000000 65535 f \n" % len(self._offsets))
        for first in range(1, len(self._offsets), 4096):
            slots = self._offsets[first : first + 4096]
            self._put(b"".join(b"%010d 00000 n \n" % offset for offset in slots))
        self._put(
            b"trailer\n<</Size %d/Root %d 0 R%b/ID[<%b><%b>]>>\nstartxref\n%d\n%%%%EOF\n"
            % (
                len(self._offsets),
                root,
                b"/Info %d 0 R" % info if info else b"",
                identifier,
                identifier,
                start,
            )
        )
        return content_digest

    @property
    def size(self) -> int:
        """Bytes written so far."""
        return self._position


class PageTree:
    """The tree of pages in nodes of 64, each written as soon as it is full."""

    def __init__(self, writer: PdfWriter, /, *, media_box: bytes) -> None:
        self._writer = writer
        self._media_box = media_box
        self.root = writer.reserve()
        self._nodes = array("Q")
        self._node = 0
        self._kids: list[int] = []
        self.pages = 0

    def add_page(self, entries: bytes, /) -> int:
        """Write a page; `entries` are all of its dictionary but type, parent and size."""
        if not self._kids:
            self._node = self._writer.reserve()
        page = self._writer.add(b"<</Type/Page/Parent %d 0 R%b>>" % (self._node, entries))
        self._kids.append(page)
        self.pages += 1
        if len(self._kids) == _KIDS_OF_A_NODE:
            self._close_node()
        return page

    def _close_node(self) -> None:
        self._writer.write(
            self._node,
            b"<</Type/Pages/Parent %d 0 R/Count %d/Kids[%b]>>" % (self.root, len(self._kids), _references(self._kids)),
        )
        self._nodes.append(self._node)
        self._kids = []

    def finish(self) -> None:
        """Write the last node and the root."""
        if self._kids:
            self._close_node()
        self._writer.write(
            self.root,
            b"<</Type/Pages/Count %d/MediaBox[%b]/Kids[%b]>>" % (self.pages, self._media_box, _references(self._nodes)),
        )


def _references(numbers: "list[int] | array[int]") -> bytes:
    return b" ".join(b"%d 0 R" % number for number in numbers)


def write_font(writer: PdfWriter, face: FontFace, to_unicode: int, /) -> int:
    """
    (This function will) write a subset face as a composite font whose codes are Unicode code points.

    Source: ISO 32000-1, 9.7.4.2 (CIDToGIDMap), 9.10.3 (ToUnicode).
    """
    metrics = face.metrics
    # Six letters mark a subset; they must not be random, or the file would differ each time.
    letters = hashlib.sha256(face.font_stream).digest()[:6]
    name = f"{''.join(chr(65 + byte % 26) for byte in letters)}+{metrics.postscript_name}"
    program = writer.add_stream(b"/Filter/FlateDecode/Length1 %d" % face.font_length, face.font_stream)
    box = " ".join(map(str, metrics.bounding_box))
    descriptor = writer.add(
        (
            f"<</Type/FontDescriptor/FontName/{name}/Flags 32/FontBBox[{box}]/ItalicAngle 0"
            f"/Ascent {metrics.ascent}/Descent {metrics.descent}/CapHeight {metrics.cap_height}"
            f"/StemV {metrics.stem_width}/FontFile2 {program} 0 R>>"
        ).encode()
    )
    glyph_map = writer.add_stream(b"/Filter/FlateDecode", face.glyph_map_stream)
    descendant = writer.add(
        (
            f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{name}"
            "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
            f"/FontDescriptor {descriptor} 0 R/DW 500/W[{face.width_array}]/CIDToGIDMap {glyph_map} 0 R>>"
        ).encode()
    )
    return writer.add(
        (
            f"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H"
            f"/DescendantFonts[{descendant} 0 R]/ToUnicode {to_unicode} 0 R>>"
        ).encode()
    )


def write_identity_to_unicode(writer: PdfWriter, /) -> int:
    """
    (This function will) write the map from codes to Unicode, which here is the identity, one range per 256 codes.

    Kept to the blocks in use and uncompressed: it is a page of text, and no compressor's version can change it.
    """
    blocks = (0x00, 0x01, 0x02, 0x03, 0x04, 0x20, 0x21, 0x22)
    ranges = "\n".join(f"<{block:02X}00><{block:02X}FF><{block:02X}00>" for block in blocks)
    return writer.add_stream(
        b"",
        (
            "/CIDInit/ProcSet findresource begin 12 dict begin begincmap\n"
            "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n"
            "/CMapName/Adobe-Identity-UCS def/CMapType 2 def\n"
            "1 begincodespacerange<0000><FFFF>endcodespacerange\n"
            f"{len(blocks)} beginbfrange\n{ranges}\nendbfrange\n"
            "endcmap CMapName currentdict/CMap defineresource pop end end"
        ).encode(),
    )
