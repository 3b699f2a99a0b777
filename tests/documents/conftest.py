"""What the tests of documents share: one template, and eyes for a page."""

import numpy
import pypdfium2
import pytest
import zxingcpp

from drita.documents.bill.specimens import SPECIMEN_ISSUER, SPECIMEN_NOTICES
from drita.documents.bill.template import BillTemplate, build_template


@pytest.fixture(scope="session")
def template() -> BillTemplate:
    """Cut the fonts once: every bill of these tests is drawn with them."""
    return build_template(version="test", issuer=SPECIMEN_ISSUER, notices=SPECIMEN_NOTICES)


class Eyes:
    """Sees a PDF as a reader of it does: through a renderer that shares no code with the writer."""

    @staticmethod
    def pictures(pdf: bytes, *, dpi: int = 150) -> list[numpy.ndarray]:
        """Render every page in grey."""
        document = pypdfium2.PdfDocument(pdf)
        return [page.render(scale=dpi / 72, grayscale=True).to_numpy().copy() for page in document]

    @staticmethod
    def texts(pdf: bytes) -> list[str]:
        """Extract the text of every page."""
        document = pypdfium2.PdfDocument(pdf)
        return [page.get_textpage().get_text_bounded() for page in document]

    @staticmethod
    def runs(pdf: bytes) -> list[str]:
        """Give the texts that stand together on a line, parted where an eye sees a gap."""
        runs: list[str] = []
        for page in pypdfium2.PdfDocument(pdf):
            text = page.get_textpage()
            end, base = -1.0, -1.0
            for place in range(text.count_chars()):
                left, bottom, right, _ = text.get_charbox(place, loose=True)
                sign = text.get_text_range(place, 1)
                if sign in "\r\n":
                    continue
                if not runs or abs(left - end) > 1 or abs(bottom - base) > 0.5:
                    runs.append("")
                runs[-1] += sign
                end, base = right, bottom
        return runs

    @staticmethod
    def codes(picture: numpy.ndarray) -> dict[str, str]:
        """Read the codes in a picture, by the name of their kind."""
        return {str(found.format): found.text for found in zxingcpp.read_barcodes(picture)}

    @staticmethod
    def text_boxes(pdf: bytes) -> list[list[tuple[float, float, float, float]]]:
        """Give the boxes (left, bottom, right, top) of the runs of text on every page."""
        pages = []
        for page in pypdfium2.PdfDocument(pdf):
            text = page.get_textpage()
            pages.append([text.get_rect(place) for place in range(text.count_rects())])
        return pages


@pytest.fixture(scope="session")
def eyes() -> type[Eyes]:
    """The reader's eyes."""
    return Eyes
