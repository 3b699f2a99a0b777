"""The posting rules as they stand in the reference file, event by event, as T-accounts."""

import tomllib
from pathlib import Path

import polars as pl
import pytest

from drita.rules.ledger.entry_postings import AMOUNTS_SCHEMA, UnableToPostEntry, entry_postings, reversed_postings
from drita.rules.ledger.posting_rule_definition import (
    UnableToReadPostingRule,
    posting_rule_definition,
    posting_rule_lines,
)

FOLDER = Path(__file__).parents[3] / "drita/modules/ledger/reference"
RULES = posting_rule_lines(
    rules=[
        posting_rule_definition(row=row)
        for row in tomllib.loads((FOLDER / "posting_rules.toml").read_text(encoding="utf-8"))["rule"]
    ]
)

# rule, [(key, subject, amount)] -> [(ledger account, debit, credit)], worked by hand
GOLDEN = {
    # 450 kWh of 2013: 4,335.00 + VAT 867.00 + radio-TV fee 100.00
    "bill issued": (
        "bill_issued/1",
        [("total", "4111", 530_200), ("energy", "4111", 433_500), ("vat", "4111", 86_700), ("rtsh", "4111", 10_000)],
        [("4111", 530_200, 0), ("7051", 0, 433_500), ("4671", 0, 10_000), ("44571", 0, 86_700)],
    ),
    "bill of a month without consumption": (
        "bill_issued/1",
        [("total", "4111", 34_000), ("fixed_fee", "4111", 20_000), ("vat", "4111", 4_000), ("rtsh", "4111", 10_000)],
        [("4111", 34_000, 0), ("7041", 0, 20_000), ("4671", 0, 10_000), ("44571", 0, 4_000)],
    ),
    "bill below zero changes sides": (
        "bill_issued/1",
        [("total", "4113", -12_000), ("energy", "4113", -10_000), ("vat", "4113", -2_000)],
        [("4113", 0, 12_000), ("7051", 10_000, 0), ("44571", 2_000, 0)],
    ),
    "bill rounded up": (
        "bill_issued/1",
        [("total", "4111", 799_200), ("energy", "4111", 799_140), ("rounding", "4111", 60)],
        [("4111", 799_200, 0), ("7051", 0, 799_140), ("768", 0, 60)],
    ),
    "bill rounded down": (
        "bill_issued/1",
        [("total", "4111", 799_100), ("energy", "4111", 799_140), ("rounding_down", "4111", -40)],
        [("4111", 799_100, 0), ("7051", 0, 799_140), ("668", 40, 0)],
    ),
    "payment accepted": (
        "payment_accepted/1",
        [("money", "5111-01", 500_000), ("interest", None, 31_000), ("principal", "4111", 469_000)],
        [("5111-01", 500_000, 0), ("4119", 0, 31_000), ("4111", 0, 469_000)],
    ),
    "overpayment to advance": (
        "payment_accepted/1",
        [("money", "5111-02", 500_000), ("principal", "4112", 300_000), ("advance", None, 200_000)],
        [("5111-02", 500_000, 0), ("4112", 0, 300_000), ("4091", 0, 200_000)],
    ),
    "advance applied": (
        "advance_applied/1",
        [("applied", "4091", 200_000), ("principal", "4111", 190_000), ("interest", None, 10_000)],
        [("4091", 200_000, 0), ("4119", 0, 10_000), ("4111", 0, 190_000)],
    ),
    "interest crystallised": (
        "interest_crystallised/1",
        [("interest", None, 31_000)],
        [("4119", 31_000, 0), ("767", 0, 31_000)],
    ),
    "interest that was too much": (
        "interest_crystallised/1",
        [("interest", None, -6_090)],
        [("4119", 0, 6_090), ("767", 6_090, 0)],
    ),
    "payment allocated anew": (
        "payment_reallocated/1",
        [("interest_released", None, 16_090), ("principal", "4111", 6_090), ("advance", None, 10_000)],
        [("4119", 16_090, 0), ("4111", 0, 6_090), ("4091", 0, 10_000)],
    ),
    "payment for an unknown contract": (
        "payment_unidentified/1",
        [("money", "5111-01", 70_000)],
        [("4674", 0, 70_000), ("5111-01", 70_000, 0)],
    ),
    "debt taken over": (
        "opening_item/1",
        [("principal", "4111", 900_000), ("opening", None, 900_000)],
        [("4111", 900_000, 0), ("890", 0, 900_000)],
    ),
    "advance taken over": (
        "opening_advance/1",
        [("opening", None, 5_000), ("advance", None, 5_000)],
        [("890", 5_000, 0), ("4091", 0, 5_000)],
    ),
    "credit bill settles another": (
        "credit_applied/1",
        [("applied", "4111", 7_000), ("principal", "4111", 7_000)],
        [("4111", 7_000, 0), ("4111", 0, 7_000)],
    ),
}


def amounts(rule_id, keyed):
    rows = [(1, rule_id, *one) for one in keyed]
    return pl.DataFrame(rows, schema=AMOUNTS_SCHEMA, orient="row")


@pytest.mark.parametrize("case", GOLDEN.values(), ids=GOLDEN.keys())
def test_an_event_is_posted_as_worked_by_hand(case):
    rule_id, keyed, expected = case
    found = entry_postings(amounts=amounts(rule_id, keyed), rules=RULES)
    assert sorted(found.select("ledger_account", "debit_minor", "credit_minor").rows()) == sorted(expected)


@pytest.mark.parametrize("case", GOLDEN.values(), ids=GOLDEN.keys())
def test_a_reversal_is_the_same_with_sides_swapped(case):
    rule_id, keyed, expected = case
    found = reversed_postings(postings=entry_postings(amounts=amounts(rule_id, keyed), rules=RULES))
    mirrored = [(account, credit, debit) for account, debit, credit in expected]
    assert sorted(found.select("ledger_account", "debit_minor", "credit_minor").rows()) == sorted(mirrored)


def test_every_rule_posts_to_accounts_of_the_chart():
    chart = tomllib.loads((FOLDER / "chart.toml").read_text(encoding="utf-8"))
    known = {row["code"] for row in chart["ledger_account"]}
    assert set(RULES["ledger_account"]) - {"@subject"} <= known
    assert set(chart["control_accounts"].values()) <= known


@pytest.mark.parametrize(
    "keyed",
    [
        [("money", "5111-01", 500), ("principal", "4111", 400)],
        [("money", "5111-01", 500), ("principal", None, 500)],
        [("money", "5111-01", 500), ("gift", None, 500)],
    ],
    ids=["sides differ", "no subject", "unknown key"],
)
def test_an_entry_that_is_not_sound_is_refused(keyed):
    with pytest.raises(UnableToPostEntry):
        entry_postings(amounts=amounts("payment_accepted/1", keyed), rules=RULES)


@pytest.mark.parametrize(
    "change",
    [
        {"version": 0},
        {"valid_from": "2001"},
        {"lines": []},
        {"lines": [{"key": "a", "side": "left", "ledger_account": "1"}] * 2},
    ],
    ids=["version", "date", "lines", "side"],
)
def test_a_rule_that_cannot_be_meant_is_refused(change):
    from datetime import date

    line = {"key": "a", "side": "debit", "ledger_account": "1"}
    row = {"event": "e", "version": 1, "valid_from": date(2001, 1, 1), "lines": [line, line], **change}
    with pytest.raises(UnableToReadPostingRule):
        posting_rule_definition(row=row)
