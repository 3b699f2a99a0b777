"""The reference files are loaded once; what is in force is never changed."""

import shutil
from datetime import date

import pytest

from drita.modules.ledger.operations.load_ledger_reference import (
    REFERENCE_FOLDER,
    UnableToLoadLedgerReference,
    load_ledger_reference,
)
from drita.modules.ledger.queries import load_interest_terms, load_posting_rules
from drita.rules.ledger.interest_terms import UnableToCombineInterestTerms

TODAY = date(2026, 11, 23)


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(REFERENCE_FOLDER, tmp_path / "reference")


def change(folder, name, old, new):
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_loading_twice_adds_nothing(db, folder):
    first = load_ledger_reference(today=TODAY, folder=folder)
    assert (first.ledger_accounts, first.interest_rates, first.interest_caps) == (15, 3, 2)
    again = load_ledger_reference(today=TODAY, folder=folder)
    assert (again.ledger_accounts, again.posting_rules, again.interest_rates, again.interest_caps) == (0, 0, 0, 0)


def test_a_rate_in_force_is_not_changed(db, folder):
    load_ledger_reference(today=TODAY, folder=folder)
    change(folder, "late_interest.toml", "rate_ppb = 1_000_000", "rate_ppb = 2_000_000")
    with pytest.raises(UnableToLoadLedgerReference):
        load_ledger_reference(today=TODAY, folder=folder)


def test_a_posting_rule_changes_by_a_new_version(db, folder):
    load_ledger_reference(today=TODAY, folder=folder)
    path = folder / "posting_rules.toml"
    rule = """
[[rule]]
event = "interest_crystallised"
version = 2
valid_from = 2027-01-01
lines = [
    { key = "interest", side = "debit", ledger_account = "4119" },
    { key = "interest", side = "credit", ledger_account = "768" },
]
"""
    path.write_text(path.read_text(encoding="utf-8") + rule, encoding="utf-8")
    assert load_ledger_reference(today=TODAY, folder=folder).posting_rules == 1
    found = {
        year: set(load_posting_rules(on=date(year, 6, 1)).filter(event="interest_crystallised")["rule_id"])
        for year in (2026, 2027)
    }
    assert found == {2026: {"interest_crystallised/1"}, 2027: {"interest_crystallised/2"}}


def test_a_new_rate_begins_after_today_once_debts_were_quoted(book, folder):
    account = book.account()
    book.bill(account, 100_000, date(2026, 9, 5))
    path = folder / "late_interest.toml"
    text = path.read_text(encoding="utf-8")
    rate = '\n[[rate]]\ninterest_class = "standard"\nvalid_from = {day}\nrate_ppb = 500_000\n'
    path.write_text(text + rate.format(day="2026-11-01"), encoding="utf-8")
    with pytest.raises(UnableToLoadLedgerReference):
        load_ledger_reference(today=TODAY, folder=folder)
    path.write_text(text + rate.format(day="2026-12-01"), encoding="utf-8")
    assert load_ledger_reference(today=TODAY, folder=folder).interest_rates == 1
    rates = load_interest_terms().rates.filter(interest_class="standard")
    assert rates["to_date"].to_list()[-2:] == [date(2026, 12, 1), None]


def test_terms_that_cannot_hold_together_are_refused(db, folder):
    change(folder, "late_interest.toml", "cap_ppm = 1_000_000", "cap_ppm = 100_000")
    with pytest.raises(UnableToCombineInterestTerms):
        load_ledger_reference(today=TODAY, folder=folder)


def test_a_file_that_is_no_toml_is_refused_with_its_name(db, folder):
    (folder / "chart.toml").write_text("[[ledger_account", encoding="utf-8")
    with pytest.raises(UnableToLoadLedgerReference) as refusal:
        load_ledger_reference(today=TODAY, folder=folder)
    assert "chart.toml" in refusal.value.in_language("en")
