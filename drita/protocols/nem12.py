"""
NEM12, the Australian market's file of interval energy: text -> channels and days.

One line is one record: 100 header, 200 channel, 300 one day of one channel, 400 qualities of parts of
that day, 500 field events, 900 end. Days are days of local standard time, without summer time.
Source: AEMO, Meter Data File Format Specification NEM12 and NEM13.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from drita.protocols.nem12_fields import (
    Nem12FieldError,
    count_of_intervals,
    day_of,
    instant_of,
    quality_of,
    value_of,
)
from drita.protocols.nem12_model import (
    Nem12Channel,
    Nem12Day,
    Nem12Event,
    Nem12File,
    Nem12Header,
    Nem12Problem,
)

_RECORDS = frozenset({"100", "200", "300", "400", "500", "900"})
_LINES_LIMIT = 5_000_000
_LINE_CHARACTERS_LIMIT = 60_000


def read_nem12(*, lines: Iterable[str]) -> Nem12File:
    """
    (This function will) read a NEM12 file; a bad record is refused with its line, the rest is read.

    Repaired, and said so: a 300 record broken over several lines is joined; optional fields missing
    at the end of a 300 record are taken as empty; trailing commas are dropped. Refused as a whole: a
    file without its 100 record, because nobody has then said what the lines are, who sent them and
    whether they are all one file. A file without its 900 record was cut off: its whole days are read
    and the loss is a problem.

    Shape: text lines with or without their line ends -> Nem12File.
    Source: AEMO MDFF Specification, records 100 to 900.

    >>> text = "100,NEM12,200405011135,MDA1,Ret1\\n200,N1,E1,1,E1,N1,77,kWh,30,\\n300,20040201," + (
    ...     "1.111," * 48) + "A,,,20040202120025,\\n900\\n"
    >>> file = read_nem12(lines=text.splitlines())
    >>> file.days[0].day, sum(file.days[0].values), file.days[0].qualities[:3]
    (datetime.date(2004, 2, 1), 533280, 'AAA')
    """
    reader = _Reader()
    for number, text in _records(lines, reader.file):
        if reader.is_stopped:
            break
        reader.take(number, text)
    return reader.finish()


def _records(lines: Iterable[str], file: Nem12File) -> Iterator[tuple[int, str]]:
    """Lines as records: blank ones left out, a record broken over several lines joined."""
    held: tuple[int, str] | None = None
    for number, raw in enumerate(lines, 1):
        text = raw.strip()
        if number > _LINES_LIMIT or len(text) > _LINE_CHARACTERS_LIMIT:
            file.problems.append(Nem12Problem(number, "file_too_large", {"lines": _LINES_LIMIT}))
            break
        if not text:
            continue
        if held and held[1].startswith("300,") and held[1].endswith(",") and _continues(text, held[1]):
            file.repairs.append(Nem12Problem(number, "line_joined", {"to_line": held[0]}))
            held = (held[0], held[1] + text)
            continue
        if held:
            yield held
        held = (number, text)
    if held:
        yield held


def _continues(text: str, before: str) -> bool:
    """Whether a line goes on with the 300 record before it, which ended in the middle of its values."""
    if text.split(",", 1)[0] in _RECORDS:
        return False
    # As long as no quality (a letter) has come, the record is in the middle of its values.
    return not any(part[:1].isalpha() for part in before.split(",")[2:])


class _Reader:
    """The records in the order of the file; each knows what may stand before it."""

    def __init__(self) -> None:
        self.file = Nem12File()
        self.channel: Nem12Channel | None = None
        self.open_day: Nem12Day | None = None
        self.ranges: list[tuple[int, int, str, str]] = []
        self.is_day_refused = False
        self.is_ended = False
        self.is_stopped = False
        self._seen_days: dict[tuple[str, str, str, date], Nem12Day] = {}

    def take(self, line: int, text: str) -> None:
        fields = [part.strip() for part in text.split(",")]
        record = fields[0]
        if self.file.header is None and record != "100":
            code = "header_missing" if record in _RECORDS else "not_nem12"
            self._refuse(line, code, record=record[:20])
            self.is_stopped = True
            return
        if self.is_ended:
            self._refuse(line, "record_after_end", record=record[:20])
            return
        if record not in ("400", "500"):
            self._close_day()
            self.is_day_refused = False
        steps = {
            "100": self._header,
            "200": self._channel,
            "300": self._day,
            "400": self._quality,
            "500": self._event,
            "900": self._end,
        }
        step = steps.get(record)
        if step is None:
            self._refuse(line, "record_unknown", record=record[:20])
            return
        try:
            step(line, fields)
        except Nem12FieldError as error:
            self.is_day_refused = self.is_day_refused or record == "300"
            self._refuse(line, error.code, **error.params)

    def finish(self) -> Nem12File:
        self._close_day()
        if self.file.header is None and not self.file.problems:
            self._refuse(1, "file_empty")
        elif not self.is_stopped and not self.is_ended:
            self._refuse(0, "end_missing")
        elif not self.is_stopped and not self.file.days and not self.file.problems:
            self._refuse(1, "file_without_days")
        return self.file

    def _refuse(self, line: int, code: str, **params: str | int) -> None:
        self.file.problems.append(Nem12Problem(line, code, params))

    def _header(self, line: int, fields: list[str]) -> None:
        if self.file.header is not None:
            raise Nem12FieldError("header_repeated")
        fields += [""] * (5 - len(fields))
        if fields[1].upper() != "NEM12":
            self.is_stopped = True
            raise Nem12FieldError("not_nem12", record=fields[1][:20])
        created_at = instant_of(fields[2], "created_at")
        if created_at is None:
            self.is_stopped = True
            raise Nem12FieldError("date_unreadable", field="created_at", value="")
        self.file.header = Nem12Header(created_at, fields[3], fields[4])

    def _channel(self, line: int, fields: list[str]) -> None:
        self.channel = None
        fields += [""] * (10 - len(fields))
        nmi, configuration, register, suffix, stream, serial, unit, minutes, next_read = fields[1:10]
        if not nmi or not suffix:
            raise Nem12FieldError("channel_without_name", nmi=nmi, suffix=suffix)
        channel = Nem12Channel(
            nmi=nmi,
            configuration=configuration,
            register=register,
            suffix=suffix,
            stream=stream,
            meter_serial=serial,
            unit=unit,
            interval_minutes=count_of_intervals(minutes),
            next_read=day_of(next_read, "next_read") if next_read else None,
            line=line,
        )
        self.channel = channel
        self.file.channels.append(channel)

    def _day(self, line: int, fields: list[str]) -> None:
        channel = self.channel
        if channel is None:
            raise Nem12FieldError("day_without_channel")
        count = 1440 // channel.interval_minutes
        day = day_of(fields[1] if len(fields) > 1 else "", "day")
        after = fields[2 + count :]
        while len(after) > 5 and not after[-1]:
            after.pop()
        values = fields[2 : 2 + count]
        if len(values) < count or not after or len(after) > 5 or not after[0][:1].isalpha():
            raise Nem12FieldError(
                "interval_count_wrong",
                day=day.isoformat(),
                expected=count,
                found=_leading_values(fields[2:]),
                interval_minutes=channel.interval_minutes,
            )
        if len(after) < 5:
            self.file.repairs.append(Nem12Problem(line, "fields_missing_at_end", {"found": len(after)}))
            after += [""] * (5 - len(after))
        letter, method = quality_of(after[0], may_vary=True)
        numbers = tuple(value_of(text, place) for place, text in enumerate(values, 1))
        self.ranges = [] if letter == "V" else [(1, count, letter, method)]
        self.open_day = Nem12Day(
            channel=channel,
            day=day,
            values=numbers,
            qualities=letter * count,
            methods=(method,) if method else (),
            reasons=tuple(part for part in (after[1], after[2]) if part),
            updated_at=instant_of(after[3], "updated_at"),
            events=(),
            line=line,
        )

    def _quality(self, line: int, fields: list[str]) -> None:
        if self.open_day is None:
            if self.is_day_refused:
                return  # what stands below a refused day falls with it and was told there
            raise Nem12FieldError("quality_without_day")
        fields += [""] * (6 - len(fields))
        if not (fields[1].isdecimal() and fields[2].isdecimal()):
            self._drop_day()
            raise Nem12FieldError("quality_range_unreadable", value=",".join(fields[1:3]))
        day = self.open_day
        first, last = int(fields[1]), int(fields[2])
        try:
            letter, method = quality_of(fields[3], may_vary=False)
        except Nem12FieldError:
            self._drop_day()
            raise
        if not day.qualities.startswith("V"):
            # A 400 record below a day of one quality contradicts it; the standard allows it only below V.
            self._drop_day()
            raise Nem12FieldError("quality_range_not_asked", day=day.day.isoformat())
        self.ranges.append((first, last, letter, method))
        self.open_day = replace(day, reasons=(*day.reasons, *(part for part in fields[4:6] if part)))

    def _event(self, line: int, fields: list[str]) -> None:
        if self.open_day is None:
            if self.is_day_refused:
                return
            raise Nem12FieldError("event_without_day")
        fields += [""] * (5 - len(fields))
        event = Nem12Event(fields[1], fields[2], instant_of(fields[3], "read_at"), fields[4])
        self.open_day = replace(self.open_day, events=(*self.open_day.events, event))

    def _end(self, line: int, fields: list[str]) -> None:
        self.is_ended = True

    def _drop_day(self) -> None:
        """A day whose qualities cannot be trusted is refused whole."""
        self.open_day, self.is_day_refused = None, True

    def _close_day(self) -> None:
        """The day is complete when its qualities cover every interval exactly once."""
        day, self.open_day = self.open_day, None
        if day is None:
            return
        count, reached, letters, methods = len(day.values), 0, "", list[str]()
        for first, last, letter, method in self.ranges:
            if first != reached + 1 or last < first or last > count:
                break
            letters += letter * (last - first + 1)
            methods += [method] if method else []
            reached = last
        else:
            if reached == count:
                self._keep(replace(day, qualities=letters, methods=tuple(dict.fromkeys(methods))))
                return
        self._refuse(day.line, "qualities_do_not_cover_day", day=day.day.isoformat(), intervals=count, covered=reached)

    def _keep(self, day: Nem12Day) -> None:
        # No value was measured where the quality is N, whatever number fills the place.
        values = tuple(None if letter == "N" else v for v, letter in zip(day.values, day.qualities, strict=True))
        whole = replace(day, values=values)
        channel = day.channel
        key = (channel.nmi, channel.suffix, channel.meter_serial, day.day)
        before = self._seen_days.setdefault(key, whole)
        if before is whole:
            self.file.days.append(whole)
        elif (before.values, before.qualities) == (whole.values, whole.qualities):
            self.file.repairs.append(Nem12Problem(day.line, "day_repeated", {"first_line": before.line}))
        else:
            self._refuse(day.line, "day_given_twice", day=day.day.isoformat(), first_line=before.line)


def _leading_values(fields: list[str]) -> int:
    """How many values stand before the quality, to say how far a record is from what it should be."""
    for number, part in enumerate(fields):
        if not part or part[:1].isalpha():
            return number
    return len(fields)
