"""
Series of interval values as tables of text: a column of starts, columns of values.

Read are: starts in ISO form with an offset (instants), in ISO form without one, or as dd.mm.yyyy HH:MM
(both need the zone of the file, which must be a fixed offset, because a clock with summer time says one
hour twice in October). Values are decimal numbers; empty, nan and null say that there is none.
"""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

_ROWS_LIMIT = 5_000_000
_COLUMNS_LIMIT = 2_000
_TIME_HEADINGS = ("start", "time", "timestamp", "datetime", "fillimi", "koha")
_NOTHING = frozenset({"", "nan", "null", "na", "n/a", "-"})
_MICRO = Decimal(1_000_000)
_LARGEST = 10**15


@dataclass(frozen=True, slots=True)
class SeriesProblem:
    """A line, or one value of it, that could not be taken."""

    line: int
    code: str
    params: dict[str, str | int]


@dataclass(slots=True)
class IntervalTable:
    """
    What a file holds: starts as instants in UTC and, for each column, a value or None at each start.

    Units: values in millionths of the file's own unit, rounded half away from zero if finer.
    """

    starts: list[datetime] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    values: dict[str, list[int | None]] = field(default_factory=dict)
    headings: tuple[str, ...] = ()
    problems: list[SeriesProblem] = field(default_factory=list)

    def step_minutes(self) -> int:
        """Give the shortest time between neighbouring starts, 0 where there are not two."""
        steps = [
            (later - earlier).total_seconds() / 60
            for earlier, later in zip(self.starts, self.starts[1:], strict=False)
            if later > earlier
        ]
        return int(min(steps)) if steps else 0


class IntervalTableError(Exception):
    """The file as a whole is no table of a series; `code` and `params` say why."""

    def __init__(self, code: str, **params: str | int) -> None:
        self.code = code
        self.params = params
        super().__init__(code)


def read_interval_table(
    *, lines: Iterable[str], zone: tzinfo | None, columns: Sequence[str] | None = None
) -> IntervalTable:
    """
    (This function will) read a table of interval values; a bad line or value is told and the rest is read.

    Shape: text lines, the first with headings, one of them for the starts (start, time ...); `columns`
    names the value columns wanted, None = all -> IntervalTable.
    Raises: IntervalTableError when there is no header, no column of starts or no wanted column.

    >>> table = read_interval_table(
    ...     lines=["start,value", "2015-11-22T00:00:00-06:00,0.29", "2015-11-22T01:00:00-06:00,nan"], zone=None)
    >>> table.starts[0].isoformat(), table.values["value"], table.step_minutes()
    ('2015-11-22T06:00:00+00:00', [290000, None], 60)
    """
    iterator = iter(lines)
    first = next((line for line in iterator if line.strip()), "")
    if not first.strip():
        raise IntervalTableError("series_empty")
    delimiter = max(";", ",", "\t", key=first.count)
    headings = tuple(cell.strip().strip('"') for cell in first.strip("\ufeff\r\n").split(delimiter))
    time_place, places = _places(headings, columns)
    table = IntervalTable(headings=headings, values={headings[place]: [] for place in places})
    try:
        for line, cells in enumerate(csv.reader(iterator, delimiter=delimiter), 2):
            if line > _ROWS_LIMIT:
                raise IntervalTableError("series_too_long", limit=_ROWS_LIMIT)
            if cells and any(cells):
                _take(table, line, cells, time_place, places, zone, delimiter)
    except csv.Error as error:
        raise IntervalTableError("series_broken_quotes", line=len(table.starts) + 2) from error
    if not table.starts and not table.problems:
        raise IntervalTableError("series_empty")
    return table


def _places(headings: tuple[str, ...], columns: Sequence[str] | None) -> tuple[int, list[int]]:
    if len(headings) > _COLUMNS_LIMIT:
        raise IntervalTableError("series_too_wide", limit=_COLUMNS_LIMIT)
    named = [heading for heading in headings if heading]
    if len(named) != len(set(named)):
        raise IntervalTableError("series_heading_twice", found=", ".join(headings)[:200])
    lowered = [heading.lower() for heading in headings]
    time_place = next((lowered.index(name) for name in _TIME_HEADINGS if name in lowered), None)
    if time_place is None:
        raise IntervalTableError("series_without_starts", found=", ".join(headings)[:200])
    if columns is None:
        places = [place for place in range(len(headings)) if place != time_place and headings[place]]
    else:
        missing = [name for name in columns if name not in headings]
        if missing:
            raise IntervalTableError(
                "series_column_missing", missing=", ".join(missing), found=", ".join(headings)[:200]
            )
        places = [headings.index(name) for name in columns]
    if not places:
        raise IntervalTableError("series_without_values", found=", ".join(headings)[:200])
    return time_place, places


def _take(
    table: IntervalTable,
    line: int,
    cells: list[str],
    time_place: int,
    places: list[int],
    zone: tzinfo | None,
    delimiter: str,
) -> None:
    if len(cells) < len(table.headings):
        table.problems.append(
            SeriesProblem(line, "line_cut_off", {"found": len(cells), "expected": len(table.headings)})
        )
        return
    try:
        start = _instant(cells[time_place].strip(), zone)
    except ValueError:
        table.problems.append(SeriesProblem(line, "start_unreadable", {"value": cells[time_place][:40]}))
        return
    if start is None:
        table.problems.append(SeriesProblem(line, "start_without_zone", {"value": cells[time_place][:40]}))
        return
    table.starts.append(start)
    table.lines.append(line)
    for place in places:
        name = table.headings[place]
        try:
            value = _micro(cells[place].strip(), delimiter)
        except ValueError:
            params: dict[str, str | int] = {"column": name, "value": cells[place][:40]}
            table.problems.append(SeriesProblem(line, "value_unreadable", params))
            value = None
        table.values[name].append(value)


def _instant(text: str, zone: tzinfo | None) -> datetime | None:
    """The instant of a start; None where neither the text nor the caller says the zone."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = datetime.strptime(text, "%d.%m.%Y %H:%M")  # noqa: DTZ007
    if moment.tzinfo is None:
        if zone is None:
            return None
        moment = moment.replace(tzinfo=zone)
    return moment.astimezone(UTC)


def _micro(text: str, delimiter: str) -> int | None:
    """A decimal number in millionths, None where there is none."""
    if text.lower() in _NOTHING:
        return None
    if delimiter != "," and "," in text:
        text = text.replace(",", ".", 1)
    whole, _, decimals = text.partition(".")
    if (
        len(decimals) <= 6
        and whole.lstrip("-").isdecimal()
        and (decimals.isdecimal() or not decimals)
        and text.isascii()
    ):
        sign = -1 if whole.startswith("-") else 1
        value = sign * int(whole.lstrip("-") + decimals.ljust(6, "0"))
    else:
        value = _micro_of_long(text)
    if abs(value) > _LARGEST:
        raise ValueError(text)
    return value


def _micro_of_long(text: str) -> int:
    """Numbers with more decimals or an exponent, as programs write binary fractions."""
    if "_" in text or not text.isascii():
        raise ValueError(text)
    try:
        number = Decimal(text)
    except InvalidOperation as error:
        raise ValueError(text) from error
    if not number.is_finite() or abs(number) > _LARGEST:
        raise ValueError(text)
    return int((number * _MICRO).quantize(Decimal(1), rounding=ROUND_HALF_UP))
