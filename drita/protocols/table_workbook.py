"""From the bytes of an XLSX workbook to the rows of its first sheet, as text."""

import datetime
import io
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from drita.protocols.table_errors import (
    UnableToReadBinaryFile,
    UnableToReadLargeTable,
    UnableToReadTruncatedTable,
)

_UNREADABLE = (
    zipfile.BadZipFile,
    InvalidFileException,
    ParseError,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    EOFError,
    OSError,
)

# A spreadsheet keeps 15 digits: the end of a longer contract number typed as a number is already lost when the file is
# saved, so such a cell is refused instead of read wrongly.
_EXACT_BELOW = 10**15
IMPRECISE_NUMBER = "#DIGITS!"


def workbook_rows(*, content: bytes, unpacked_limit_bytes: int) -> Iterator[list[str]]:
    """
    (This function will) yield the rows of a workbook's first sheet as text, formulas left as text.

    Nothing is ever calculated: a formula arrives as its own text and the caller refuses it.

    Raises: UnableToReadBinaryFile, UnableToReadLargeTable, UnableToReadTruncatedTable.

    >>> from openpyxl import Workbook
    >>> book = Workbook(); book.active.append(["a", 2.0]); target = io.BytesIO(); book.save(target)
    >>> list(workbook_rows(content=target.getvalue(), unpacked_limit_bytes=10**6))
    [['a', '2']]
    """
    _refuse_unpacked_size(content, unpacked_limit_bytes)
    number = 0
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        sheet = book.worksheets[0]
        # Some programs write a wrong used range; openpyxl would then cut rows off silently.
        sheet.reset_dimensions()
        for cells in sheet.iter_rows(values_only=True):
            number += 1
            yield [cell_text(value=value) for value in cells]
        book.close()
    except _UNREADABLE as error:
        raise UnableToReadTruncatedTable(row=number + 1, detail="XLSX") from error


def _refuse_unpacked_size(content: bytes, limit: int) -> None:
    """A small zip can unfold into terabytes, so the promised sizes are read before anything is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except zipfile.BadZipFile as error:
        raise UnableToReadTruncatedTable(row=1, detail="XLSX") from error
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise UnableToReadBinaryFile(kind="ZIP")
    if unpacked > limit:
        raise UnableToReadLargeTable(found=unpacked, unit="bytes", limit=limit)


def cell_text(*, value: object) -> str:
    """
    (This function will) write a cell's value as the text a CSV export of it would hold.

    >>> cell_text(value=datetime.datetime(2026, 10, 1)), cell_text(value=12.5), cell_text(value=None)
    ('2026-10-01', '12.5', '')
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float) and abs(value) >= _EXACT_BELOW:
        return IMPRECISE_NUMBER
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime.datetime):
        is_day = value.time() == datetime.time()
        return value.date().isoformat() if is_day else value.isoformat(sep=" ")
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    text = getattr(value, "text", None)  # an array formula is an object carrying its text
    return str(text) if text is not None else str(value)
