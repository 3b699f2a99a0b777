"""The Albanian order of names as a key that any byte-wise comparison sorts right."""

import polars as pl

from drita.rules.customers.folded_text import folded_text

# The 36 letters in their order; nine of them are written with two signs and still sort as one.
ALBANIAN_LETTERS = (
    *("a", "b", "c", "ç", "d", "dh", "e", "ë", "f", "g", "gj", "h", "i", "j", "k", "l", "ll", "m"),
    *("n", "nj", "o", "p", "q", "r", "rr", "s", "sh", "t", "th", "u", "v", "x", "xh", "y", "z", "zh"),
)

# W is no Albanian letter; foreigners' names have it, and it sorts after v.
_ORDER = (*ALBANIAN_LETTERS[: ALBANIAN_LETTERS.index("x")], "w", *ALBANIAN_LETTERS[ALBANIAN_LETTERS.index("x") :])

# Folding takes every accent away, but ç and ë are letters: these two signs, which no name here has, stand in for them.
_STAND_IN = {"ç": "þ", "ë": "ð"}

# One sign a letter, from "A" upward in the order of bytes; blank and digits lie before. Two-sign letters come first in
# the mapping, so that the leftmost match takes the longer one.
_KEYS = {
    _STAND_IN.get(letter, letter): chr(ord("A") + place)
    for place, letter in sorted(enumerate(_ORDER), key=lambda item: -len(item[1]))
}


def albanian_sort_key(*, text: pl.Expr) -> pl.Expr:
    """
    (This function will) make the sort key of a column of names: ç after c, ë after e, dh, gj, ll, nj, rr, sh, th,
    xh and zh as letters of their own.

    The key is compared byte by byte (COLLATE "C"), so that the order is the same on every server.

    Shape: String -> String, null stays null.
    Source: the 36 letters of the Albanian alphabet (Congress of Manastir, 1908).

    >>> names = pl.DataFrame({"n": ["Dhima", "Dude", "Çela", "Cufi", "Ëma", "Era"]})
    >>> names.sort(albanian_sort_key(text=pl.col("n")))["n"].to_list()
    ['Cufi', 'Çela', 'Dude', 'Dhima', 'Era', 'Ëma']
    """
    lettered = text.str.normalize("NFC").str.to_lowercase().str.replace_many(_STAND_IN)
    return folded_text(text=lettered).str.replace_many(_KEYS, leftmost=True)
