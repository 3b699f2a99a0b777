"""The glossary of the house (docs/glossary.md) as the help page shows it: parsed, never copied."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

_FILE: Final = Path(__file__).parents[3] / "docs" / "glossary.md"


@dataclass(frozen=True, slots=True)
class Entry:
    albanian: str
    english: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Chapter:
    title: str
    anchor: str
    entries: tuple[Entry, ...]


@cache
def read_glossary() -> tuple[Chapter, ...]:
    """(This function will) return the chapters of the glossary; empty where the docs are not installed beside the program."""
    return parse_glossary(text=_FILE.read_text(encoding="utf-8")) if _FILE.is_file() else ()


def parse_glossary(*, text: str) -> tuple[Chapter, ...]:
    """
    (This function will) read the tables of the glossary, chapter by chapter.

    >>> text = "## Money · Paratë\\n| Shqip | English | Meaning |\\n|---|---|---|\\n| debi | debt | what is owed |\\n"
    >>> parse_glossary(text=text)[0].entries
    (Entry(albanian='debi', english='debt', meaning='what is owed'),)
    """
    chapters = []
    for part in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        title, _, body = part.partition("\n")
        entries = tuple(_entries(body))
        if entries:
            anchor = re.sub(r"[^a-z]+", "-", title.lower()).strip("-")
            chapters.append(Chapter(title=title.strip(), anchor=anchor, entries=entries))
    return tuple(chapters)


def _entries(body: str) -> list[Entry]:
    rows = [line.strip().strip("|").split("|") for line in body.splitlines() if line.startswith("|")]
    # The first two rows of a table are its head and the rule below it.
    return [Entry(*(_plain(cell) for cell in row)) for row in rows[2:] if len(row) == 3]


def _plain(cell: str) -> str:
    return re.sub(r"[`*]", "", cell).strip()
