"""What the bill says, word for word."""

from dataclasses import replace
from datetime import date

import pytest

from drita.documents.bill.content import EarlierDebt
from drita.documents.bill.specimens import busy_business, credit, household, preview, zero_consumption
from drita.documents.bill.view import LineRow, bill_view


def test_a_line_can_be_followed_by_hand() -> None:
    assert bill_view(household()).lines[0] == LineRow(
        "Energji aktive", "01.10.2026–31.10.2026", "342", "kWh", "8,50", "1", "2\u00a0907,00"
    )


def test_sums_stand_in_the_order_of_the_law() -> None:
    rows = [(row.text, row.amount) for row in bill_view(household("en")).lines]
    assert rows == [
        ("Active energy", "2\u00a0907,00"),
        ("Subtotal without VAT", "2\u00a0907,00"),
        ("VAT", "581,40"),
        ("RTSH fee", "100,00"),
        ("Total of this bill", "3\u00a0588,40"),
    ]


def test_earlier_debt_is_split_and_says_until_when() -> None:
    assert bill_view(household()).parts == (
        ("Kjo faturë", "3\u00a0588,40\u00a0L"),
        ("Detyrime të mëparshme: principal", "8\u00a0610,55\u00a0L"),
        ("Kamatëvonesa e tyre deri më 03.11.2026", "101,55\u00a0L"),
    )


@pytest.mark.parametrize(
    ("document", "label", "sum_", "when"),
    [
        (household(), "Për t’u paguar", "12\u00a0300,50\u00a0L", "Afati i pagesës: e hënë, 30.11.2026"),
        (zero_consumption(), "Për t’u paguar", "0,00\u00a0L", "Nuk ka asgjë për të paguar"),
        (credit(), "Në favorin tuaj", "2\u00a0045,10\u00a0L", "Zbritet nga faturat e ardhshme."),
        (credit("en"), "In your favour", "2\u00a0045,10\u00a0L", "It is taken off your next bills."),
    ],
)
def test_the_answer_comes_in_plain_words(document: object, label: str, sum_: str, when: str) -> None:
    view = bill_view(document)  # type: ignore[arg-type]
    assert (view.payable_label, view.payable, view.payable_when) == (label, sum_, when)


def test_a_dial_that_passed_its_last_digit_shows_the_true_difference() -> None:
    row = bill_view(busy_business()).readings[0]
    # 99812,345 to 00312,345 on a dial of five digits: 500 x 40 = 20 000.
    assert (row.previous, row.present, row.difference, row.constant, row.consumption) == (
        "99812,345",
        "312,345",
        "500,00",
        "40",
        "20\u00a0000\u00a0kWh",
    )


def test_each_reading_says_how_it_was_got() -> None:
    row = bill_view(household()).readings[0]
    assert (row.previous_how, row.is_previous_estimated) == ("01.10.2026, vlerësuar", True)
    assert (row.present_how, row.is_present_estimated) == ("01.11.2026, lexuar", False)


@pytest.mark.parametrize("document", [preview(), credit(), zero_consumption()])
def test_nothing_to_pay_means_nothing_to_scan(document: object) -> None:
    view = bill_view(document)  # type: ignore[arg-type]
    assert (view.qr_text, view.barcode_text) == ("", "")


def test_the_change_since_a_year_ago_is_rounded_and_signed() -> None:
    # 342 against 365: -23/365 = -6.3 %.
    assert bill_view(household()).comparison[-1] == ("Ndryshimi", "−6\u00a0%")


def test_the_rate_of_late_interest_is_the_one_in_force() -> None:
    document = replace(household("en"), late_interest_ppb_per_day=273_973, late_interest_cap_ppm=None)
    assert "late interest of 0,0273973\u00a0% a day runs on what is unpaid." in bill_view(document).late_text


def test_where_no_interest_is_charged_none_is_threatened() -> None:
    document = replace(household(), late_interest_ppb_per_day=None)
    assert bill_view(document).late_text == "Vonesa mund të çojë në ndërprerjen e furnizimit."


def test_a_year_is_compared_only_when_it_is_known() -> None:
    short = replace(household(), history=household().history[3:])
    assert [label for label, _ in bill_view(short).comparison] == ["Ky muaj", "Në ditë"]


def test_debt_without_a_date_is_named_without_one() -> None:
    document = replace(household(), earlier_debt=EarlierDebt(principal_minor=871_210))
    assert bill_view(document).parts[2][0] == "Kamatëvonesa e tyre"


def test_dates_of_a_period_are_its_first_and_last_day() -> None:
    facts = dict(bill_view(household()).facts)
    assert facts["Periudha"] == "01.10.2026–31.10.2026"
    assert household().period_end == date(2026, 11, 1)
