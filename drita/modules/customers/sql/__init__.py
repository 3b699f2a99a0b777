"""The SQL of the module customers, one statement a file."""

from functools import cache
from pathlib import Path


@cache
def statement(name: str, /) -> str:
    """(This function will) return the text of `<name>.sql` in this folder."""
    return (Path(__file__).parent / f"{name}.sql").read_text(encoding="utf-8")
