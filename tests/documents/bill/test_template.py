"""A template version lives as bytes and comes back the same."""

import pytest

from drita.documents.bill import labels
from drita.documents.bill.html import bill_html
from drita.documents.bill.print_file import bill_pdf
from drita.documents.bill.specimens import SPECIMEN_ISSUER, SPECIMEN_NOTICES, household
from drita.documents.bill.template import (
    BillTemplate,
    UnableToReadBillTemplate,
    build_template,
    read_template,
)
from drita.rules.words import Words


def test_a_template_built_twice_is_the_same_to_the_byte(template: BillTemplate) -> None:
    again = build_template(version="test", issuer=SPECIMEN_ISSUER, notices=SPECIMEN_NOTICES)
    assert again.to_bytes() == template.to_bytes()


def test_a_stored_template_draws_the_same_bill(template: BillTemplate) -> None:
    stored = read_template(template.to_bytes())
    assert stored == template
    for tagged in (True, False):
        assert bill_pdf(documents=[household()], template=stored, tagged=tagged) == bill_pdf(
            documents=[household()], template=template, tagged=tagged
        )


def test_a_stored_template_keeps_its_words_when_the_house_changes_them(
    template: BillTemplate, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = read_template(template.to_bytes())
    document = household()
    before = bill_pdf(documents=[document], template=stored), bill_html(document=document, template=stored)
    monkeypatch.setitem(labels._WORDS, "kind_ordinary", Words(sq="Fletë e re", en="New sheet"))
    monkeypatch.setitem(labels._WORDS, "to_pay", Words(sq="Shuma", en="Sum"))
    labels.labels_for.cache_clear()
    again = read_template(template.to_bytes())
    after = bill_pdf(documents=[document], template=again), bill_html(document=document, template=again)
    newer = build_template(version="test", issuer=SPECIMEN_ISSUER, notices=SPECIMEN_NOTICES)
    labels.labels_for.cache_clear()
    assert after == before
    assert "Fletë e re" in bill_html(document=document, template=newer)


def test_a_template_is_small_enough_to_keep_with_every_version(template: BillTemplate) -> None:
    assert len(template.to_bytes()) < 100_000


@pytest.mark.parametrize("damage", ["empty", "cut", "head", "layout", "longer"])
def test_damaged_bytes_are_refused(template: BillTemplate, damage: str) -> None:
    stored = template.to_bytes()
    damaged = {
        "empty": b"",
        "cut": stored[:-1],
        "head": stored[:30] + b"}" + stored[31:],
        "layout": stored.replace(b'"layout": "2026.1"', b'"layout": "1999.1"'),
        "longer": stored + b"x",
    }[damage]
    with pytest.raises(UnableToReadBillTemplate):
        read_template(damaged)
