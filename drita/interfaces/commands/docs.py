"""`drita docs`: the generated pages of the documentation, and finding a rule by a word."""

import argparse
from pathlib import Path

from drita.foundation.rules_index import find_rules, rules_page
from drita.interfaces.commands.command import Command, Console
from drita.rules.errors import UnableTo
from drita.rules.words import Words

_ROOT = Path(__file__).parents[3]
_PAGE = _ROOT / "docs" / "rules.md"


class UnableToTrustRulesPage(UnableTo):
    code = "rules_page_stale"
    words = Words(
        sq="docs/rules.md nuk është e freskët. Ekzekutoni: make rules", en="docs/rules.md is not fresh. Run: make rules"
    )


class UnableToFindRule(UnableTo):
    code = "rule_not_found"
    words = Words(sq="Asnjë rregull me fjalën “{word}”.", en="No rule with the word “{word}”.")


def _rules(arguments: argparse.Namespace, console: Console) -> int:
    page = rules_page(root=_ROOT)
    if arguments.check:
        if not _PAGE.exists() or _PAGE.read_text(encoding="utf-8") != page:
            raise UnableToTrustRulesPage()
        return 0
    _PAGE.write_text(page, encoding="utf-8")
    console.print(str(_PAGE.relative_to(_ROOT)))
    return 0


def _rules_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--check", action="store_true", help=Words(sq="vetëm kontrollo", en="only check"))


def _find(arguments: argparse.Namespace, console: Console) -> int:
    found = find_rules(root=_ROOT, word=arguments.word)
    if not found:
        raise UnableToFindRule(word=arguments.word)
    for rule in found:
        console.print(f"{rule.path}:{rule.line}  {rule.name}: {rule.result}", markup=False, soft_wrap=True)
    return 0


def _find_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("word", help=Words(sq="fjala, p.sh. interest", en="the word, for example interest"))


COMMANDS = [
    Command(
        name="docs rules",
        words=Words(sq="shkruaj docs/rules.md nga rregullat", en="write docs/rules.md from the rules"),
        add_arguments=_rules_arguments,
        run=_rules,
        needs_database=False,
    ),
    Command(
        name="docs find",
        words=Words(sq="gjej një rregull sipas një fjale", en="find a rule by a word"),
        add_arguments=_find_arguments,
        run=_find,
        needs_database=False,
    ),
]
