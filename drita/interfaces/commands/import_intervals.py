"""`drita import intervals`: interval files of meters (NEM12, CSV series, SimBench profiles)."""

import argparse
import csv
import json
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta, timezone
from pathlib import Path

import polars as pl
from django.db import transaction

from drita.foundation import clock
from drita.interfaces.commands.command import Command, Console
from drita.interfaces.commands.import_refusals import UnableToWriteRefusedRows, refused_path
from drita.interfaces.commands.interval_channels import Channel, read_channel_map
from drita.interfaces.commands.interval_files import IntervalFile, nem12_intervals, read_text, series_intervals
from drita.interfaces.commands.interval_problem_words import sentence
from drita.modules.metering.operations.record_interval_days import INCOMING_DAY_SCHEMA, record_interval_days
from drita.modules.metering.operations.record_readings import record_readings
from drita.modules.metering.queries import register_dials
from drita.protocols.interval_csv import IntervalTableError
from drita.rules.calendars.local_time import INTERVAL_LENGTHS_MINUTES
from drita.rules.errors import UnableTo
from drita.rules.metering.derived_readings import derived_readings
from drita.rules.metering.interval_day import interval_days
from drita.rules.metering.reading_problem_words import shown_reading_params
from drita.rules.words import Words

DAYS_IN_A_SLICE = 20_000
_SHOWN_NOTES = 10

_FILE = Words(sq="skedari i intervaleve, edhe i paketuar (.gz)", en="the interval file, packed (.gz) or not")
_FORMAT = Words(
    sq="nem12; csv = start,value në kWh; simbench = pjesë të ngarkesës, kW në hartë",
    en="nem12; csv = start,value in kWh; simbench = parts of the load, kW in the map",
)
_MAP = Words(
    sq="harta: source, meter_serial, register_code, scale (NEM12: source = NMI/E1)",
    en="the map: source, meter_serial, register_code, scale (NEM12: source = NMI/E1)",
)
_ZONE = Words(
    sq="zhvendosja e orës standarde të skedarit, p.sh. +01:00; orët me zhvendosje mbeten si janë",
    en="offset of the file's standard time, such as +01:00; times that carry an offset stay as they are",
)
_DRY = Words(sq="kontrollo vetëm, mos ruaj asgjë", en="check only, store nothing")
_REFUSED = Words(sq="ku shkruhen rreshtat e refuzuar", en="where refused lines are written")
_DONE = Words(
    sq=(
        "{file}: ditë {new} të reja, {revised} të ndryshuara, {repeated} ishin tashmë; "
        "lexime {readings}; {refused} të refuzuara, {seconds} s."
    ),
    en=(
        "{file}: days {new} new, {revised} changed, {repeated} there already; "
        "readings {readings}; {refused} refused, {seconds} s."
    ),
)
_NOTHING_STORED = Words(sq="Provë: nuk u ruajt asgjë.", en="Dry run: nothing was stored.")
_LINE = Words(sq="rreshti {line}", en="line {line}")
_WHOLE_FILE = Words(sq="skedari", en="the file")
_MORE = Words(sq="  … dhe {count} vërejtje të tjera.", en="  … and {count} more remarks.")
_WRITTEN = Words(sq="Të refuzuarat me arsyet: {path}.", en="What was refused, with the reasons: {path}.")


class UnableToImportWithoutMap(UnableTo):
    code = "channel_map_missing"
    words = Words(
        sq="Formatet csv dhe simbench kërkojnë një hartë: jepeni me --map.",
        en="The formats csv and simbench need a map: give it with --map.",
    )


@dataclass
class _Outcome:
    new: int = 0
    revised: int = 0
    repeated: int = 0
    readings: int = 0
    refused: list[tuple[str, str, str]] = field(default_factory=list)


def run_intervals_import(
    *,
    path: Path,
    file_format: str,
    channels: dict[str, Channel] | None,
    zone: timezone,
    console: Console,
    is_dry_run: bool = False,
    refused: Path | None = None,
) -> int:
    """
    (This function will) import one interval file and return the exit code: 0 when all of it was taken, else 1.

    Raises: UnableToOpenFile, UnableToReadTable.
    """
    started = time.monotonic()
    outcome = _Outcome()
    read = _read(path, file_format, channels, zone)
    for problem in read.problems:
        said = sentence(code=problem.code, params=problem.params, language=console.language)
        outcome.refused.append((_place(problem.line, console.language), problem.code, said))
    with transaction.atomic():
        # One transaction for all slices: a file of intervals is small beside the days it becomes, and
        # a file that stops half-way leaves nothing half-written.
        _record_days(read, outcome, console.language)
        _record_derived(read, path, outcome, console.language)
        transaction.set_rollback(is_dry_run)
    seconds = f"{time.monotonic() - started:.1f}"
    counts = {"new": outcome.new, "revised": outcome.revised, "repeated": outcome.repeated}
    console.say(
        _DONE, file=path.name, **counts, readings=outcome.readings, refused=len(outcome.refused), seconds=seconds
    )
    if is_dry_run:
        console.say(_NOTHING_STORED)
    _tell_notes(read, console)
    return _tell_refused(outcome, console, refused_path(imported=path, given=refused))


def _read(path: Path, file_format: str, channels: dict[str, Channel] | None, zone: timezone) -> IntervalFile:
    text = read_text(path=path)
    if file_format == "nem12":
        return nem12_intervals(text=text, channels=channels, zone=zone)
    try:
        assert channels is not None
        is_load = file_format == "simbench"
        read = series_intervals(text=text, channels=channels, zone=zone, watts_per_unit=is_load)
    except IntervalTableError as error:
        return IntervalFile().with_problem(0, error.code, error.params)
    minutes = read.intervals["interval_minutes"].first() if read.intervals.height else None
    if isinstance(minutes, int) and minutes not in INTERVAL_LENGTHS_MINUTES:
        return IntervalFile(problems=read.problems).with_problem(0, "series_step_unknown", {"minutes": minutes})
    return read


def _record_days(read: IntervalFile, outcome: _Outcome, language: str) -> None:
    if read.intervals.is_empty():
        return
    gathered = interval_days(intervals=read.intervals)
    for key, start_at, code in gathered.problems.iter_rows():
        start = start_at.isoformat(timespec="minutes")
        said = sentence(code=code, params={"start": start}, language=language)
        outcome.refused.append((read.channels[key].source, code, said))
    keys = pl.DataFrame(
        [(n, c.meter_serial, c.register_code) for n, c in enumerate(read.channels)],
        schema={"register_key": pl.Int64, "meter_serial": pl.String, "register_code": pl.String},
        orient="row",
    )
    days = gathered.days.join(keys, on="register_key", how="left").with_row_index("row_number")
    for part in days.iter_slices(DAYS_IN_A_SLICE):
        recorded = record_interval_days(
            days=part.select(list(INCOMING_DAY_SCHEMA)), today=clock.today(), recorded_at=clock.now()
        )
        outcome.new += recorded.new
        outcome.revised += recorded.revised
        outcome.repeated += recorded.repeated
        places = dict(part.select("row_number", "register_key").iter_rows())
        for row_number, code, params in recorded.refusals.iter_rows():
            said = sentence(code=code, params=json.loads(params), language=language, stage="day")
            outcome.refused.append((read.channels[places[row_number]].source, code, said))


def _record_derived(read: IntervalFile, path: Path, outcome: _Outcome, language: str) -> None:
    """Energy of days and months becomes readings of the dial that would have counted it."""
    if read.periods.is_empty():
        return
    dials = register_dials(serials=[channel.meter_serial for channel in read.channels])
    registers = pl.DataFrame(
        [
            (n, c.meter_serial, c.register_code, *dials.get((c.meter_serial, c.register_code), (12, 3)))
            for n, c in enumerate(read.channels)
        ],
        schema={
            "register_key": pl.Int64,
            "meter_serial": pl.String,
            "register_code": pl.String,
            "dials": pl.Int64,
            "decimals": pl.Int64,
        },
        orient="row",
    )
    derived = derived_readings(periods=read.periods, registers=registers)
    for line, code in derived.problems.select("line", "code").iter_rows():
        said = sentence(code=code, params={}, language=language)
        outcome.refused.append((_place(line, language), code, said))
    recorded = record_readings(
        readings=derived.readings, file=path.name[:200], today=clock.today(), recorded_at=clock.now()
    )
    outcome.readings += recorded.accepted
    outcome.repeated += recorded.repeated
    lines = dict(derived.readings.select("row_number", "line").iter_rows())
    for row_number, code, params in recorded.refusals.iter_rows():
        shown = shown_reading_params(params=json.loads(params))
        said = sentence(code=code, params=shown, language=language, stage="reading")
        outcome.refused.append((_place(lines[row_number], language), code, said))


def _tell_notes(read: IntervalFile, console: Console) -> None:
    for note in read.notes[:_SHOWN_NOTES]:
        said = sentence(code=note.code, params=note.params, language=console.language)
        console.print(f"  {_place(note.line, console.language)}: {said}", markup=False, soft_wrap=True)
    if len(read.notes) > _SHOWN_NOTES:
        console.say(_MORE, count=len(read.notes) - _SHOWN_NOTES)


def _tell_refused(outcome: _Outcome, console: Console, target: Path) -> int:
    if not outcome.refused:
        return 0
    for place, _, said in outcome.refused[:5]:
        console.complain(f"  {place}: {said}")
    try:
        with target.open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
            writer.writerow(["place", "code", "reason"] if console.language == "en" else ["vendi", "kodi", "arsyeja"])
            writer.writerows(outcome.refused)
    except OSError as error:
        raise UnableToWriteRefusedRows(path=target, reason=error.strerror) from error
    console.complain(_WRITTEN.in_language(console.language, path=target))
    return 1


def _place(line: int, language: str) -> str:
    return _LINE.in_language(language, line=line) if line else _WHOLE_FILE.in_language(language)


def _zone(text: str) -> timezone:
    match = re.fullmatch(r"([+-])(\d{2}):?(\d{2})", text)
    if match is None or int(match[2]) > 14 or int(match[3]) > 59:
        raise argparse.ArgumentTypeError(f"{text} ≠ +HH:MM (+01:00, --zone=-06:00)")
    minutes = int(match[2]) * 60 + int(match[3])
    return timezone(timedelta(minutes=-minutes if match[1] == "-" else minutes))


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help=_FILE)  # type: ignore[arg-type]
    parser.add_argument("--format", required=True, choices=["nem12", "csv", "simbench"], help=_FORMAT)  # type: ignore[arg-type]
    parser.add_argument("--map", type=Path, metavar="MAP", help=_MAP)  # type: ignore[arg-type]
    parser.add_argument("--zone", type=_zone, default=timezone(timedelta(hours=1)), metavar="+HH:MM", help=_ZONE)  # type: ignore[arg-type]
    parser.add_argument("--dry-run", action="store_true", help=_DRY)  # type: ignore[arg-type]
    parser.add_argument("--refused", type=Path, metavar="PATH", help=_REFUSED)  # type: ignore[arg-type]


def _run(arguments: argparse.Namespace, console: Console) -> int:
    if arguments.map is None and arguments.format != "nem12":
        raise UnableToImportWithoutMap
    channels = read_channel_map(path=arguments.map) if arguments.map else None
    codes: Sequence[int] = [
        run_intervals_import(
            path=path,
            file_format=arguments.format,
            channels=channels,
            zone=arguments.zone,
            console=console,
            is_dry_run=arguments.dry_run,
            refused=arguments.refused,
        )
        for path in arguments.files
    ]
    return max(codes)


COMMANDS = [
    Command(
        name="import intervals",
        words=Words(sq="merr vlera intervalesh nga skedarë", en="take interval values in from files"),
        add_arguments=_add_arguments,
        run=_run,
    )
]
