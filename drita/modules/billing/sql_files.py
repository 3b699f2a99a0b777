"""The named statements of this module, read once."""

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
