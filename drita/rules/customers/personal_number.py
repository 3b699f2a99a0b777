"""The personal number of Albanian citizens (numri personal, NID)."""

import polars as pl

PERSONAL_NUMBER_PATTERN = r"^[A-Z][0-9]{8}[A-Z]$"

# Decade, year, month (women 51-62), day, serial, check letter. UNVERIFIED: this reading comes from practice and
# not from a published text, so it is judged only where the operator asks for it.
_DATED_PATTERN = r"^[0-9A-T][0-9](0[1-9]|1[0-2]|5[1-9]|6[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[A-Z]$"


def normal_personal_number(*, text: pl.Expr) -> pl.Expr:
    """
    (This function will) write personal numbers in their one form: capitals, without blanks, dots or dashes.

    >>> pl.DataFrame({"n": [" h 75 615 123 k", ""]}).select(normal_personal_number(text=pl.col("n")))["n"].to_list()
    ['H75615123K', None]
    """
    bare = text.str.to_uppercase().str.replace_all(r"[\s.\-]", "")
    return pl.when(bare != "").then(bare).alias(text.meta.output_name())


def is_personal_number(*, personal_number: pl.Expr, is_dated: bool = False) -> pl.Expr:
    """
    (This function will) say whether a personal number has the right form; null stays null.

    By default only the form is judged (letter, eight digits, letter). With `is_dated` the digits must also hold a
    month and a day. The check letter is UNVERIFIED: its rule is not published, so it is never judged.

    >>> frame = pl.DataFrame({"n": ["H75615123K", "H79915123K", "H7561512", None]})
    >>> frame.select(is_personal_number(personal_number=pl.col("n")))["n"].to_list()
    [True, True, False, None]
    >>> frame.select(is_personal_number(personal_number=pl.col("n"), is_dated=True))["n"].to_list()
    [True, False, False, None]
    """
    pattern = _DATED_PATTERN if is_dated else PERSONAL_NUMBER_PATTERN
    return personal_number.str.contains(pattern)
