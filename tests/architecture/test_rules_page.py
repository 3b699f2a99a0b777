"""docs/rules.md shows the rules as they are, and a rule is found by a word."""

from drita.foundation.rules_index import find_rules, list_rules, rules_page
from tests.architecture.tree import ROOT


def test_the_page_of_rules_is_fresh() -> None:
    assert (ROOT / "docs" / "rules.md").read_text(encoding="utf-8") == rules_page(root=ROOT), "run: make rules"


def test_where_interest_is_computed_is_found_by_the_word() -> None:
    assert "drita/rules/ledger/late_payment_interest.py" in {
        rule.path for rule in find_rules(root=ROOT, word="interest")
    }


def test_every_rule_says_what_it_gives() -> None:
    assert [f"{rule.path}:{rule.name}" for rule in list_rules(root=ROOT) if not rule.result] == []
