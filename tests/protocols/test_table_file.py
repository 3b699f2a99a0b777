"""Table files as people really send them: other encodings, delimiters, orders, damage."""

import io
import json

import polars as pl
import pytest
from openpyxl import Workbook

from drita.protocols.table_errors import (
    UnableToFindColumns,
    UnableToReadBinaryFile,
    UnableToReadBrokenRows,
    UnableToReadEmptyTable,
    UnableToReadLargeTable,
    UnableToReadTable,
    UnableToReadTruncatedTable,
    UnableToTellColumns,
)
from drita.protocols.table_file import (
    TableColumn,
    TableFile,
    TableLimits,
    is_formula,
    open_table,
)

COLUMNS = (
    TableColumn(name="serial", aliases=("matësi", "numri i matësit")),
    TableColumn(name="value", aliases=("leximi",)),
    TableColumn(name="note", aliases=("shënim",), is_required=False),
)
TEXT = "Numri i Matësit;Leximi;Shënim\nA1;100;çelës\nB2;200;\n"


def opened(content: bytes, limits: TableLimits | None = None) -> TableFile:
    return open_table(content=content, columns=COLUMNS, limits=limits)


def rows_of(content: bytes) -> list[tuple[object, ...]]:
    return [row for part in opened(content).slices() for row in part.frame.rows()]


def workbook(rows: list[list[object]]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1250", "latin-1"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_every_encoding_and_delimiter_gives_the_same_rows(encoding: str, delimiter: str) -> None:
    content = TEXT.replace(";", delimiter).encode(encoding)
    assert rows_of(content) == [(2, "A1", "100", "çelës"), (3, "B2", "200", "")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("value,serial\n1,A\n", [(2, "A", "1", "")]),
        ("SERIAL , Value\n A , 1 \n", [(2, "A", "1", "")]),
        ("extra,serial,value\nx,A,1\n", [(2, "A", "1", "")]),
        ("\n\nserial,value\n\nA,1\n", [(5, "A", "1", "")]),
        ("sep=;\nserial;value\nA;1\n", [(3, "A", "1", "")]),
        ('serial,value\r\n"A,1","2"\r\n', [(2, "A,1", "2", "")]),
        ('serial,value,note\nA,1,"two\nlines"\nB,2,\n', [(2, "A", "1", "two\nlines"), (3, "B", "2", "")]),
        ("serial,value\nA,'-5\n", [(2, "A", "-5", "")]),
        ("serial,value,note\nA,1,c\u0327\n", [(2, "A", "1", "ç")]),
        ("serial,value\nA,1", [(2, "A", "1", "")]),
    ],
)
def test_rows_are_read_by_heading(text: str, expected: list[tuple[object, ...]]) -> None:
    assert rows_of(text.encode()) == expected


@pytest.mark.parametrize(
    ("content", "error", "said"),
    [
        (b"", UnableToReadEmptyTable, "serial"),
        (b"\xef\xbb\xbf\n \n", UnableToReadEmptyTable, "serial"),
        (b"serial,reading\nA,1\n", UnableToFindColumns, "value / leximi"),
        (b"A1,100\nB2,200\n", UnableToFindColumns, "A1, 100"),
        ("serial,matësi,value\n".encode(), UnableToTellColumns, "serial"),
        (b'serial,value\nA,1\nB,"2\nC,3\n', UnableToReadTruncatedTable, "row 3"),
        (b'serial,value\nA,1\n"B"x,2\n', UnableToReadBrokenRows, "Row 3"),
        (TEXT.encode()[: TEXT.encode().rindex("ç".encode()) + 1], UnableToReadTruncatedTable, "row 2"),
        (TEXT.encode("utf-16")[:-1], UnableToReadTruncatedTable, "row"),
        (b"%PDF-1.7 ...", UnableToReadBinaryFile, "PDF"),
        (b"\xd0\xcf\x11\xe0rest", UnableToReadBinaryFile, "XLS"),
        (b"serial,value\nA,1\x00\n", UnableToReadBinaryFile, "binary"),
        (b"PK\x03\x04 torn", UnableToReadTruncatedTable, "XLSX"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(content: bytes, error: type[UnableToReadTable], said: str) -> None:
    with pytest.raises(error) as raised:
        opened(content)
    assert said in raised.value.in_language("en")
    assert raised.value.in_language("sq") != raised.value.in_language("en")


@pytest.mark.parametrize(
    ("limits", "unit"),
    [
        (TableLimits(content_bytes=10), "bytes"),
        (TableLimits(rows=1), "rows"),
        (TableLimits(columns=2), "columns"),
    ],
)
def test_a_file_over_a_limit_is_refused(limits: TableLimits, unit: str) -> None:
    with pytest.raises(UnableToReadLargeTable) as raised:
        opened(TEXT.encode(), limits)
    assert unit in raised.value.in_language("en")


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("A,1,x,y", "row_too_wide"),
        ("A,1", "row_too_short"),
        ("=1+1,1,", "cell_formula"),
        ("A,@SUM(A1),", "cell_formula"),
        ("A,+cmd|' /C calc'!A0,", "cell_formula"),
        ("A,#REF!,", "cell_error_value"),
        ("A,1," + "x" * 2001, "cell_too_long"),
    ],
)
def test_a_bad_row_becomes_a_problem_and_the_rest_goes_on(row: str, code: str) -> None:
    part = next(opened(f"serial,value,note\nG,7,\n{row}\nH,8,\n".encode()).slices())
    assert part.frame["serial"].to_list() == ["G", "H"]
    assert part.problems.select("row_number", "code").rows() == [(3, code)]
    assert json.loads(part.problems["params"][0]) is not None
    assert part.raw[3] == tuple(row.split(","))


def test_a_workbook_gives_the_same_rows_as_text() -> None:
    content = workbook([["Matësi", "Leximi"], ["A1", 100], ["B2", 12.5], [None, None], ["C3", 7.0]])
    assert rows_of(content) == [(2, "A1", "100", ""), (3, "B2", "12.5", ""), (5, "C3", "7", "")]


def test_a_formula_in_a_workbook_is_refused_and_not_calculated() -> None:
    part = next(opened(workbook([["serial", "value"], ["A1", "=1+1"]])).slices())
    assert part.frame.is_empty()
    assert part.problems["code"].to_list() == ["cell_formula"]


def test_a_truncated_workbook_is_refused() -> None:
    content = workbook([["serial", "value"], ["A1", 1]])
    with pytest.raises(UnableToReadTruncatedTable):
        opened(content[: len(content) // 2])


def test_a_workbook_that_unfolds_too_far_is_refused() -> None:
    content = workbook([["serial", "value"]] + [["A" * 30, 1]] * 500)
    with pytest.raises(UnableToReadLargeTable):
        opened(content, TableLimits(unpacked_bytes=2000))


def test_slices_together_hold_each_row_once() -> None:
    text = "serial,value\n" + "".join(f"S{n},{n}\n" for n in range(25))
    table = opened(text.encode())
    parts = list(table.slices(rows=10))
    assert [part.frame.height for part in parts] == [10, 10, 5]
    assert table.row_count == 25
    assert pl.concat([part.frame for part in parts])["value"].to_list() == [str(n) for n in range(25)]


def test_unknown_headings_are_named_so_that_they_can_be_told() -> None:
    assert opened(b"serial,value,colour\nA,1,red\n").unknown_headings == ("colour",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("=A1", True), ("-5", False), ("+355 69 41 40 000", False), ("-A1", True), ("a=b", False), ("", False)],
)
def test_formulas_are_told_from_numbers_and_phones(text: str, expected: bool) -> None:
    assert is_formula(text=text) is expected


def test_a_number_longer_than_a_spreadsheet_keeps_is_refused() -> None:
    part = next(opened(workbook([["serial", "value"], [1101000000001234, 1], ["1101000000001234", 2]])).slices())
    assert part.problems.select("row_number", "code").rows() == [(2, "cell_digits_lost")]
    assert part.frame["serial"].to_list() == ["1101000000001234"]
