"""From interval files of three kinds to intervals and derived readings of registers."""

import gzip
import io
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timezone
from pathlib import Path
from typing import Any, Final

import polars as pl

from drita.interfaces.commands.import_table import UnableToOpenFile, read_content
from drita.interfaces.commands.interval_channels import Channel
from drita.protocols.interval_csv import IntervalTable, read_interval_table
from drita.protocols.nem12 import read_nem12
from drita.protocols.nem12_fields import UNITS_PER_VALUE
from drita.protocols.nem12_model import Nem12Channel, Nem12File
from drita.protocols.table_text import decode_text
from drita.rules.metering.interval_day import INTERVAL_SCHEMA
from drita.rules.words import Words

CONTENT_LIMIT_BYTES: Final = 600_000_000
# A step of nearly a day or longer is no interval: the series becomes readings of the dial.
SHORTEST_PERIOD_MINUTES: Final = 23 * 60
_NEM12_CODES: Final = {
    "active_import": "A+",
    "active_export": "A-",
    "reactive_import": "R+",
    "reactive_export": "R-",
}
PERIOD_SCHEMA: Final = pl.Schema(
    {
        "register_key": pl.Int64(),
        "line": pl.Int64(),
        "start_at": pl.Datetime("us", "UTC"),
        "value_micro_wh": pl.Int64(),
    }
)


@dataclass(frozen=True, slots=True)
class FileProblem:
    """What was refused (or only told) in a file, and where; line 0 = the file as a whole."""

    line: int
    code: str
    params: Mapping[str, Any]


@dataclass(slots=True)
class IntervalFile:
    """
    What one file brings.

    Shape: intervals INTERVAL_SCHEMA, periods PERIOD_SCHEMA (energy from a start to the next one),
    channels[register_key] = its register.
    """

    intervals: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=INTERVAL_SCHEMA))
    periods: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=PERIOD_SCHEMA))
    channels: list[Channel] = field(default_factory=list)
    problems: list[FileProblem] = field(default_factory=list)
    notes: list[FileProblem] = field(default_factory=list)

    def with_problem(self, line: int, code: str, params: Mapping[str, Any]) -> "IntervalFile":
        """Return itself with one problem more."""
        self.problems.append(FileProblem(line, code, params))
        return self


def read_text(*, path: Path) -> str:
    """
    (This function will) read a text file, packed with gzip or not, in any of the usual encodings.

    Raises: UnableToOpenFile, UnableToReadTable and its kinds.
    """
    content = read_content(path=path, limit_bytes=CONTENT_LIMIT_BYTES)
    if content.startswith(b"\x1f\x8b"):
        try:
            with gzip.GzipFile(fileobj=io.BytesIO(content)) as packed:
                content = packed.read(CONTENT_LIMIT_BYTES + 1)
        except (OSError, EOFError, zlib.error) as error:
            raise UnableToOpenFile(path=path, reason=_DAMAGED) from error
        if len(content) > CONTENT_LIMIT_BYTES:
            raise UnableToOpenFile(path=path, reason=_TOO_LARGE)
    return decode_text(content=content)[0]


_DAMAGED = Words(sq="skedari gzip është i dëmtuar ose i prerë", en="the gzip file is damaged or cut off")
_TOO_LARGE = Words(sq="skedari i shpaketuar është tepër i madh", en="the unpacked file is too large")


def nem12_intervals(*, text: str, channels: Mapping[str, Channel] | None, zone: timezone) -> IntervalFile:
    """
    (This function will) take the energy channels of a NEM12 file.

    A channel is named NMI/suffix in the map, for example VABD000163/E1. Without a map the file's own
    meter serial and the suffix say the register (E1 A+, B1 A-, Q1 R+, K1 R-).
    """
    read = read_nem12(lines=text.splitlines())
    result = IntervalFile(
        problems=[FileProblem(p.line, p.code, p.params) for p in read.problems],
        notes=[FileProblem(p.line, p.code, p.params) for p in read.repairs],
    )
    keys = _nem12_keys(read, channels, result)
    frames: list[dict[str, list[Any]]] = []
    for day in read.days:
        key = keys.get(_nem12_name(day.channel))
        if key is None:
            continue
        # Values are ten-thousandths of the unit; a unit is so many Wh; a millionth of a Wh is the target.
        factor = UNITS_PER_VALUE[day.channel.unit.upper()] * 100
        scale = result.channels[key].scale_milli
        frames.append(
            {
                "register_key": [key] * len(day.values),
                "start_at": day.start_instants(zone=zone),
                "interval_minutes": [day.channel.interval_minutes] * len(day.values),
                "value_micro_wh": [None if v is None else v * factor * scale // 1000 for v in day.values],
                "quality": list(day.qualities),
            }
        )
    if frames:
        columns = {name: [item for frame in frames for item in frame[name]] for name in INTERVAL_SCHEMA}
        result.intervals = pl.DataFrame(columns, schema=INTERVAL_SCHEMA)
    return result


def _nem12_name(channel: Nem12Channel) -> tuple[str, str, str]:
    return channel.nmi, channel.suffix, channel.meter_serial


def _nem12_keys(
    read: Nem12File, channels: Mapping[str, Channel] | None, result: IntervalFile
) -> dict[tuple[str, str, str], int]:
    """The register of each channel; those that have none are told once, with their days."""
    days: dict[tuple[str, str, str], int] = {}
    for day in read.days:
        name = _nem12_name(day.channel)
        days[name] = days.get(name, 0) + 1
    keys: dict[tuple[str, str, str], int] = {}
    for channel in read.channels:
        name = _nem12_name(channel)
        if name in keys or not days.get(name):
            continue
        source = f"{channel.nmi}/{channel.suffix}"
        told = {"source": source, "days": days.pop(name), "unit": channel.unit}
        if not channel.determinant:
            result.notes.append(FileProblem(channel.line, "channel_is_no_energy", told))
        elif source not in channels if channels is not None else channel.suffix[1:] not in ("", "1"):
            # Without a map only the first channel of a kind has a register of its own to go to.
            result.problems.append(FileProblem(channel.line, "channel_not_mapped", told))
        elif channels is None and not channel.meter_serial:
            result.problems.append(FileProblem(channel.line, "channel_without_meter", told))
        else:
            code = _NEM12_CODES[channel.determinant]
            own = channels[source] if channels is not None else Channel(source, channel.meter_serial, code)
            if own not in result.channels:
                # The same channel under another serial is the same register: the meter was renamed.
                result.channels.append(own)
            keys[name] = result.channels.index(own)
    return keys


def series_intervals(
    *, text: str, channels: Mapping[str, Channel], zone: timezone | None, watts_per_unit: bool
) -> IntervalFile:
    """
    (This function will) take the mapped columns of a table of series.

    With watts_per_unit the values are parts of the load that the map gives as scale in kW (kvar), as
    in SimBench profiles; otherwise they are kWh (kvarh) in the period that starts at the start, times
    the scale. Steps up to an hour are intervals, steps of a day or longer periods between readings.

    Raises: IntervalTableError.
    """
    table = read_interval_table(lines=text.splitlines(), zone=zone, columns=list(channels))
    result = IntervalFile(
        channels=list(channels.values()),
        problems=[FileProblem(p.line, p.code, p.params) for p in table.problems],
    )
    step = table.step_minutes()
    if watts_per_unit:
        values = [_energy_of_load(table.values[c.source], c.scale_milli, step) for c in result.channels]
    else:
        # Millionths of a kWh, so a thousand of the target; the scale is in thousandths: they cancel.
        values = [_scaled(table.values[c.source], c.scale_milli) for c in result.channels]
    if step >= SHORTEST_PERIOD_MINUTES:
        result.periods = _periods(table, values)
    else:
        result.intervals = _intervals(table, values, step)
    return result


def _scaled(values: Sequence[int | None], factor: int) -> list[int | None]:
    return [None if value is None else value * factor for value in values]


def _energy_of_load(values: Sequence[int | None], scale_milli: int, step: int) -> list[int | None]:
    """Millionths of the load x load in W x hours = millionths of a Wh, half away from zero."""
    energy: list[int | None] = []
    for value in values:
        if value is None:
            energy.append(None)
            continue
        product = value * scale_milli * step
        half = (abs(product) * 2 + 60) // 120
        energy.append(half if product >= 0 else -half)
    return energy


def _intervals(table: IntervalTable, values: list[list[int | None]], step: int) -> pl.DataFrame:
    frames = [
        pl.DataFrame(
            {"start_at": table.starts, "value_micro_wh": column},
            schema={"start_at": pl.Datetime("us", "UTC"), "value_micro_wh": pl.Int64},
        ).with_columns(
            register_key=pl.lit(key, pl.Int64),
            interval_minutes=pl.lit(step, pl.Int32),
            quality=pl.when(pl.col("value_micro_wh").is_null()).then(pl.lit("N")).otherwise(pl.lit("A")),
        )
        for key, column in enumerate(values)
    ]
    return pl.concat(frames).select(list(INTERVAL_SCHEMA))


def _periods(table: IntervalTable, values: list[list[int | None]]) -> pl.DataFrame:
    return pl.concat(
        pl.DataFrame(
            {
                "register_key": [key] * len(column),
                "line": table.lines,
                "start_at": table.starts,
                "value_micro_wh": column,
            },
            schema=PERIOD_SCHEMA,
        )
        for key, column in enumerate(values)
    )
