"""The subset fonts hold what names need, and are the same each time."""

import pytest

from drita.documents.bill.template import BillTemplate
from drita.documents.pdf.fonts import printable, roboto_path, subset_face


def test_the_same_font_gives_the_same_bytes_twice(template: BillTemplate) -> None:
    again = subset_face(path=roboto_path("Regular"), stem_width=80)
    assert again == template.regular


@pytest.mark.parametrize(
    "text",
    [
        "Çlirim Hoxhëzi, Gjirokastër – “shtëpia”",
        "Ștefan Țepeș Żółć Ŵŷ Őű",
        "Δημήτρης Παπαδόπουλος",
        "Љубомир Ђорђевић, Ѓорѓи Ќосев, Ґанна Їжак",
        "12\u00a0300,50\u00a0L −8,5 € № 7…",
    ],
)
def test_names_of_the_region_print_unchanged(template: BillTemplate, text: str) -> None:
    for face in (template.regular, template.bold):
        assert printable(text, face) == text
        assert face.width(text, 10) > 0


@pytest.mark.parametrize(
    ("stored", "printed"),
    [
        ("Ana\nMaria\tD.", "Ana Maria D."),  # a line break in a name cannot break a line of the bill
        ("A\u200bB\u202eC", "ABC"),  # invisible signs cannot turn a name round
        ("Nguyễn", "Nguyen"),  # an accent that the font lacks falls off, the letter stays
        ("e\u0308", "ë"),  # a letter typed in two parts is one letter
        ("漢 😀", "? ?"),
    ],
)
def test_other_signs_are_made_printable(template: BillTemplate, stored: str, printed: str) -> None:
    assert printable(stored, template.regular) == printed


def test_digits_are_all_of_one_width_so_that_columns_align(template: BillTemplate) -> None:
    for face in (template.regular, template.bold):
        assert len({face.widths[digit] for digit in "0123456789"}) == 1
