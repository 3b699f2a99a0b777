"""From the bytes of a text file to its rows: encoding, delimiter, quoting."""

import codecs
import csv
import io
from collections.abc import Iterator

from drita.protocols.table_errors import (
    UnableToReadBinaryFile,
    UnableToReadBrokenRows,
    UnableToReadTruncatedTable,
)

DELIMITERS = (",", ";", "\t", "|")

_SIGNATURES = (
    (b"%PDF", "PDF"),
    (b"\xd0\xcf\x11\xe0", "XLS"),
    (b"\x1f\x8b", "GZIP"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7Z"),
)


def decode_text(*, content: bytes) -> tuple[str, str]:
    """
    (This function will) turn the bytes of a text file into text and name the encoding found.

    A mark at the beginning decides; without one UTF-8 is tried, then the Windows page of Central
    Europe, then Latin-1. The letters ë and ç have the same bytes in the last two.

    Raises: UnableToReadBinaryFile, UnableToReadTruncatedTable.

    >>> decode_text(content="emri;çmimi".encode("cp1250"))
    ('emri;çmimi', 'cp1250')
    >>> decode_text(content="emri".encode("utf-8-sig"))
    ('emri', 'utf-8-sig')
    """
    _refuse_known_binary(content)
    encoding = _encoding_by_mark(content)
    if encoding is None:
        return _decode_without_mark(content)
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnableToReadTruncatedTable(
            row=content[: error.start].count(b"\n") + 1, detail=f"{encoding}: {error.reason}"
        ) from error
    return _refuse_nul(text), encoding


def _refuse_known_binary(content: bytes) -> None:
    for signature, kind in _SIGNATURES:
        if content.startswith(signature):
            raise UnableToReadBinaryFile(kind=kind)


def _encoding_by_mark(content: bytes) -> str | None:
    if content.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    # Excel's "Unicode text" always has a mark; other programs leave it out. Every second byte of
    # plain Latin text is then zero.
    head = content[:400]
    if len(head) >= 4 and head[1::2].count(0) > len(head) * 0.4:
        return "utf-16-le"
    if len(head) >= 4 and head[0::2].count(0) > len(head) * 0.4:
        return "utf-16-be"
    return None


def _decode_without_mark(content: bytes) -> tuple[str, str]:
    try:
        return _refuse_nul(content.decode("utf-8")), "utf-8"
    except UnicodeDecodeError as error:
        # A letter of two bytes cut in the middle at the very end: the file was truncated, it is
        # not in another encoding.
        is_cut = error.start >= len(content) - 3 and error.reason == "unexpected end of data"
        if is_cut and any(byte >= 0x80 for byte in content[: error.start]):
            raise UnableToReadTruncatedTable(row=content.count(b"\n") + 1, detail="utf-8") from error
    try:
        return _refuse_nul(content.decode("cp1250")), "cp1250"
    except UnicodeDecodeError:
        return _refuse_nul(content.decode("latin-1")), "latin-1"


def _refuse_nul(text: str) -> str:
    if "\x00" in text:
        raise UnableToReadBinaryFile(kind="binary")
    return text


def split_rows(*, text: str, delimiter: str) -> Iterator[list[str]]:
    """
    (This function will) yield the rows of a delimited text, quoted cells taken apart.

    Raises: UnableToReadBrokenRows, UnableToReadTruncatedTable, both with the row's number.

    >>> list(split_rows(text='a;"b;c"', delimiter=";"))
    [['a', 'b;c']]
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    while True:
        number += 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if "unexpected end of data" in str(error):
                raise UnableToReadTruncatedTable(row=number, detail=str(error)) from error
            raise UnableToReadBrokenRows(row=number) from error
        yield row


def first_line(*, text: str) -> str:
    """
    (This function will) return the first line that holds anything.

    >>> first_line(text="\\n\\na;b\\n1;2")
    'a;b'
    """
    for line in io.StringIO(text):
        if line.strip(" \t\r\n;,|"):
            return line.rstrip("\r\n")
    return ""
