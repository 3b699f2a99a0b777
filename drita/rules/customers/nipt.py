"""The tax number of Albanian businesses and bodies (NIPT, also called NUIS)."""

import polars as pl

NIPT_PATTERN = r"^[A-Z][0-9]{8}[A-Z]$"


def normal_nipt(*, text: pl.Expr) -> pl.Expr:
    """
    (This function will) write tax numbers in their one form: capitals, without blanks, dots or a country prefix.

    >>> pl.DataFrame({"n": ["al j 6123-4567 b", ""]}).select(normal_nipt(text=pl.col("n")))["n"].to_list()
    ['J61234567B', None]
    """
    bare = text.str.to_uppercase().str.replace_all(r"[\s.\-]", "")
    without_country = bare.str.replace(r"^AL([A-Z][0-9]{8}[A-Z])$", "$1")
    return pl.when(without_country != "").then(without_country).alias(text.meta.output_name())


def is_nipt(*, nipt: pl.Expr) -> pl.Expr:
    """
    (This function will) say whether a tax number has the legal form; null stays null.

    Only the form is judged: the rule of the last letter is not public, so a wrong one cannot be told.
    Source: fiscal schema of law 87/2019, pattern of NUIS.

    >>> pl.DataFrame({"n": ["J61234567B", "61234567B", None]}).select(is_nipt(nipt=pl.col("n")))["n"].to_list()
    [True, False, None]
    """
    return nipt.str.contains(NIPT_PATTERN)
