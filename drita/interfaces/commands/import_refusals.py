"""The refused rows of an import as a file that a person mends and sends again."""

import csv
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import TextIO

import polars as pl

from drita.protocols.table_file import TableFile, is_formula
from drita.rules.errors import UnableTo
from drita.rules.words import Words

_HEADINGS = (
    Words(sq="refuzuar: rreshti", en="refused: row"),
    Words(sq="refuzuar: kodi", en="refused: code"),
    Words(sq="refuzuar: arsyeja", en="refused: reason"),
)
_MARKS = ("refuzuar:", "refused:")


class UnableToWriteRefusedRows(UnableTo):
    code = "refusals_not_written"
    words = Words(
        sq="Skedari i rreshtave të refuzuar {path} nuk shkruhet dot: {reason}. Jepni një tjetër me --refused.",
        en="The file of refused rows {path} cannot be written: {reason}. Give another one with --refused.",
    )


@dataclass
class RefusedRows:
    """
    Writes refused rows as they come: the cells as they stood in the file, then row, code and reason.

    The file is made with the first refused row and opened beside the imported one, or in the current folder where that
    one may not be written.
    """

    table: TableFile
    path: Path
    words: Mapping[str, Words]
    language: str
    count: int = 0
    codes: dict[str, int] = field(default_factory=dict)
    first_reasons: list[tuple[int, str]] = field(default_factory=list)
    _stream: TextIO | None = None

    def __enter__(self) -> "RefusedRows":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._stream is not None:
            self._stream.close()

    def add(self, *, problems: pl.DataFrame, raw: Mapping[int, Sequence[str]]) -> None:
        """Write the rows that the problem rows name; all reasons of one row stand together."""
        reasons: dict[int, list[tuple[str, str]]] = {}
        for row_number, code, params in problems.select("row_number", "code", "params").iter_rows():
            reasons.setdefault(row_number, []).append((code, self._sentence(code, params)))
            self.codes[code] = self.codes.get(code, 0) + 1
        for row_number in sorted(reasons):
            codes = " ".join(code for code, _ in reasons[row_number])
            said = " ".join(sentence for _, sentence in reasons[row_number])
            self._write([*self._cells(raw.get(row_number, ())), str(row_number), codes, said])
            self.count += 1
            if len(self.first_reasons) < 5:
                self.first_reasons.append((row_number, said))

    def _sentence(self, code: str, params: str) -> str:
        known = self.words.get(code)
        if known is None:
            return f"{code} {params}"
        values = {name: "" if value is None else value for name, value in json.loads(params).items()}
        return known.in_language(self.language, **values)

    def _own_columns(self) -> list[int]:
        """Places of the file's own columns: a mended file still carries the reasons of the last time."""
        return [n for n, heading in enumerate(self.table.header) if not heading.lower().startswith(_MARKS)]

    def _cells(self, cells: Sequence[str]) -> list[str]:
        return [cells[n] if n < len(cells) else "" for n in self._own_columns()]

    def _write(self, cells: list[str]) -> None:
        try:
            if self._stream is None:
                self._open()
            self._put([_harmless(cell) for cell in cells])
        except OSError as error:
            raise UnableToWriteRefusedRows(path=self.path, reason=error.strerror) from error

    def _open(self) -> None:
        # The mark at the beginning lets spreadsheet programs show ë and ç right.
        self._stream = self.path.open("w", encoding="utf-8-sig", newline="")
        own = self._cells(self.table.header)
        self._put([*map(_harmless, own), *(words.in_language(self.language) for words in _HEADINGS)])

    def _put(self, cells: Sequence[str]) -> None:
        assert self._stream is not None
        csv.writer(self._stream, delimiter=self.table.delimiter or ";", lineterminator="\r\n").writerow(cells)


def refused_path(*, imported: Path, given: Path | None) -> Path:
    """(This function will) say where the refused rows go: FILE.refused.csv beside FILE, or the current folder."""
    if given is not None:
        return given
    beside = imported.with_name(imported.name + ".refused.csv")
    return beside if os.access(beside.parent, os.W_OK) else Path.cwd() / beside.name


def _harmless(cell: str) -> str:
    """A cell that a spreadsheet program would execute gets an apostrophe in front; the reader takes it off again."""
    return "'" + cell if is_formula(text=cell.lstrip()) else cell
