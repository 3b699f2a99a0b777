"""What a NEM12 file holds, as values: channels, days, events, problems."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo

from drita.protocols.nem12_fields import UNITS_PER_VALUE


@dataclass(frozen=True, slots=True)
class Nem12Header:
    """Record 100: when the file was made, by whom, for whom."""

    created_at: datetime
    sender: str
    receiver: str


@dataclass(frozen=True, slots=True)
class Nem12Channel:
    """Record 200: one stream of one meter. `suffix` E1, B1, Q1, K1 tells what is measured."""

    nmi: str
    configuration: str
    register: str
    suffix: str
    stream: str
    meter_serial: str
    unit: str
    interval_minutes: int
    next_read: date | None
    line: int

    @property
    def determinant(self) -> str:
        """What the channel measures, seen from the customer; "" where it is no energy."""
        if self.unit.upper() not in UNITS_PER_VALUE:
            return ""
        kinds = {"E": "active_import", "B": "active_export", "Q": "reactive_import", "K": "reactive_export"}
        return kinds.get(self.suffix[:1].upper(), "")


@dataclass(frozen=True, slots=True)
class Nem12Event:
    """Record 500: what happened at the meter on that day, and its dial then, as written."""

    code: str
    service_order: str
    read_at: datetime | None
    index_read: str


@dataclass(frozen=True, slots=True)
class Nem12Day:
    """
    Record 300 with its 400 and 500 records: one day of one channel.

    Units: values in ten-thousandths of the channel's unit, None where the quality is N (no value).
    `qualities` has one letter per interval: A actual, E estimated, S substituted, F final substituted, N none.
    """

    channel: Nem12Channel
    day: date
    values: tuple[int | None, ...]
    qualities: str
    methods: tuple[str, ...]
    reasons: tuple[str, ...]
    updated_at: datetime | None
    events: tuple[Nem12Event, ...]
    line: int

    def starts_at(self, *, zone: tzinfo) -> datetime:
        """Give the instant at which the first interval begins; `zone` must have no summer time."""
        return datetime(self.day.year, self.day.month, self.day.day, tzinfo=zone)

    def start_instants(self, *, zone: tzinfo) -> list[datetime]:
        """Give the instant at which each interval begins, in the order of the values."""
        first = self.starts_at(zone=zone)
        step = timedelta(minutes=self.channel.interval_minutes)
        return [first + step * number for number in range(len(self.values))]


@dataclass(frozen=True, slots=True)
class Nem12Problem:
    """A line that could not be taken, or that could only be taken after a repair."""

    line: int
    code: str
    params: dict[str, str | int]


@dataclass(slots=True)
class Nem12File:
    """All that a file holds: what was read, what was refused, what the standard let us repair."""

    header: Nem12Header | None = None
    channels: list[Nem12Channel] = field(default_factory=list)
    days: list[Nem12Day] = field(default_factory=list)
    problems: list[Nem12Problem] = field(default_factory=list)
    repairs: list[Nem12Problem] = field(default_factory=list)
