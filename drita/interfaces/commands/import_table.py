"""What all imports of table files share: slices, dry run, refused rows, progress, summary."""

import argparse
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl
from django.db import DataError, IntegrityError, transaction
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from drita.interfaces.commands.command import Command, Console
from drita.interfaces.commands.import_columns import ImportColumn, typed_rows
from drita.interfaces.commands.import_refusals import RefusedRows, refused_path
from drita.protocols.table_errors import UnableToReadLargeTable
from drita.protocols.table_file import TableFile, TableLimits, open_table
from drita.protocols.table_problems import TABLE_PROBLEM_WORDS
from drita.rules.errors import UnableTo
from drita.rules.problem_rows import PROBLEM_SCHEMA
from drita.rules.words import Words

_FILE = Words(sq="skedari CSV ose XLSX", en="the CSV or XLSX file")
_DRY = Words(sq="kontrollo vetëm, mos ruaj asgjë", en="check only, store nothing")
_REFUSED = Words(sq="ku shkruhen rreshtat e refuzuar", en="where refused rows are written")
_PASSED_OVER = Words(sq="Kolona të panjohura, nuk u lexuan: {headings}.", en="Unknown columns, not read: {headings}.")
_DONE = Words(
    sq="{file}: {created} të rinj, {changed} të ndryshuar, {unchanged} ishin tashmë, {refused} të refuzuar, {seconds} s.",
    en="{file}: {created} new, {changed} changed, {unchanged} there already, {refused} refused, {seconds} s.",
)
_NOTHING_STORED = Words(sq="Provë: nuk u ruajt asgjë.", en="Dry run: nothing was stored.")
_ROW = Words(sq="  rreshti {row}: {reason}", en="  row {row}: {reason}")
_WRITTEN = Words(
    sq="Rreshtat e refuzuar me arsyet: {path}. Ndreqini aty dhe importoni atë skedar.",
    en="The refused rows with their reasons: {path}. Mend them there and import that file.",
)
_DATABASE_PROBLEM = {
    "row_refused_by_database": Words(
        sq="Baza e të dhënave e refuzoi rreshtin ({constraint}).",
        en="The database refused the row ({constraint}).",
    )
}


class UnableToOpenFile(UnableTo):
    code = "file_not_opened"
    words = Words(sq="Skedari {path} nuk hapet: {reason}.", en="The file {path} cannot be opened: {reason}.")


@dataclass(frozen=True, slots=True)
class SliceResult:
    """What became of a slice. Shape of problems: row_number, code, params (JSON)."""

    created: int
    unchanged: int
    problems: pl.DataFrame
    # Rows that altered something stored, such as the end of a contract.
    changed: int = 0


@dataclass(frozen=True, kw_only=True)
class ImportKind:
    """
    One kind of import.

    `import_slice` gets typed rows (row_number and the columns) inside a transaction and stores them; it must be
    repeatable: rows that are there already count as unchanged. `words` gives the sentence of each problem code.
    """

    columns: Sequence[ImportColumn]
    import_slice: Callable[[pl.DataFrame], SliceResult]
    words: Mapping[str, Words] = field(default_factory=dict)
    rows_in_slice: int = 10_000
    limits: TableLimits = field(default_factory=TableLimits)


@dataclass
class _Count:
    created: int = 0
    changed: int = 0
    unchanged: int = 0


def import_command(*, name: str, words: Words, kind: ImportKind) -> Command:
    """(This function will) make the command `drita <name> FILE... [--dry-run] [--refused PATH]` of an import."""

    def run(arguments: argparse.Namespace, console: Console) -> int:
        codes = [
            run_import(kind=kind, path=path, console=console, is_dry_run=arguments.dry_run, refused=arguments.refused)
            for path in arguments.files
        ]
        return max(codes)

    return Command(name=name, words=words, add_arguments=add_import_arguments, run=run)


def add_import_arguments(parser: argparse.ArgumentParser) -> None:
    """(This function will) add FILE..., --dry-run and --refused to a command's arguments."""
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help=_FILE)
    parser.add_argument("--dry-run", action="store_true", help=_DRY)
    parser.add_argument("--refused", type=Path, metavar="PATH", help=_REFUSED)


def run_import(
    *, kind: ImportKind, path: Path, console: Console, is_dry_run: bool = False, refused: Path | None = None
) -> int:
    """
    (This function will) import one table file and return the exit code: 0 when every row was taken, else 1.

    Each slice is one transaction, so nothing is half-written, and a bad slice does not stop the others. A dry run does
    everything in one transaction that is rolled back at the end, so that its answer is the one of the real run.

    Raises: UnableToReadTable and its kinds, UnableToOpenFile, UnableToWriteRefusedRows.
    """
    started = time.monotonic()
    table = open_table(
        content=read_content(path=path, limit_bytes=kind.limits.content_bytes),
        columns=[column.table_column() for column in kind.columns],
        limits=kind.limits,
    )
    own = [heading for heading in table.unknown_headings if not heading.lower().startswith(("refuzuar:", "refused:"))]
    if own:
        console.say(_PASSED_OVER, headings=", ".join(own))
    count = _Count()
    sentences = {**TABLE_PROBLEM_WORDS, **_DATABASE_PROBLEM, **kind.words}
    target = refused_path(imported=path, given=refused)
    with RefusedRows(table=table, path=target, words=sentences, language=console.language) as refusals:
        if is_dry_run:
            with transaction.atomic():
                _import_slices(kind, table, refusals, count, console, path.name)
                transaction.set_rollback(True)
        else:
            _import_slices(kind, table, refusals, count, console, path.name)
    seconds = f"{time.monotonic() - started:.1f}"
    console.say(
        _DONE,
        file=path.name,
        created=count.created,
        changed=count.changed,
        unchanged=count.unchanged,
        refused=refusals.count,
        seconds=seconds.replace(".", "," if console.language == "sq" else "."),
    )
    if is_dry_run:
        console.say(_NOTHING_STORED)
    if refusals.count == 0:
        return 0
    for row, reason in refusals.first_reasons:
        console.complain(_ROW.in_language(console.language, row=row, reason=reason))
    console.complain(_WRITTEN.in_language(console.language, path=target))
    return 1


def read_content(*, path: Path, limit_bytes: int) -> bytes:
    """
    (This function will) read a file whole, after a look at its size.

    Raises: UnableToOpenFile, UnableToReadLargeTable.
    """
    try:
        size = path.stat().st_size
        if size > limit_bytes:
            raise UnableToReadLargeTable(found=size, unit="bytes", limit=limit_bytes)
        return path.read_bytes()
    except OSError as error:
        raise UnableToOpenFile(path=path, reason=error.strerror) from error


def _import_slices(
    kind: ImportKind, table: TableFile, refusals: RefusedRows, count: _Count, console: Console, label: str
) -> None:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task(label, total=table.row_count)
        for part in table.slices(rows=kind.rows_in_slice):
            rows, unreadable = typed_rows(rows=part.frame, columns=kind.columns)
            stored = _store(kind, rows)
            count.created += stored.created
            count.changed += stored.changed
            count.unchanged += stored.unchanged
            problems = pl.concat([part.problems, unreadable, stored.problems.select(PROBLEM_SCHEMA.names())])
            refusals.add(problems=problems.sort("row_number", maintain_order=True), raw=part.raw)
            progress.advance(task, len(part.raw))


def _store(kind: ImportKind, rows: pl.DataFrame) -> SliceResult:
    """
    Store a slice in one transaction. Should the database refuse it for a reason nobody judged before, the slice is
    halved until the guilty row stands alone: it is refused, the others are stored.
    """
    if rows.is_empty():
        return SliceResult(created=0, unchanged=0, problems=PROBLEM_SCHEMA.to_frame())
    try:
        with transaction.atomic():
            return kind.import_slice(rows)
    except (IntegrityError, DataError) as error:
        if rows.height > 1:
            middle = rows.height // 2
            first, second = _store(kind, rows[:middle]), _store(kind, rows[middle:])
            return SliceResult(
                created=first.created + second.created,
                changed=first.changed + second.changed,
                unchanged=first.unchanged + second.unchanged,
                problems=pl.concat([first.problems, second.problems]),
            )
        return SliceResult(created=0, unchanged=0, problems=_refused_by_database(rows, error))


def _refused_by_database(rows: pl.DataFrame, error: Exception) -> pl.DataFrame:
    diagnosis = getattr(error.__cause__, "diag", None)
    constraint = getattr(diagnosis, "constraint_name", None) or type(error).__name__
    return rows.select(
        "row_number",
        pl.lit("row_refused_by_database").alias("code"),
        pl.struct(pl.lit(constraint).alias("constraint")).struct.json_encode().alias("params"),
    )
