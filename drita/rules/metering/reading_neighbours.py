"""The readings before and after a reading on the same dial."""

from typing import Final

import polars as pl

GUESSED: Final = ("estimated", "substituted")


def with_neighbours(*, open_rows: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """
    (This function will) set beside each reading the two real ones before it and the known one after.

    Before it: known readings and open ones that stand earlier (by date, then row_number). After it:
    known readings only, because an open later one is judged against this one and not the reverse.
    Estimates are nobody's neighbours.

    Shape: open_rows with row_number, register_id, read_on, value_milli, quality; known with
    register_id, read_on, value_milli, quality -> open_rows + previous_value, previous_on,
    earlier_value, earlier_on, next_value, next_on, in the order of judgement (register, day, real ones
    before estimates, row_number).

    >>> from datetime import date
    >>> known = pl.DataFrame({"register_id": [1], "read_on": [date(2026, 9, 1)],
    ...     "value_milli": [5000], "quality": ["actual"]})
    >>> rows = pl.DataFrame({"row_number": [4], "register_id": [1], "read_on": [date(2026, 10, 1)],
    ...     "value_milli": [9000], "quality": ["actual"]})
    >>> with_neighbours(open_rows=rows, known=known)["previous_value"].item()
    5000
    """
    is_real = ~pl.col("quality").is_in(GUESSED)
    columns = ["register_id", "read_on", "value_milli"]
    real_known = known.filter(is_real).select(columns)
    real_open = open_rows.filter(is_real).select(*columns, "row_number")
    # A known value of the same day is no neighbour: it is equal, refused or replaced.
    days = open_rows.select("register_id", "read_on").unique()
    line = (
        pl.concat(
            [real_known.join(days, on=["register_id", "read_on"], how="anti"), real_open],
            how="diagonal",
        )
        .sort("register_id", "read_on", "row_number", nulls_last=False)
        .with_columns(
            previous_value=pl.col("value_milli").shift(1).over("register_id"),
            previous_on=pl.col("read_on").shift(1).over("register_id"),
            earlier_value=pl.col("value_milli").shift(2).over("register_id"),
            earlier_on=pl.col("read_on").shift(2).over("register_id"),
        )
    )
    before = pl.concat([_of_real_rows(line), _of_guesses(open_rows.filter(~is_real), line)])
    after = real_known.select("register_id", "read_on", next_value="value_milli", next_on="read_on").sort("read_on")
    return (
        open_rows.join(before, on="row_number", how="left")
        .sort("read_on")
        .join_asof(
            after,
            on="read_on",
            by="register_id",
            strategy="forward",
            allow_exact_matches=False,
            check_sortedness=False,
        )
        .sort("register_id", "read_on", ~is_real, "row_number")
    )


def _of_real_rows(line: pl.DataFrame) -> pl.DataFrame:
    return line.filter(pl.col("row_number").is_not_null()).select(
        "row_number", "previous_value", "previous_on", "earlier_value", "earlier_on"
    )


def _of_guesses(guesses: pl.DataFrame, line: pl.DataFrame) -> pl.DataFrame:
    """The last real reading up to the day of an estimate, and the one before that."""
    last = line.select(
        "register_id",
        "read_on",
        last_value="value_milli",
        last_on="read_on",
        before_value="previous_value",
        before_on="previous_on",
    ).sort("read_on")
    found = guesses.sort("read_on").join_asof(
        last, on="read_on", by="register_id", strategy="backward", check_sortedness=False
    )
    return found.select(
        "row_number",
        previous_value="last_value",
        previous_on="last_on",
        earlier_value="before_value",
        earlier_on="before_on",
    )
