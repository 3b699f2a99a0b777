"""
From the text of a table's cells to values, a column at a time: dates, scaled whole numbers, choices.

An empty cell and an unreadable one both give null; the caller tells them apart by the text.
"""

from collections.abc import Mapping

import polars as pl

from drita.protocols.table_file import heading_key

_MAX_DIGITS = 18  # more do not fit into Int64, so they are unreadable and not silently wrong


def date_value(*, text: pl.Expr) -> pl.Expr:
    """
    (This function will) read dates written 31.10.2026, 31/10/2026, 31-10-2026 or 2026-10-31.

    A time of day behind the date is only accepted when it is midnight, as spreadsheets add it.

    >>> frame = pl.DataFrame({"d": ["31.10.2026", "2026-02-30", ""]})
    >>> frame.select(date_value(text=pl.col("d")))["d"].to_list()
    [datetime.date(2026, 10, 31), None, None]
    """
    day = text.str.strip_chars().str.replace(r"[ T]00:00(:00(\.0+)?)?$", "")
    # The shape is checked before the value: the parser alone would take "1.1.26" as the year 26.
    iso = pl.when(day.str.contains(r"^\d{4}-\d{2}-\d{2}$")).then(day)
    local = pl.when(day.str.contains(r"^\d{1,2}[./-]\d{1,2}[./-]\d{4}$")).then(day.str.replace_all(r"[/-]", "."))
    read = pl.coalesce(iso.str.to_date("%Y-%m-%d", strict=False), local.str.to_date("%d.%m.%Y", strict=False))
    return read.alias(text.meta.output_name())


def scaled_value(*, text: pl.Expr, decimals: int) -> pl.Expr:
    """
    (This function will) read decimal numbers as whole numbers of 10^-decimals, exactly.

    Both decimal comma and point are read; blanks and apostrophes group digits. Where comma and point both
    occur the last one is the decimal sign. A single sign followed by exactly three digits is read as a
    decimal sign, because grouping without decimals is not written in exports. More decimals than asked for
    are refused (null) unless they are zeros: nothing is rounded silently.

    Shape: String -> Int64.

    >>> frame = pl.DataFrame({"n": ["1 234,5", "1.234,50", "-7", "0,125", "x", "0,1234"]})
    >>> frame.select(scaled_value(text=pl.col("n"), decimals=3))["n"].to_list()
    [1234500, 1234500, -7000, 125, None, None]
    """
    bare = text.str.replace_all(r"[ \u00a0\u202f']", "")
    is_comma_last = bare.str.contains(r",[^.]*$")
    pointed = (
        pl.when(is_comma_last)
        .then(bare.str.replace_all(".", "", literal=True).str.replace(",", ".", literal=True))
        .otherwise(bare.str.replace_all(",", "", literal=True))
    )
    parts = pointed.str.extract_groups(r"^([+-]?)(\d*)(?:\.(\d+))?$")
    sign, whole = parts.struct.field("1"), parts.struct.field("2")
    fraction = parts.struct.field("3").fill_null("").str.strip_chars_end("0")
    has_digits = (whole.str.len_chars() + parts.struct.field("3").fill_null("").str.len_chars()) > 0
    digits = pl.concat_str([whole, fraction.str.pad_end(decimals, "0")])
    magnitude = (
        pl.when(
            has_digits
            & (fraction.str.len_chars() <= decimals)
            & (digits.str.strip_chars_start("0").str.len_chars() <= _MAX_DIGITS)
        )
        .then(digits)
        .cast(pl.Int64, strict=False)
    )
    number = pl.when(sign == "-").then(-magnitude).otherwise(magnitude)
    return number.alias(text.meta.output_name())


def whole_value(*, text: pl.Expr) -> pl.Expr:
    """
    (This function will) read whole numbers; "12.0" is one, "12.5" is none.

    >>> pl.DataFrame({"n": ["12", "12.0", "12.5"]}).select(whole_value(text=pl.col("n")))["n"].to_list()
    [12, 12, None]
    """
    return scaled_value(text=text, decimals=0)


def choice_value(*, text: pl.Expr, choices: Mapping[str, str]) -> pl.Expr:
    """
    (This function will) read one of a list of words, capitals and accents aside; keys are spellings, values codes.

    >>> frame = pl.DataFrame({"c": ["Familjar", "HOUSEHOLD", "tjetër"]})
    >>> known = {"familjar": "household", "household": "household"}
    >>> frame.select(choice_value(text=pl.col("c"), choices=known))["c"].to_list()
    ['household', 'household', None]
    """
    known = {heading_key(heading=spelling): code for spelling, code in choices.items()}
    key = (
        text.str.normalize("NFKD")
        .str.replace_all(r"\p{M}", "")
        .str.to_lowercase()
        .str.replace_all(r"[^\p{L}\p{N}]+", " ")
        .str.strip_chars()
        .str.replace_all(" ", "_")
    )
    return key.replace_strict(known, default=None, return_dtype=pl.String)
