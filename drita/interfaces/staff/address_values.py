"""What stands in an address was typed by anybody: it is read here so that nonsense means "not given" and never a fault."""

from typing import Final

# Nineteen digits could pass the database's largest number.
_MOST_DIGITS: Final = 18


def whole_number(text: str, /) -> int | None:
    """
    (This function will) read a whole number of an address, or None where it is none that a row could have.

    >>> whole_number("42"), whole_number("²"), whole_number("-1"), whole_number("9" * 19), whole_number("")
    (42, None, None, None, None)
    """
    is_number = text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS
    return int(text) if is_number else None
