"""An address on one line, in the Albanian form, as screens and bills show it."""

import polars as pl

_STREET_PARTS = (
    *(("street", ""), ("building", "Nd. "), ("entrance", "H. "), ("floor", "Kati "), ("apartment", "Ap. ")),
)
_PLACE_PARTS = (("quarter", "Lagjja "), ("village", "Fshati "), ("administrative_unit", "Njësia "))


def street_line() -> pl.Expr:
    """
    (This function will) write street, building, entrance, floor and apartment on one line; empty parts are left out.

    Shape: the columns of premises -> String.

    >>> frame = pl.DataFrame({"street": ["Rruga e Kavajës"], "building": ["5"], "entrance": [""], "floor": ["3"],
    ...     "apartment": ["7"]})
    >>> frame.select(street_line()).item()
    'Rruga e Kavajës, Nd. 5, Kati 3, Ap. 7'
    """
    return _joined(_STREET_PARTS)


def place_line() -> pl.Expr:
    """
    (This function will) write quarter, village, administrative unit, postal code and municipality on one line.

    >>> frame = pl.DataFrame({"quarter": [""], "village": ["Theth"], "administrative_unit": ["Shalë"],
    ...     "postal_code": ["4001"], "municipality": ["Shkodër"]})
    >>> frame.select(place_line()).item()
    'Fshati Theth, Njësia Shalë, 4001 Shkodër'
    """
    town = pl.concat_str(["postal_code", "municipality"], separator=" ").str.strip_chars()
    return pl.concat_str([_joined(_PLACE_PARTS), town], separator=", ").str.strip_chars(", ")


def address_line() -> pl.Expr:
    """
    (This function will) write the whole address on one line.

    >>> names = ("street", "building", "entrance", "floor", "apartment", "quarter", "village", "administrative_unit")
    >>> frame = pl.DataFrame({name: [""] for name in names} | {"postal_code": ["1001"], "municipality": ["Tiranë"]})
    >>> frame.with_columns(street=pl.lit("Rruga e Durrësit")).select(address_line()).item()
    'Rruga e Durrësit, 1001 Tiranë'
    """
    return pl.concat_str([street_line(), place_line()], separator=", ").str.strip_chars(", ")


def _joined(parts: tuple[tuple[str, str], ...]) -> pl.Expr:
    # A name that already says what it is ("Lagjja 1 Maji") does not get its word twice.
    named = [
        pl.when(pl.col(column) == "")
        .then(None)
        .when(pl.col(column).str.starts_with(word.strip()) if word else pl.lit(True))
        .then(pl.col(column))
        .otherwise(pl.lit(word) + pl.col(column))
        for column, word in parts
    ]
    return pl.concat_str(named, separator=", ", ignore_nulls=True)
