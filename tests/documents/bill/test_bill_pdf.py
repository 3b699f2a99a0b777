"""The single bill as its reader gets it: rendered, scanned, read aloud, asked for again."""

import hashlib
import io
import subprocess
import sys
from pathlib import Path

import numpy
import pypdf
import pytest

from drita.documents.bill.print_file import bill_pdf
from drita.documents.bill.specimens import household
from drita.documents.bill.template import BillTemplate
from drita.documents.bill.view import bill_view
from drita.rules.billing.payment_reference import read_payment_barcode, read_payment_qr
from drita.rules.words import Language

from .bills import BILLS, CASES


def plain(text: str) -> str:
    """Blanks are blanks, whichever kind."""
    return " ".join(text.split())


@pytest.mark.parametrize(("name", "language"), CASES)
def test_codes_are_scanned_back_from_the_printed_page(
    template: BillTemplate, eyes: type, name: str, language: Language
) -> None:
    document = BILLS[name](language)
    view = bill_view(document)
    picture = eyes.pictures(bill_pdf(documents=[document], template=template))[0]
    expected = {kind: text for kind, text in (("QR Code", view.qr_text), ("Code 128", view.barcode_text)) if text}
    assert eyes.codes(picture) == expected


def test_codes_carry_what_a_desk_needs(template: BillTemplate, eyes: type) -> None:
    document = household()
    found = eyes.codes(eyes.pictures(bill_pdf(documents=[document], template=template))[0])
    reference = read_payment_qr(found["QR Code"])
    assert reference.contract_number == document.subscriber.contract_number
    assert reference.due_date == document.due_date
    assert reference.payable_minor == 1_230_050
    assert read_payment_barcode(found["Code 128"]) == ("26A0004512", 1_230_050)


@pytest.mark.parametrize(("name", "language"), CASES)
def test_paper_and_single_bill_look_the_same(template: BillTemplate, eyes: type, name: str, language: Language) -> None:
    document = BILLS[name](language)
    tagged = eyes.pictures(bill_pdf(documents=[document], template=template), dpi=100)
    printed = eyes.pictures(bill_pdf(documents=[document], template=template, tagged=False), dpi=100)
    assert len(tagged) == len(printed)
    for one, other in zip(tagged, printed, strict=True):
        # A form moved to its place may round an edge otherwise; nothing else may differ.
        difference = numpy.abs(one.astype(int) - other.astype(int))
        assert (difference > 64).mean() < 0.001
        assert one.min() < 64


@pytest.mark.parametrize(("name", "language"), CASES)
def test_no_text_overprints_another(template: BillTemplate, eyes: type, name: str, language: Language) -> None:
    pages = eyes.text_boxes(bill_pdf(documents=[BILLS[name](language)], template=template))
    if name == "preview":
        pages = [[box for box in boxes if box[3] - box[1] < 100] for boxes in pages]  # but for the mark across
    # Ascenders may touch the line above by a hair; half a point is none.
    slack = 0.5
    for boxes in pages:
        for place, (left, bottom, right, top) in enumerate(boxes):
            assert left >= 40
            assert right <= 595.28 - 40
            assert bottom >= 10
            for other in boxes[place + 1 :]:
                is_apart = (
                    other[0] >= right - slack
                    or other[2] <= left + slack
                    or other[1] >= top - slack
                    or other[3] <= bottom + slack
                )
                assert is_apart, (boxes[place], other)


@pytest.mark.parametrize(("name", "language"), CASES)
def test_the_same_bill_gives_the_same_bytes(template: BillTemplate, name: str, language: Language) -> None:
    document = BILLS[name](language)
    first = bill_pdf(documents=[document], template=template)
    bill_pdf(documents=[household("en")], template=template)
    assert bill_pdf(documents=[BILLS[name](language)], template=template) == first


def test_another_process_renders_the_same_bytes_from_the_stored_template(
    template: BillTemplate, tmp_path: Path
) -> None:
    stored = tmp_path / "template"
    stored.write_bytes(template.to_bytes())
    program = (
        "import sys, hashlib, pathlib\n"
        "from drita.documents.bill import specimens, print_file\n"
        "from drita.documents.bill.template import read_template\n"
        "template = read_template(pathlib.Path(sys.argv[1]).read_bytes())\n"
        "for tagged in (True, False):\n"
        "    pdf = print_file.bill_pdf(documents=[specimens.busy_business()], template=template, tagged=tagged)\n"
        "    print(hashlib.sha256(pdf).hexdigest())\n"
    )
    done = subprocess.run([sys.executable, "-c", program, str(stored)], capture_output=True, text=True, check=True)
    here = [
        hashlib.sha256(bill_pdf(documents=[BILLS["busy business"]("sq")], template=template, tagged=tagged)).hexdigest()
        for tagged in (True, False)
    ]
    assert done.stdout.split() == here


def test_nothing_on_the_household_bill_has_moved_since_layout_2026_1(template: BillTemplate) -> None:
    # A bill must be the same byte in ten years. If this fails, a mark moved or a library draws the QR otherwise:
    # give the new drawing a new layout name and keep the old one, or pin the library back.
    pdf = bill_pdf(documents=[household()], template=template)
    page = pypdf.PdfReader(io.BytesIO(pdf)).pages[0].get_contents()
    assert page is not None
    assert hashlib.sha256(page.get_data()).hexdigest() == LAYOUT_2026_1


LAYOUT_2026_1 = "3fc2ed782fe25ad0ba2829a8453df610518193f414c5006945e9dea73a0a41aa"


@pytest.mark.parametrize("language", ["sq", "en"])
def test_letters_of_every_name_can_be_copied_out(template: BillTemplate, eyes: type, language: Language) -> None:
    for name, words in (
        ("household", "Çlirim Hoxhëzi"),
        ("huge", "Љубомир Ђорђевић и Ќерим Ѓорѓиевски"),
        ("busy business", "Δημήτρης Παπαδόπουλος"),
    ):
        text = eyes.texts(bill_pdf(documents=[BILLS[name](language)], template=template))[0]
        assert words in plain(text)


def test_long_bills_go_on_and_say_so(template: BillTemplate, eyes: type) -> None:
    texts = eyes.texts(bill_pdf(documents=[BILLS["endless"]("sq")], template=template))
    assert len(texts) == 3
    assert [f"Faqja {page} nga 3" in text for page, text in enumerate(texts, start=1)] == [True] * 3
    assert ["Vijon në faqen tjetër" in text for text in texts] == [True, True, False]
    assert all("Llogaritja" in text or "Leximet" in text for text in texts)


def test_the_last_line_stays_with_the_sums(template: BillTemplate, eyes: type) -> None:
    for registers in range(1, 9):
        from drita.documents.bill.specimens import busy_business

        document = busy_business("sq", registers=registers, stretches=2)
        texts = eyes.texts(bill_pdf(documents=[document], template=template))
        page = next(text for text in texts if "Vlera pa TVSH" in text)
        assert "Gjithsej kjo faturë" in page
        assert "Shërbim matjeje" in page
