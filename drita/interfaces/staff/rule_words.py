"""From the id of a rule, as bill lines and postings store it, to its file and the law it comes from."""

import importlib
import inspect
import re
from dataclasses import dataclass
from functools import cache

_ID = re.compile(r"^rules(\.[a-z][a-z0-9_]*)+$")


@dataclass(frozen=True, slots=True)
class RuleWords:
    """Where a rule stands and what it rests on; an unknown id keeps only itself."""

    id: str
    file: str
    source: str


@cache
def rule_words(rule_id: str, /) -> RuleWords:
    """
    (This function will) return the file of a rule and the `Source:` its own text names.

    >>> rule_words("rules.tariffs.value_added_tax").file
    'drita/rules/tariffs/value_added_tax.py'
    >>> rule_words("rules.os.system").file
    ''
    """
    name = rule_id.removeprefix("drita.")
    # The id comes from stored rows: only a name of our own rules is ever imported.
    if not _ID.match(name):
        return RuleWords(rule_id, "", "")
    try:
        module = importlib.import_module(f"drita.{name}")
    except ModuleNotFoundError:
        return RuleWords(rule_id, "", "")
    return RuleWords(name, f"drita/{name.replace('.', '/')}.py", _source(module))


def _source(module: object) -> str:
    own = (
        thing
        for _, thing in inspect.getmembers(module, inspect.isfunction)
        if thing.__module__ == module.__name__ and not thing.__name__.startswith("_")  # type: ignore[attr-defined]
    )
    for function in own:
        found = re.search(r"^Source:\s*(.+?)(?:\n\s*\n|\n>>>|\Z)", inspect.getdoc(function) or "", re.M | re.S)
        if found:
            return " ".join(found.group(1).split()).rstrip(".")
    return ""
