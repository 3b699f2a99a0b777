"""Whatever bytes arrive: rows, or a refusal with a sentence, and what was written is read again."""

import csv
import io
import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from drita.protocols.table_errors import UnableToReadTable
from drita.protocols.table_file import TableColumn, is_formula, open_table

COLUMNS = (TableColumn(name="serial"), TableColumn(name="value", is_required=False))
cells = st.text(st.characters(exclude_characters="\x00\ufeff", exclude_categories=("Cs", "Cc")), max_size=30)


@settings(max_examples=300, deadline=None)
@given(
    st.binary(max_size=200), st.sampled_from([b"", b"serial,value\n", b"PK\x03\x04", b"\xff\xfe", b'serial;value\n"'])
)
def test_any_bytes_give_rows_or_a_refusal(content: bytes, head: bytes) -> None:
    said, rows, expected = "", 0, 0
    try:
        table = open_table(content=head + content, columns=COLUMNS)
        rows = sum(part.frame.height + part.problems.height for part in table.slices(rows=3))
        expected = table.row_count
    except UnableToReadTable as refusal:
        said = refusal.in_language("sq") + refusal.in_language("en")
    assert said or rows == expected


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.tuples(cells, cells), max_size=8),
    st.sampled_from(",;\t|"),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_what_was_written_is_read_again(rows: list[tuple[str, str]], delimiter: str, encoding: str) -> None:
    rows = [(f"S{n}{a.strip()}", b.strip()) for n, (a, b) in enumerate(rows)]
    target = io.StringIO()
    writer = csv.writer(target, delimiter=delimiter)
    writer.writerow(("serial", "value"))
    writer.writerows(rows)
    table = open_table(content=target.getvalue().encode(encoding), columns=COLUMNS)
    read = {row[0]: row[1:] for part in table.slices() for row in part.frame.iter_rows()}
    refused = {number for part in table.slices() for number in part.problems["row_number"]}
    for number, (serial, value) in enumerate(rows, 2):
        if is_formula(text=value):
            assert number in refused
        elif number not in refused:
            assert _same(read[number][0], serial)
            assert _same(read[number][1], value)
    assert len(read) + len(refused) == len(rows)


def _same(read: str, written: str) -> bool:
    """Composed letters and outer blanks are the reader's business."""
    bare = unicodedata.normalize("NFC", written).strip(" \t\u00a0")
    return read in (bare, bare[1:] if bare[:2] in ("'=", "'@", "'+", "'-") else bare)
