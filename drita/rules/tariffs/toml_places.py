"""The line of a TOML file on which a key stands, for messages to the person who wrote it."""

import re
from collections.abc import Sequence

_HEADER = re.compile(r"^\s*(\[\[?)\s*([A-Za-z0-9_.\-\"' ]+?)\s*\]\]?\s*(#.*)?$")
_KEY = re.compile(r"^\s*([A-Za-z0-9_.\-]+)\s*=")


def line_of_path(*, text: str, path: Sequence[str | int]) -> int | None:
    """
    (This function will) find the line of a key path, or of the nearest table or key that holds it.

    Values inside an array or inline table are reported on the line of the key they belong to.
    Returns None for an empty path or when nothing of it is written in the file.

    >>> line_of_path(text='code = "A"\\n[[charges]]\\nkind = "x"\\n[[charges]]\\nprice = 1', path=("charges", 1, "price"))
    5
    """
    places = _places_of(text)
    for length in range(len(path), 0, -1):
        place = places.get(tuple(path[:length]))
        if place is not None:
            return place
    return None


def _places_of(text: str, /) -> dict[tuple[str | int, ...], int]:
    places: dict[tuple[str | int, ...], int] = {}
    counts: dict[tuple[str | int, ...], int] = {}
    table: tuple[str | int, ...] = ()
    for number, line in enumerate(text.splitlines(), start=1):
        header = _HEADER.match(line)
        key = None if header else _KEY.match(line)
        if header:
            table = _table_path(header.group(2), is_array=header.group(1) == "[[", counts=counts)
            places.setdefault(table, number)
        elif key:
            places.setdefault((*table, *_names(key.group(1))), number)
    return places


def _table_path(name: str, /, *, is_array: bool, counts: dict[tuple[str | int, ...], int]) -> tuple[str | int, ...]:
    path: tuple[str | int, ...] = ()
    names = _names(name)
    for position, part in enumerate(names):
        path = (*path, part)
        if is_array and position == len(names) - 1:
            counts[path] = counts.get(path, -1) + 1
        # A table below an array of tables belongs to the element that was opened last.
        if path in counts:
            path = (*path, counts[path])
    return path


def _names(dotted: str, /) -> list[str]:
    return [part.strip().strip("\"'") for part in dotted.split(".")]
