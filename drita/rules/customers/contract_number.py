"""The form of contract numbers: a mask that each operator sets for itself."""

import polars as pl

# The public layout of the Albanian numbers is not known (16 characters are reported), so the default only keeps out
# what can be no number at all; an operator narrows it in the settings.
DEFAULT_CONTRACT_NUMBER_MASK = r"^[A-Z0-9]{4,24}$"


def normal_contract_number(*, text: pl.Expr) -> pl.Expr:
    """
    (This function will) write contract numbers in capitals, without blanks, dots, dashes or slashes.

    >>> pl.DataFrame({"n": [" tr 12-0034 "]}).select(normal_contract_number(text=pl.col("n")))["n"].to_list()
    ['TR120034']
    """
    return text.str.to_uppercase().str.replace_all(r"[\s.\-/]", "")


def is_contract_number(*, number: pl.Expr, mask: str = DEFAULT_CONTRACT_NUMBER_MASK) -> pl.Expr:
    """
    (This function will) say whether a normal contract number fits the operator's mask.

    >>> frame = pl.DataFrame({"n": ["TR120034", "?"]})
    >>> frame.select(is_contract_number(number=pl.col("n")))["n"].to_list()
    [True, False]
    >>> frame.select(is_contract_number(number=pl.col("n"), mask="^[0-9]{16}$"))["n"].to_list()
    [False, False]
    """
    return number.str.contains(mask)
