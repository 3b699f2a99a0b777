"""
A template version: the operator's words, the subset fonts and the drawn backgrounds, as one string of bytes.

The database keeps those bytes with each version. Whoever renders a bill of 2026 in 2036 uses the version's own fonts
and backgrounds, whatever fonts and compressors are installed by then.
"""

import json
import zlib
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from typing import Any, Final

from drita.documents.bill.content import Issuer, Notices
from drita.documents.bill.head import draw_running_head
from drita.documents.bill.labels import Labels, fixed_words
from drita.documents.bill.look import Styles
from drita.documents.bill.page import (
    FIRST_BACKGROUND,
    NEXT_BACKGROUND,
    draw_frame_bottom,
    draw_frame_top,
)
from drita.documents.bill.specimens import household
from drita.documents.bill.tables import draw_lines_head, draw_readings_head
from drita.documents.bill.view import bill_view
from drita.documents.pdf.fonts import FaceMetrics, FontFace, printable, roboto_path, subset_face
from drita.documents.pdf.pens import FixedPen
from drita.rules.errors import UnableTo
from drita.rules.words import Language, Words

_MAGIC: Final = b"DRITA BILL TEMPLATE 1\n"
_LANGUAGES: Final[tuple[Language, ...]] = ("sq", "en")
# The layout that this code draws. A change that moves a mark is a new layout, and old templates keep their old one.
LAYOUT: Final = "2026.1"


class UnableToReadBillTemplate(UnableTo):
    """The stored bytes are no template, are damaged, or want a layout that this code does not draw."""

    code = "bill_template_unreadable"
    words = Words(
        sq="Modeli i faturës nuk lexohet: {reason}.",
        en="The bill template cannot be read: {reason}.",
    )


@dataclass(frozen=True, kw_only=True)
class BillTemplate:
    """
    All that is the same on every bill of a version.

    `words` are the fixed words of the paper by name, Albanian and English, as they were when the version was made.
    `groups` are the fixed marks, drawn and compressed: backgrounds `first_sq`, `next_sq` and stamps `readings_sq`,
    `lines_sq`, and the same in English.
    """

    version: str
    layout: str
    issuer: Issuer
    notices: Notices
    words: dict[str, tuple[str, str]]
    regular: FontFace
    bold: FontFace
    groups: dict[str, bytes]

    def labels(self, language: Language, /) -> Labels:
        """Give the fixed words of a language."""
        return self._labels[language]

    @cached_property
    def _labels(self) -> dict[Language, Labels]:
        return {
            language: Labels(language, {name: pair[place] for name, pair in self.words.items()})
            for place, language in enumerate(_LANGUAGES)
        }

    @cached_property
    def styles(self) -> Styles:
        """The type styles over this version's fonts."""
        return Styles(regular=self.regular, bold=self.bold)

    @cached_property
    def printed_issuer(self) -> Issuer:
        """The operator's words in the signs that the fonts hold."""
        words = {name: printable(text, self.regular) for name, text in asdict(self.issuer).items()}
        return Issuer(**words)

    @cached_property
    def printed_notices(self) -> Notices:
        """The notices in the signs that the fonts hold."""
        pairs = asdict(self.notices).items()
        return Notices(**{name: (printable(sq, self.regular), printable(en, self.regular)) for name, (sq, en) in pairs})

    def to_bytes(self) -> bytes:
        """
        Give the bytes that the database keeps: a line of magic, a line of JSON, then the streams one after the other.

        >>> template = build_template(version="1", issuer=Issuer(name="O", nipt="L1", address="a", phone="1",
        ...     email="e", web="w"), notices=Notices(where_to_pay=("a", "b"), how_to_complain=("c", "d")))
        >>> read_template(template.to_bytes()) == template
        True
        """
        blobs = [*self.groups.values()]
        for face in (self.regular, self.bold):
            blobs += [face.font_stream, face.glyph_map_stream]
        header = {
            "version": self.version,
            "layout": self.layout,
            "issuer": asdict(self.issuer),
            "notices": asdict(self.notices),
            "words": self.words,
            "groups": list(self.groups),
            "faces": [_face_header(face) for face in (self.regular, self.bold)],
            "lengths": [len(blob) for blob in blobs],
        }
        return b"".join([_MAGIC, json.dumps(header, sort_keys=True, ensure_ascii=True).encode(), b"\n", *blobs])


def _face_header(face: FontFace) -> dict[str, Any]:
    return {
        "metrics": asdict(face.metrics),
        "font_length": face.font_length,
        "widths": {f"{ord(sign):x}": width for sign, width in face.widths.items()},
    }


def _read_face(header: dict[str, Any], font_stream: bytes, glyph_map_stream: bytes) -> FontFace:
    metrics = header["metrics"] | {"bounding_box": tuple(header["metrics"]["bounding_box"])}
    return FontFace(
        metrics=FaceMetrics(**metrics),
        font_stream=font_stream,
        font_length=header["font_length"],
        glyph_map_stream=glyph_map_stream,
        widths={chr(int(code, 16)): width for code, width in header["widths"].items()},
    )


def read_template(stored: bytes, /) -> BillTemplate:
    """
    (This function will) make a template from the bytes that the database kept.

    Raises: UnableToReadBillTemplate.
    """
    if not stored.startswith(_MAGIC):
        raise UnableToReadBillTemplate(reason="magic")
    head, _, streams = stored[len(_MAGIC) :].partition(b"\n")
    try:
        header = json.loads(head)
        if header["layout"] != LAYOUT:
            raise UnableToReadBillTemplate(reason=f"layout {header['layout']}")
        lengths: list[int] = header["lengths"]
        if sum(lengths) != len(streams):
            raise UnableToReadBillTemplate(reason="length")
        blobs, at = [], 0
        for length in lengths:
            blobs.append(streams[at : at + length])
            at += length
        names: list[str] = header["groups"]
        faces = blobs[len(names) :]
        return BillTemplate(
            version=header["version"],
            layout=header["layout"],
            issuer=Issuer(**header["issuer"]),
            notices=Notices(**{name: tuple(pair) for name, pair in header["notices"].items()}),
            # Templates made before they kept their words were drawn with those of that day, which are these.
            words={name: (sq, en) for name, (sq, en) in header.get("words", fixed_words()).items()},
            regular=_read_face(header["faces"][0], faces[0], faces[1]),
            bold=_read_face(header["faces"][1], faces[2], faces[3]),
            groups=dict(zip(names, blobs, strict=False)),
        )
    except (ValueError, KeyError, IndexError, TypeError) as error:
        raise UnableToReadBillTemplate(reason=type(error).__name__) from error


def build_template(*, version: str, issuer: Issuer, notices: Notices) -> BillTemplate:
    """
    (This function will) cut the fonts and draw the fixed marks of a new template version.

    Needs the pinned font package; nothing else in `documents` does.
    """
    template = BillTemplate(
        version=version,
        layout=LAYOUT,
        issuer=issuer,
        notices=notices,
        words=fixed_words(),
        regular=subset_face(path=roboto_path("Regular"), stem_width=80),
        bold=subset_face(path=roboto_path("Bold"), stem_width=140),
        groups={},
    )
    return replace(template, groups=_draw_groups(template))


def _draw_groups(template: BillTemplate) -> dict[str, bytes]:
    """Draw the fixed marks about a specimen, whose own values the pens leave out."""
    styles = template.styles
    groups: dict[str, bytes] = {}
    for language in _LANGUAGES:
        view = bill_view(household(language), template.labels(language))
        first, following, readings, lines = FixedPen(), FixedPen(), FixedPen(), FixedPen()
        draw_frame_top(first, styles, view, template.printed_issuer)
        draw_frame_bottom(first, styles, view, template.printed_notices)
        draw_running_head(following, styles, view, template.printed_issuer)
        draw_readings_head(readings, styles, view, 0)
        draw_lines_head(lines, styles, view, 0)
        for name, pen in (
            (FIRST_BACKGROUND, first),
            (NEXT_BACKGROUND, following),
            ("readings", readings),
            ("lines", lines),
        ):
            groups[f"{name}_{language}"] = zlib.compress(pen.marks.content(), 9)
    return groups
