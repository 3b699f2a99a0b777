"""What the paper says besides its rows is kept with the bill: later words and terms change nothing of it."""

import tomllib
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.db import connection

import drita.modules.billing
from bench.synthetic_operator import SyntheticOperator, build_operator
from drita.documents.bill.content import BillDocument
from drita.documents.bill.labels import _WORDS as PAPER_WORDS
from drita.documents.bill.labels import labels_for
from drita.documents.bill.print_file import bill_pdf
from drita.modules.billing import queries
from drita.modules.billing.models import Wording
from drita.modules.billing.operations.issue_bill import IssuedBill, issue_bill
from drita.modules.billing.operations.preview_bill import UnableToMakeBill
from drita.modules.billing.queries import wording
from drita.modules.customers.choices import CATEGORY_WORDS
from drita.modules.metering.choices import DETERMINANT_WORDS
from drita.modules.tariffs.queries import list_active_versions
from drita.rules.billing.due_date import due_date
from drita.rules.tariffs.definition import TariffVersion
from drita.rules.words import Words

MONTH, ISSUED = date(2026, 10, 1), date(2026, 11, 8)
AT = datetime(2026, 11, 8, 9, tzinfo=UTC)


@pytest.fixture
def operator(db: None) -> SyntheticOperator:
    return build_operator(connection, subscribers=12, bill_month=MONTH, seed=3)


def _issued(operator: SyntheticOperator, count: int = 1) -> list[IssuedBill]:
    issued: list[IssuedBill] = []
    for contract_id in operator.people["contract_id"]:
        try:
            issued.append(issue_bill(contract_id=contract_id, bill_month=MONTH, issue_date=ISSUED, at=AT))
        except UnableToMakeBill:
            continue
        if len(issued) == count:
            return issued
    raise AssertionError("the synthetic operator has too few contracts to bill")


def _document(issued: IssuedBill, language: str = "sq") -> BillDocument:
    document, _ = queries.get_bill_document(bill_id=issued.bill_id, bill_month=MONTH, language=language)
    return document


def _printed(issued: IssuedBill) -> bytes:
    document, template = queries.get_bill_document(bill_id=issued.bill_id, bill_month=MONTH, language="sq")
    return bill_pdf(documents=[document], template=template, tagged=True)


@pytest.fixture
def change_all_words(monkeypatch: pytest.MonkeyPatch):
    """Word everything anew that stands in code or in tariff files, and the late terms with it."""
    newer = Words(sq="Fjalë e re", en="New word")

    def change() -> None:
        for table in (PAPER_WORDS, CATEGORY_WORDS, DETERMINANT_WORDS, wording._BILL_WORDS):
            for name in table:
                monkeypatch.setitem(table, name, newer)
        monkeypatch.setattr(TariffVersion, "line_labels", lambda self: {c.code: newer for c in self.charges})
        monkeypatch.setattr(wording, "_late_terms", lambda on: {"standard": wording.LateTerms(5_000_000, None)})
        labels_for.cache_clear()

    yield change
    monkeypatch.undo()
    labels_for.cache_clear()


def test_an_issued_bill_prints_the_same_bytes_after_every_word_has_changed(operator, change_all_words) -> None:
    (issued,) = _issued(operator)
    before = _printed(issued)
    change_all_words()
    assert wording.present_wording(tariffs=list_active_versions(), due_date=ISSUED).words["zone/peak"].en == "New word"
    assert _printed(issued) == before


def test_bills_under_the_same_words_share_one_set(operator) -> None:
    first, second = _issued(operator, 2)
    ids = {queries.get_bill(bill_id=each.bill_id, bill_month=MONTH).bill.wording_id for each in (first, second)}
    assert ids == set(Wording.objects.values_list("pk", flat=True))
    assert len(ids) == 1


def test_a_changed_word_makes_a_set_for_the_bills_that_follow(operator, monkeypatch) -> None:
    (issued,) = _issued(operator)
    monkeypatch.setitem(CATEGORY_WORDS, "household", Words(sq="shtëpiak", en="domestic"))
    later = wording.present_wording(tariffs=list_active_versions(), due_date=due_date(bill_month=MONTH))
    kept = wording.get_wording(queries.get_bill(bill_id=issued.bill_id, bill_month=MONTH).bill.wording_id)
    assert later.to_text() != kept.to_text()
    assert kept.words["category/household"].sq == "familjar"


def test_the_paper_says_the_late_interest_of_the_dated_terms(operator) -> None:
    (issued,) = _issued(operator)
    document = _document(issued)
    assert (document.late_interest_ppb_per_day, document.late_interest_cap_ppm) == (1_000_000, 1_000_000)


@pytest.mark.parametrize("language", ["sq", "en"])
def test_the_paper_names_the_regulator_as_the_next_step_of_a_complaint(language: str) -> None:
    path = Path(drita.modules.billing.__file__).parent / "reference" / "bill_template.toml"
    assert "(ERE)" in tomllib.loads(path.read_text(encoding="utf-8"))["how_to_complain"][language]
