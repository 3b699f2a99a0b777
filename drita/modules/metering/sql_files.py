"""The module's named SQL files, read once."""

from functools import cache
from pathlib import Path

import polars as pl

_FOLDER = Path(__file__).parent / "sql"


@cache
def sql_text(name: str) -> str:
    """(This function will) give the text of sql/<name>.sql."""
    return (_FOLDER / f"{name}.sql").read_text(encoding="utf-8")


def text_list(values: pl.Series) -> str:
    """
    (This function will) join values to one text that the SQL files take apart again with string_to_array.

    The driver writes an array of 50,000 elements one by one, which took longer than the queries. Texts are
    joined by the unit separator (\\x1f), which no serial or key holds; numbers and dates by commas.
    """
    present = values.drop_nulls()
    separator = "\x1f" if values.dtype == pl.String else ","
    joined = present.cast(pl.String).str.join(separator).item() if present.len() else ""
    return str(joined or "")
