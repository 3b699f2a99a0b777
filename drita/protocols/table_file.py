"""
Table files as people send them (CSV, XLSX): bytes -> header and rows with their row numbers.

Columns are found by their heading, in any order, under Albanian or English names. A file that cannot
be read at all is refused by an `UnableToReadTable`; a row that cannot be taken becomes a problem row
and the others go on.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import polars as pl

from drita.protocols.table_errors import (
    UnableToFindColumns,
    UnableToReadEmptyTable,
    UnableToReadLargeTable,
    UnableToTellColumns,
)
from drita.protocols.table_text import DELIMITERS, decode_text, first_line, split_rows
from drita.protocols.table_workbook import IMPRECISE_NUMBER, workbook_rows
from drita.rules.problem_rows import PROBLEM_SCHEMA

_ERROR_VALUES = frozenset({"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"})


@dataclass(frozen=True, slots=True, kw_only=True)
class TableColumn:
    """One column an importer knows: its own name, other headings it is found under, and whether it must be there."""

    name: str
    aliases: tuple[str, ...] = ()
    is_required: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class TableLimits:
    """What a file may be at most; everything from outside has a limit."""

    content_bytes: int = 600_000_000
    unpacked_bytes: int = 2_000_000_000
    rows: int = 5_000_000
    columns: int = 200
    cell_characters: int = 2_000


@dataclass(frozen=True, slots=True)
class TableSlice:
    """
    Some rows of a table file.

    Shape: `frame` has row_number Int64 and one String column per known column, trimmed, "" where the file
    has nothing; one row per readable row. `problems` has row_number, code, params (JSON) for the rows
    refused here. `raw` holds the cells of every row as they stood in the file.
    """

    frame: pl.DataFrame
    problems: pl.DataFrame
    raw: dict[int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class TableFile:
    """A table file that was opened: its headings, what they were taken for, and its rows on demand."""

    content: bytes
    columns: tuple[TableColumn, ...]
    header: tuple[str, ...]
    positions: dict[str, int]
    header_row_number: int
    row_count: int
    encoding: str
    delimiter: str
    limits: TableLimits

    @property
    def unknown_headings(self) -> tuple[str, ...]:
        """Headings nobody knows: their columns are passed over, and the importer says so."""
        known = set(self.positions.values())
        return tuple(
            heading for position, heading in enumerate(self.header) if heading.strip() and position not in known
        )

    def slices(self, *, rows: int = 10_000) -> Iterator[TableSlice]:
        """(This function will) yield the table in slices of at most `rows` rows, in file order."""
        numbered = enumerate(_rows(self.content, self.delimiter, self.limits, self.encoding), 1)
        body = ((n, cells) for n, cells in numbered if n > self.header_row_number and _filled(cells))
        while chunk := list(islice(body, rows)):
            yield _slice(self, chunk)


def open_table(*, content: bytes, columns: Sequence[TableColumn], limits: TableLimits | None = None) -> TableFile:
    """
    (This function will) open a table file, find its columns and walk it once, so that damage is known before
    anything of it is used.

    Raises: UnableToReadTable and its kinds (empty, too large, binary, truncated, broken quotes, columns missing
    or doubled).

    >>> table = open_table(
    ...     content="Çmimi;Emri\\n5;Arta\\n".encode(),
    ...     columns=[TableColumn(name="name", aliases=("emri",)), TableColumn(name="price", aliases=("çmimi",))],
    ... )
    >>> next(table.slices()).frame.rows()
    [(2, 'Arta', '5')]
    """
    limits = limits or TableLimits()
    if len(content) > limits.content_bytes:
        raise UnableToReadLargeTable(found=len(content), unit="bytes", limit=limits.content_bytes)
    names = ", ".join(column.name for column in columns if column.is_required)
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise UnableToReadEmptyTable(columns=names)
    encoding, delimiter = _format(content, columns)
    header: tuple[str, ...] = ()
    header_row_number, row_count = 0, 0
    for number, cells in enumerate(_rows(content, delimiter, limits, encoding), 1):
        if not _filled(cells) or (not header and _is_delimiter_hint(cells)):
            continue
        if not header:
            header, header_row_number = tuple(cells), number
            continue
        row_count += 1
        if row_count > limits.rows:
            raise UnableToReadLargeTable(found=f"> {limits.rows}", unit="rows", limit=limits.rows)
    if not header:
        raise UnableToReadEmptyTable(columns=names)
    if len(header) > limits.columns:
        raise UnableToReadLargeTable(found=len(header), unit="columns", limit=limits.columns)
    return TableFile(
        content=content,
        columns=tuple(columns),
        header=tuple(cell.strip() for cell in header),
        positions=_positions(header, columns),
        header_row_number=header_row_number,
        row_count=row_count,
        encoding=encoding,
        delimiter=delimiter,
        limits=limits,
    )


def is_formula(*, text: str) -> bool:
    """
    (This function will) say whether a spreadsheet program would execute this text.

    A plain number with a sign or a phone number is none, however it begins.

    >>> [is_formula(text=text) for text in ("=1+1", "@SUM(A1)", "-12,5", "+355 69 41", "+A1")]
    [True, True, False, False, True]
    """
    head = text[:1]
    if head in ("=", "@", "\t", "\r"):
        return True
    return head in ("+", "-") and not all(c in "0123456789.,' ()/-\u00a0" for c in text[1:])


def heading_key(*, heading: str) -> str:
    """
    (This function will) reduce a heading to what is compared: no accents, capitals, blanks or dots.

    >>> heading_key(heading=" Nr. i Kontratës ")
    'nr_i_kontrates'
    """
    plain = unicodedata.normalize("NFKD", heading.strip().strip("'\""))
    letters = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    words = "".join(c if c.isalnum() else " " for c in letters).split()
    return "_".join(words)


def _format(content: bytes, columns: Sequence[TableColumn]) -> tuple[str, str]:
    if content.startswith(b"PK\x03\x04"):
        return "xlsx", ""
    text, encoding = decode_text(content=content)
    line = first_line(text=text)
    if _is_delimiter_hint([line]):
        return encoding, line[4:5] or "\t"
    known = {heading_key(heading=n) for column in columns for n in (column.name, *column.aliases)}

    def recognised(delimiter: str) -> tuple[int, int]:
        cells = line.split(delimiter)
        return sum(heading_key(heading=cell) in known for cell in cells), len(cells)

    return encoding, max(DELIMITERS, key=recognised)


def _is_delimiter_hint(cells: Sequence[str]) -> bool:
    """Excel writes `sep=;` as a first line of its own; it is no heading."""
    text = "".join(cells).strip().lower()
    return text.startswith("sep=") and len(text) <= 5


def _rows(content: bytes, delimiter: str, limits: TableLimits, encoding: str) -> Iterator[list[str]]:
    if encoding == "xlsx":
        return workbook_rows(content=content, unpacked_limit_bytes=limits.unpacked_bytes)
    return split_rows(text=content.decode(encoding), delimiter=delimiter)


def _filled(cells: Sequence[str]) -> bool:
    return any(cell.strip() for cell in cells)


def _positions(header: Sequence[str], columns: Sequence[TableColumn]) -> dict[str, int]:
    found = ", ".join(heading.strip() or "?" for heading in header)
    keys = [heading_key(heading=heading) for heading in header]
    positions: dict[str, int] = {}
    for column in columns:
        wanted = {heading_key(heading=name) for name in (column.name, *column.aliases)}
        places = [place for place, key in enumerate(keys) if key in wanted]
        if len(places) > 1:
            raise UnableToTellColumns(column=column.name, found=found)
        if places:
            positions[column.name] = places[0]
    missing = [c for c in columns if c.is_required and c.name not in positions]
    if missing:
        named = ", ".join(" / ".join((c.name, *c.aliases[:1])) for c in missing)
        raise UnableToFindColumns(missing=named, found=found[:500])
    return positions


def _slice(table: TableFile, chunk: list[tuple[int, list[str]]]) -> TableSlice:
    width = len(table.header)
    is_ragged_normal = table.encoding == "xlsx"
    numbers: list[int] = []
    kept: list[list[str]] = []
    problems: list[tuple[int, str, str]] = []
    for number, cells in chunk:
        problem = _row_problem(cells, width, is_ragged_normal, table)
        if problem is None:
            numbers.append(number)
            kept.append(cells)
        else:
            problems.append((number, *problem))
    data: dict[str, object] = {"row_number": pl.Series(numbers, dtype=pl.Int64)}
    for column in table.columns:
        place = table.positions.get(column.name)
        values = [_clean(row[place]) if place is not None and place < len(row) else "" for row in kept]
        data[column.name] = pl.Series(values, dtype=pl.String)
    return TableSlice(
        frame=pl.DataFrame(data),
        problems=pl.DataFrame(problems, schema=PROBLEM_SCHEMA, orient="row"),
        raw={number: tuple(cells) for number, cells in chunk},
    )


def _row_problem(cells: list[str], width: int, is_ragged_normal: bool, table: TableFile) -> tuple[str, str] | None:
    if any(cell.strip() for cell in cells[width:]):
        return "row_too_wide", f'{{"found": {len(cells)}, "expected": {width}}}'
    if len(cells) < width and not is_ragged_normal:
        return "row_too_short", f'{{"found": {len(cells)}, "expected": {width}}}'
    for name, place in table.positions.items():
        cell = cells[place] if place < len(cells) else ""
        if len(cell) > table.limits.cell_characters:
            return "cell_too_long", f'{{"column": "{name}", "limit": {table.limits.cell_characters}}}'
        text = cell.strip()
        if text and is_formula(text=text):
            return "cell_formula", f'{{"column": "{name}"}}'
        if text == IMPRECISE_NUMBER:
            return "cell_digits_lost", f'{{"column": "{name}"}}'
        if text in _ERROR_VALUES:
            return "cell_error_value", f'{{"column": "{name}", "value": "{text}"}}'
    return None


def _clean(cell: str) -> str:
    # Composed letters only: ë typed on some systems arrives as e and a combining mark.
    text = unicodedata.normalize("NFC", cell) if not cell.isascii() else cell
    text = text.strip(" \t\r\n\u00a0\ufeff")
    # Our own refused-rows file marks dangerous cells by an apostrophe; taking it off makes the file
    # importable again after it was mended.
    return text[1:] if text[:2] in ("'=", "'@", "'+", "'-") else text
