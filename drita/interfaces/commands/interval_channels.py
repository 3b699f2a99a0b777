"""Which channel of an interval file belongs to which register: the map file, or what NEM12 says itself."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from drita.interfaces.commands.import_table import read_content
from drita.protocols.table_file import TableColumn, TableLimits, open_table
from drita.protocols.table_values import scaled_value
from drita.rules.errors import UnableTo
from drita.rules.words import Words

_LIMITS = TableLimits(content_bytes=50_000_000, rows=500_000)
NO_SCALE_MILLI = 1000


class UnableToReadChannelMap(UnableTo):
    code = "channel_map_unreadable"
    words = Words(
        sq="Harta e kanaleve {path}, rreshti {row}: {reason}", en="The channel map {path}, row {row}: {reason}"
    )


_INCOMPLETE = Words(
    sq="kërkohen source, meter_serial dhe register_code.", en="source, meter_serial and register_code are needed."
)
_BAD_SCALE = Words(sq="scale duhet të jetë numër më i madh se zero.", en="scale must be a number above zero.")
_TWICE = Words(
    sq="kanali {source} ose regjistri i tij është dy herë.", en="the channel {source} or its register stands twice."
)


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel of a file and its register. Scale in thousandths (kW of the load for per-unit profiles)."""

    source: str
    meter_serial: str
    register_code: str
    scale_milli: int = NO_SCALE_MILLI


def read_channel_map(*, path: Path) -> dict[str, Channel]:
    """
    (This function will) read a map: columns source, meter_serial, register_code and, where needed, scale.

    Raises: UnableToReadChannelMap, UnableToReadTable, UnableToOpenFile.
    """
    names = ("source", "meter_serial", "register_code")
    columns = [TableColumn(name=name) for name in names] + [TableColumn(name="scale", is_required=False)]
    table = open_table(
        content=read_content(path=path, limit_bytes=_LIMITS.content_bytes), columns=columns, limits=_LIMITS
    )
    channels: dict[str, Channel] = {}
    registers: set[tuple[str, str]] = set()
    for part in table.slices():
        if part.problems.height:
            raise UnableToReadChannelMap(path=path.name, row=part.problems["row_number"][0], reason=_INCOMPLETE)
        scaled = part.frame.with_columns(scale_milli=scaled_value(text=pl.col("scale"), decimals=3))
        for row in scaled.iter_rows(named=True):
            channel = _channel(path, row)
            register = (channel.meter_serial, channel.register_code)
            if channel.source in channels or register in registers:
                raise UnableToReadChannelMap(path=path.name, row=row["row_number"], reason=_twice(channel.source))
            channels[channel.source] = channel
            registers.add(register)
    return channels


def _channel(path: Path, row: dict[str, Any]) -> Channel:
    if not (row["source"] and row["meter_serial"] and row["register_code"]):
        raise UnableToReadChannelMap(path=path.name, row=row["row_number"], reason=_INCOMPLETE)
    scale = NO_SCALE_MILLI if row["scale"] == "" else row["scale_milli"]
    if scale is None or scale <= 0:
        raise UnableToReadChannelMap(path=path.name, row=row["row_number"], reason=_BAD_SCALE)
    return Channel(row["source"], row["meter_serial"], row["register_code"], scale)


def _twice(source: str) -> Words:
    return Words(sq=_TWICE.in_language("sq", source=source), en=_TWICE.in_language("en", source=source))
