"""`drita import readings`: values of dials from a table file."""

import argparse
import hashlib
import json
from pathlib import Path

import polars as pl

from drita.foundation import clock
from drita.interfaces.commands.command import Command, Console
from drita.interfaces.commands.import_columns import ImportColumn
from drita.interfaces.commands.import_table import (
    ImportKind,
    SliceResult,
    add_import_arguments,
    read_content,
    run_import,
)
from drita.modules.metering.operations.record_readings import INCOMING_READING_SCHEMA, record_readings
from drita.protocols.table_file import TableLimits
from drita.rules.metering.reading_problem_words import READING_PROBLEMS, shown_reading_params
from drita.rules.words import Words

_QUALITIES = {
    **dict.fromkeys(("actual", "i lexuar", "lexuar", "real"), "actual"),
    **dict.fromkeys(("customer", "nga klienti", "vetëlexim"), "customer"),
    **dict.fromkeys(("estimated", "i vlerësuar", "vlerësuar"), "estimated"),
    **dict.fromkeys(("substituted", "i zëvendësuar"), "substituted"),
    **dict.fromkeys(("handover", "i dorëzimit", "dorëzim"), "handover"),
    **dict.fromkeys(("installation", "i vendosjes"), "installation"),
    **dict.fromkeys(("removal", "i heqjes"), "removal"),
}
_ORIGINS = {
    **dict.fromkeys(("reader", "lexues"), "reader"),
    **dict.fromkeys(("remote", "distancë", "lexim në distancë"), "remote"),
    **dict.fromkeys(("import", "skedar"), "import"),
    **dict.fromkeys(("desk", "sportel"), "desk"),
}
_REPLACE = Words(
    sq="korrigjim: vlera e re zëvendëson leximin e së njëjtës ditë (i vjetri ruhet)",
    en="correction: the new value replaces the reading of the same day (the old one is kept)",
)

READING_COLUMNS = (
    ImportColumn(name="meter_serial", aliases=("matësi", "numri i matësit", "nr matësi", "serial"), is_required=True, is_filled=True),
    ImportColumn(name="register_code", aliases=("regjistri", "kodi i regjistrit")),
    ImportColumn(name="read_on", aliases=("data e leximit", "lexuar më", "data"), is_required=True, is_filled=True, kind="date"),
    ImportColumn(name="value", aliases=("vlera", "leximi", "leximi aktual"), is_required=True, is_filled=True, kind="scaled", decimals=3),
    ImportColumn(name="quality", aliases=("cilësia", "lloji i leximit"), kind="choice", choices=_QUALITIES),
    ImportColumn(name="origin", aliases=("burimi",), kind="choice", choices=_ORIGINS),
    ImportColumn(name="service_point_code", aliases=("pika e furnizimit", "kodi i pikës")),
    ImportColumn(name="latitude", aliases=("gjerësia", "lat"), kind="degrees"),
    ImportColumn(name="longitude", aliases=("gjatësia", "lon", "lng"), kind="degrees"),
    ImportColumn(name="reader_code", aliases=("lexuesi", "kodi i lexuesit")),
    ImportColumn(name="note", aliases=("shënim", "shënime")),
)  # fmt: skip


def readings_kind(*, path: Path, may_replace: bool = False) -> ImportKind:
    """
    (This function will) make the import of one file of readings.

    Each row's key is the file's content and the row's number, so a file is known again under any name.
    """
    content = read_content(path=path, limit_bytes=TableLimits().content_bytes)
    key = hashlib.sha256(content).hexdigest()[:24] + (":r:" if may_replace else ":")

    def import_slice(rows: pl.DataFrame) -> SliceResult:
        recorded = record_readings(
            readings=_readings(rows, key),
            file=path.name[:200],
            today=clock.today(),
            recorded_at=clock.now(),
            may_replace=may_replace,
        )
        return SliceResult(created=recorded.accepted, unchanged=recorded.repeated, problems=_shown(recorded.refusals))

    return ImportKind(columns=READING_COLUMNS, import_slice=import_slice, words=READING_PROBLEMS, rows_in_slice=50_000)


def _readings(rows: pl.DataFrame, key: str) -> pl.DataFrame:
    degrees = [pl.col(name).round(6).cast(pl.String) for name in ("latitude", "longitude")]
    return rows.with_columns(
        *degrees,
        pl.when(pl.col("register_code") == "").then(pl.lit("A+")).otherwise("register_code").alias("register_code"),
        pl.when(pl.col("service_point_code") != "").then("service_point_code"),
        pl.col("quality").fill_null("actual"),
        pl.col("origin").fill_null("import"),
        pl.col("note").str.slice(0, 200),
        pl.col("reader_code").str.slice(0, 24),
        value_milli="value",
        read_at=pl.lit(None, pl.Datetime("us", "UTC")),
        import_key=pl.lit(key) + pl.col("row_number").cast(pl.String),
    ).select(list(INCOMING_READING_SCHEMA))


def _shown(refusals: pl.DataFrame) -> pl.DataFrame:
    """The inputs as people read them, for the sentence beside the refused row."""
    shown = [
        json.dumps(shown_reading_params(params=json.loads(params)), ensure_ascii=False) for params in refusals["params"]
    ]
    return refusals.with_columns(params=pl.Series(shown, dtype=pl.String))


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    add_import_arguments(parser)
    parser.add_argument("--replace", action="store_true", help=_REPLACE)  # type: ignore[arg-type]


def _run(arguments: argparse.Namespace, console: Console) -> int:
    codes = [
        run_import(
            kind=readings_kind(path=path, may_replace=arguments.replace),
            path=path,
            console=console,
            is_dry_run=arguments.dry_run,
            refused=arguments.refused,
        )
        for path in arguments.files
    ]
    return max(codes)


COMMANDS = [
    Command(
        name="import readings",
        words=Words(sq="merr leximet nga një skedar", en="take readings in from a file"),
        add_arguments=_add_arguments,
        run=_run,
    )
]
