"""The named statements of this module, read once."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "sql"


@cache
def statement(name: str, /) -> str:
    """
    (This function will) return the statement that stands in sql/<name>.sql.

    >>> statement("select_run_contracts").startswith("-- ")
    True
    """
    return (_FOLDER / f"{name}.sql").read_text(encoding="utf-8")


def array_text(values: Iterable[object], /) -> str:
    """
    (This function will) write ids, dates or codes as an array literal, to be cast where it is used.

    Twenty thousand ids given as a list are quoted one by one by the driver, which takes longer than the query; none of
    the values here can hold a comma, a quote or a brace.

    >>> array_text([1, 2])
    '{1,2}'
    """
    return "{" + ",".join(map(str, values)) + "}"
