"""The index of all rules, read from their files: what, where, by which law, since when, and who calls it."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_WILL = re.compile(r"^\(This function will\)\s*")
_SECTION = re.compile(r"^(Units|Shape|Raises|Source|Valid from|Order|Note)s?:\s*")
_HEAD = """# Rules

Written by `make rules`; a test fails when it is not fresh. Every bill line and posting stores the id of the rule that made
it: the id is the path of the file. `make rule interest` finds a rule by a word.

Prices, rates and caps are dated rows (tariff files, reference data), not formulas. "Valid from" says since when a *formula*
holds; a dash means that it has been the only one.
"""


@dataclass(frozen=True, slots=True)
class Rule:
    """One public function below drita/rules."""

    rule_id: str
    path: str
    line: int
    name: str
    result: str
    source: str
    valid_from: str
    callers: tuple[str, ...]


def list_rules(*, root: Path) -> list[Rule]:
    """(This function will) return every rule of the source tree, in the order of files and lines."""
    callers = _callers(root)
    return [
        rule
        for path in sorted((root / "drita" / "rules").rglob("*.py"))
        for rule in _rules_of(path, root, callers)
        if path.name != "__init__.py"
    ]


def rules_page(*, root: Path) -> str:
    """(This function will) return the text of docs/rules.md."""
    lines = [_HEAD]
    section = ""
    for rule in list_rules(root=root):
        folder = rule.rule_id.rsplit(".", 1)[0]
        if folder != section:
            section = folder
            title = folder.removeprefix("rules").lstrip(".") or "everywhere"
            lines += [
                f"\n## {title}\n",
                "| rule | what it gives | source | valid from | called by |",
                "|---|---|---|---|---|",
            ]
        called_by = "<br>".join(rule.callers) or "-"
        cells = (f"[{rule.name}](../{rule.path})<br>`{rule.rule_id}`", rule.result, rule.source, rule.valid_from)
        lines.append("| " + " | ".join(cell.replace("|", "\\|") or "-" for cell in (*cells, called_by)) + " |")
    return "\n".join(lines) + "\n"


def find_rules(*, root: Path, word: str) -> list[Rule]:
    """(This function will) return the rules whose name, file or first line holds the word."""
    wanted = word.lower()
    return [rule for rule in list_rules(root=root) if wanted in f"{rule.rule_id} {rule.name} {rule.result}".lower()]


def _rules_of(path: Path, root: Path, callers: dict[str, set[str]]) -> Iterator[Rule]:
    rule_id = ".".join(path.relative_to(root / "drita").with_suffix("").parts)
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
            continue
        said = ast.get_docstring(node) or ""
        yield Rule(
            rule_id=rule_id,
            path=str(path.relative_to(root)),
            line=node.lineno,
            name=node.name,
            result=_WILL.sub("", _paragraph(said, 0)),
            source=_section(said, "Source"),
            valid_from=_section(said, "Valid from"),
            callers=tuple(sorted(callers.get(f"drita.{rule_id}.{node.name}", ()))),
        )


def _paragraph(text: str, start: int) -> str:
    """Join the lines from `start` to the next empty line or section."""
    taken: list[str] = []
    for index, line in enumerate(text.split("\n")[start:]):
        if not line.strip() or line.lstrip().startswith(">>>") or (index and _SECTION.match(line.strip())):
            break
        taken.append(line.strip())
    return " ".join(taken)


def _section(text: str, name: str) -> str:
    for index, line in enumerate(text.split("\n")):
        if line.strip().startswith(f"{name}:"):
            return _paragraph(text, index).removeprefix(f"{name}:").strip()
    return ""


def _callers(root: Path) -> dict[str, set[str]]:
    """Map each imported `module.name` to the files (as module paths) that import it."""
    found: dict[str, set[str]] = {}
    for path in sorted((root / "drita").rglob("*.py")):
        caller = ".".join(path.relative_to(root / "drita").with_suffix("").parts).removesuffix(".__init__")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("drita.rules"):
                for alias in node.names:
                    found.setdefault(f"{node.module}.{alias.name}", set()).add(caller)
    return found
