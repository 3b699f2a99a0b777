"""The floor of a bill run: the very same rows copied into equal empty tables, and the same keys built on them."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """Seconds of the bare COPY, and of COPY with keys, indexes and foreign keys; rows and bytes moved."""

    copy_s: float
    keys_s: float
    references_s: float
    rows: int
    bytes: int

    @property
    def whole_s(self) -> float:
        return self.copy_s + self.keys_s + self.references_s


def measure_floor(
    owner: psycopg.Connection, *, tables: Sequence[str], claims: str, source_id: int, folder: Path
) -> Floor:
    """
    (This function will) copy the rows of a run's tables out (not timed), then load and build them anew (timed).

    `tables` are the attached partitions, parents of references first; `claims` is the month of the claim table, of which
    only the run's rows count. Everything is committed and durable, as in the run.
    """
    owner.execute("DROP SCHEMA IF EXISTS floor CASCADE")
    owner.execute("CREATE SCHEMA floor")
    rows = sum(_copy_out(owner, table, "", folder) for table in tables)
    rows += _copy_out(owner, claims, f"WHERE source_id = {source_id}", folder)
    for table in (*tables, claims):
        owner.execute(
            sql.SQL("CREATE TABLE floor.{0} (LIKE public.{0} INCLUDING DEFAULTS INCLUDING CONSTRAINTS)").format(
                sql.Identifier(table)
            )
        )
    owner.commit()
    begun = time.monotonic()
    for table in (*tables, claims):
        _copy_in(owner, table, folder)
        owner.commit()
    copied = time.monotonic()
    for statement in _definitions(owner, (*tables, claims), "pu", with_indexes=True):
        owner.execute(statement)
        owner.commit()
    keyed = time.monotonic()
    for statement in _definitions(owner, (*tables, claims), "f", with_indexes=False):
        owner.execute(statement)
        owner.commit()
    referred = time.monotonic()
    size = sum((folder / f"{table}.csv").stat().st_size for table in (*tables, claims))
    return Floor(copy_s=copied - begun, keys_s=keyed - copied, references_s=referred - keyed, rows=rows, bytes=size)


def _copy_out(owner: psycopg.Connection, table: str, condition: str, folder: Path) -> int:
    statement = sql.SQL("COPY (SELECT * FROM public.{} {}) TO STDOUT (FORMAT csv)").format(
        sql.Identifier(table), sql.SQL(condition)
    )
    with (folder / f"{table}.csv").open("wb") as file, owner.cursor() as cursor:
        with cursor.copy(statement) as copy:
            for block in copy:
                file.write(block)
        return cursor.rowcount


def _copy_in(owner: psycopg.Connection, table: str, folder: Path) -> None:
    statement = sql.SQL("COPY floor.{} FROM STDIN (FORMAT csv)").format(sql.Identifier(table))
    with (folder / f"{table}.csv").open("rb") as file, owner.cursor() as cursor, cursor.copy(statement) as copy:
        while block := file.read(_BLOCK):
            copy.write(block)


def _definitions(owner: psycopg.Connection, tables: Sequence[str], kinds: str, *, with_indexes: bool) -> list[str]:
    """What the partitions have, written for the floor's tables; references between them stay between them."""
    found = owner.execute(
        "SELECT c.conrelid::regclass::text, pg_get_constraintdef(c.oid) FROM pg_constraint c"
        " WHERE c.conrelid::regclass::text = ANY(%s) AND c.contype = ANY(%s)"
        " ORDER BY array_position(%s, c.conrelid::regclass::text), c.contype, c.conname",
        [list(tables), list(kinds), list(tables)],
    ).fetchall()
    statements = [f"ALTER TABLE floor.{table} ADD {definition}" for table, definition in found]
    if with_indexes:
        indexes = owner.execute(
            "SELECT x.indexdef FROM pg_indexes x JOIN pg_class k ON k.relname = x.indexname"
            " WHERE x.schemaname = 'public' AND x.tablename = ANY(%s)"
            " AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = k.oid AND c.contype IN ('p', 'u'))",
            [list(tables)],
        ).fetchall()
        statements += [text.replace(" ON public.", " ON floor.") for (text,) in indexes]
    for table in tables:
        statements = [text.replace(f"REFERENCES {table}(", f"REFERENCES floor.{table}(") for text in statements]
    return statements
