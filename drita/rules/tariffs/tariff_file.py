"""From the text of a tariff file to the definition of a tariff version, or to all that is wrong with it."""

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from drita.rules.errors import UnableTo
from drita.rules.tariffs.charge_kind import Fault
from drita.rules.tariffs.definition import TariffVersion
from drita.rules.tariffs.schema_faults import schema_faults
from drita.rules.tariffs.tariff_file_faults import semantic_faults
from drita.rules.tariffs.tariff_values import tariff_version_of
from drita.rules.tariffs.toml_places import line_of_path
from drita.rules.words import Words

LARGEST_FILE_BYTES: Final = 262_144
LARGEST_REPORT: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class FileProblem:
    """One thing wrong in a tariff file: where, what, and what to do."""

    code: str
    line: int | None
    path: str
    words: Words
    params: Mapping[str, object]

    def in_language(self, language: str, /) -> str:
        """Return the place and the sentence for a person."""
        what = self.words.in_language(language, **self.params)
        place = ", ".join(
            part
            for part in (
                f"{'line' if language == 'en' else 'rreshti'} {self.line}" if self.line else "",
                self.path,
            )
            if part
        )
        return f"{place}: {what}" if place else what


class UnableToReadTariffFile(UnableTo):
    """Raised with every problem of the file, not only with the first."""

    code = "tariff_file_unreadable"
    words = Words(
        sq="Skedari i tarifës nuk u pranua. Gabime: {count}\n{problems}",
        en="The tariff file was not accepted. Problems: {count}\n{problems}",
    )

    def __init__(self, *, problems: tuple[FileProblem, ...]) -> None:
        self.problems = problems
        super().__init__(count=len(problems))

    def in_language(self, language: str) -> str:
        """Return the list of problems, one a line."""
        listed = "\n".join(f"  - {problem.in_language(language)}" for problem in self.problems)
        return self.words.in_language(language, count=len(self.problems), problems=listed)


@dataclass(frozen=True, slots=True, kw_only=True)
class TariffFile:
    """A tariff file that was accepted: its text without a byte-order mark, its fingerprint, its meaning."""

    text: str
    sha256: str
    version: TariffVersion


def tariff_file(*, content: bytes) -> TariffFile:
    """
    (This function will) read a tariff file whole, or refuse it with everything that is wrong in it.

    Prices are read as exact decimals. Unknown keys are refused: a misspelt key would otherwise
    silently leave a rule out.

    Shape: TOML in UTF-8 (a byte-order mark is dropped), at most 256 KiB, as described by
    docs/tariff.schema.json.
    Raises: UnableToReadTariffFile with all problems, each with its line.

    >>> try:
    ...     tariff_file(content=b"code = 1")
    ... except UnableToReadTariffFile as refusal:
    ...     refusal.problems[-1].in_language("en")
    'line 1, code: A text in quotes is needed here.'
    """
    text = _text_of(content)
    table = _table_of(text)
    faults = _value_faults(table, ())
    if not faults:
        faults = schema_faults(table=table)
    if faults:
        raise _refusal(faults, text)
    version = tariff_version_of(table=table)
    faults = semantic_faults(version=version)
    if faults:
        raise _refusal(faults, text)
    return TariffFile(text=text, sha256=hashlib.sha256(text.encode()).hexdigest(), version=version)


def _text_of(content: bytes, /) -> str:
    if len(content) > LARGEST_FILE_BYTES:
        raise _refusal([_fault("file_too_large", limit=LARGEST_FILE_BYTES // 1024)], "")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise _refusal([_fault("file_not_utf8", line=line)], "") from error
    if not text.strip():
        raise _refusal([_fault("file_empty")], "")
    return text


def _table_of(text: str, /) -> dict[str, Any]:
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise _refusal([_syntax_fault(error, text)], text) from error
    except RecursionError as error:
        raise _refusal([_fault("file_nested_too_deep")], text) from error


def _syntax_fault(error: tomllib.TOMLDecodeError, text: str, /) -> Fault:
    # The parser names the place only in its sentence: "... (at line 3, column 7)".
    place = re.search(r"\(at line (\d+), column (\d+)\)$", str(error))
    if place is None:
        return _fault("file_truncated", line=text.count("\n") + 1)
    return _fault("file_not_toml", line=int(place[1]), column=int(place[2]))


def _value_faults(value: object, path: tuple[str | int, ...], /) -> list[Fault]:
    """Find what TOML allows and a tariff cannot hold: infinite numbers, and instants for dates."""
    if isinstance(value, dict):
        return [fault for key, each in value.items() for fault in _value_faults(each, (*path, key))]
    if isinstance(value, list):
        return [fault for no, each in enumerate(value) for fault in _value_faults(each, (*path, no))]
    if isinstance(value, Decimal) and not value.is_finite():
        return [_fault("number_not_finite", path=path)]
    if isinstance(value, datetime) or (not isinstance(value, date) and hasattr(value, "isoformat")):
        return [_fault("date_with_time", path=path)]
    return []


_WORDS: Final = {
    "file_too_large": Words(
        sq="Skedari është më i madh se {limit} KiB; një skedar tarife ka disa KiB. Kontrolloni që është skedari i duhur.",
        en="The file is larger than {limit} KiB; a tariff file has a few. Check that it is the right file.",
    ),
    "file_not_utf8": Words(
        sq="Rreshti nuk është në UTF-8; ruajeni skedarin me kodimin UTF-8.",
        en="The line is not UTF-8; save the file in the encoding UTF-8.",
    ),
    "file_empty": Words(
        sq="Skedari është bosh; nisuni nga një tarifë referencë.",
        en="The file is empty; start from a reference tariff.",
    ),
    "file_not_toml": Words(
        sq="Shkrimi TOML nuk kuptohet në kolonën {column}; shihni thonjëzat, kllapat dhe çelësat e përsëritur.",
        en="This is not valid TOML at column {column}; look at quotes, brackets and repeated keys.",
    ),
    "file_truncated": Words(
        sq="Skedari mbaron para kohe: mungon një thonjëz ose kllapë mbyllëse, ose skedari është i cunguar.",
        en="The file ends too early: a closing quote or bracket is missing, or the file was cut off.",
    ),
    "file_nested_too_deep": Words(
        sq="Tabelat janë njëra brenda tjetrës shumë thellë; ndiqni formën e docs/guides/tariff-files.md.",
        en="The tables are nested too deep; follow the form in docs/guides/tariff-files.md.",
    ),
    "number_not_finite": Words(sq="Këtu duhet një numër i zakonshëm.", en="An ordinary number is needed here."),
    "date_with_time": Words(
        sq="Këtu duhet vetëm dita, p.sh. 2026-01-31, pa orë.",
        en="Only a day is meant here, such as 2026-01-31, without a time.",
    ),
}


def _fault(code: str, /, *, path: tuple[str | int, ...] = (), **params: object) -> Fault:
    return Fault(code=code, path=path, words=_WORDS[code], params=params)


def _refusal(faults: list[Fault], text: str, /) -> UnableToReadTariffFile:
    problems = [
        FileProblem(
            code=fault.code,
            line=_line_of(fault, text),
            path=_path_text(fault.path),
            words=fault.words,
            params=fault.params,
        )
        for fault in faults
    ]
    # In the order of the file, so that its author mends it from top to bottom.
    problems.sort(key=lambda problem: problem.line or 0)
    return UnableToReadTariffFile(problems=tuple(problems[:LARGEST_REPORT]))


def _line_of(fault: Fault, text: str, /) -> int | None:
    known = fault.params.get("line")
    return known if isinstance(known, int) else line_of_path(text=text, path=fault.path)


def _path_text(path: tuple[str | int, ...], /) -> str:
    """Write a path the way a person counts: charges[1] is the first charge."""
    text = ""
    for part in path:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
    return text
