"""A code as rows of bits, ready to become an image mask of a PDF or a path of an SVG."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Symbol:
    """
    A code as 1-bit rows, each padded to whole bytes; 1 = black.

    `hex_rows` is upper-case hexadecimal, because raw bytes inside a page could spell the operator that ends an image.
    """

    columns: int
    rows: int
    hex_rows: str
