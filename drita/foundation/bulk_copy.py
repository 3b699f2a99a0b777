"""Thousands of rows into a table: ids drawn at once, frames written by COPY."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import polars as pl
import psycopg
from psycopg import sql

from drita.rules.errors import UnableTo
from drita.rules.words import Words

# At this size a slice's text stays in the processor's cache; bigger slices were slower and hold more memory.
ROWS_IN_A_SLICE = 50_000
_TRIES = 50


class UnableToDrawIds(UnableTo):
    code = "ids_not_drawn"
    words = Words(
        sq="Nuk u morën dot {count} numra radhazi nga {sequence}.",
        en="{count} consecutive numbers could not be drawn from {sequence}.",
    )


class UnableToCopyFrame(UnableTo):
    code = "frame_not_copied"
    words = Words(sq="Kolona {column} ({dtype}) nuk kopjohet dot.", en="Column {column} ({dtype}) cannot be copied.")


def draw_ids(connection: Any, sequence: str, count: int) -> range:
    """
    (This function will) draw that many consecutive ids from a sequence.

    Other sessions draw single ids from the same sequence at the same time; a block into which one of them fell is
    given up and drawn again (its numbers stay unused, ids may have gaps). `connection` is Django's or psycopg's.

    Raises: UnableToDrawIds.
    """
    if count <= 0:
        return range(0)
    draw = "SELECT min(i), max(i) FROM (SELECT nextval(%s::regclass) AS i FROM generate_series(1, %s)) AS drawn"
    with psycopg_cursor(connection) as cursor:
        for _ in range(_TRIES):
            cursor.execute(draw, [sequence, count])
            ((first, last),) = cursor.fetchall()
            if last - first + 1 == count:
                return range(first, last + 1)
    raise UnableToDrawIds(sequence=sequence, count=count)


def copy_frame(connection: Any, frame: pl.DataFrame, table: str, columns: Sequence[str] | None = None) -> int:
    """
    (This function will) write the frame into a table by COPY, inside the connection's transaction, and return the rows.

    Shape: the frame's columns have the table's names; `columns` takes only these, in this order. Lists become arrays,
    Int128 fits numeric, nulls and empty texts stay apart.

    Raises: UnableToCopyFrame for a type that has no text form in the database.
    """
    chosen = list(columns if columns is not None else frame.columns)
    prepared = frame.select(_as_text_form(name, frame.schema[name]) for name in chosen)
    statement = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT csv)").format(
        sql.Identifier(*table.split(".")), sql.SQL(", ").join(map(sql.Identifier, chosen))
    )
    with psycopg_cursor(connection) as cursor, cursor.copy(statement) as copy:
        for part in prepared.iter_slices(ROWS_IN_A_SLICE):
            copy.write(part.write_csv(include_header=False))
    return frame.height


def _as_text_form(name: str, dtype: pl.DataType) -> pl.Expr:
    column = pl.col(name)
    if isinstance(dtype, pl.List):
        if not (dtype.inner.is_integer() if isinstance(dtype.inner, pl.DataType) else False):
            raise UnableToCopyFrame(column=name, dtype=dtype)
        items = column.list.eval(pl.element().cast(pl.String).fill_null("NULL")).list.join(",")
        return (pl.lit("{") + items + pl.lit("}")).alias(name)
    if dtype == pl.Binary:
        return (pl.lit("\\x") + column.bin.encode("hex")).alias(name)
    if isinstance(dtype, pl.Struct | pl.Object | pl.Array) or dtype.is_float():
        # A float among money and energy is a mistake; what truly is one is cast to text by its owner.
        raise UnableToCopyFrame(column=name, dtype=dtype)
    return column


@contextmanager
def psycopg_cursor(connection: Any) -> Iterator[psycopg.Cursor[Any]]:
    """(This function will) give a psycopg cursor of a Django or a psycopg connection, in its transaction."""
    with connection.cursor() as cursor:
        # Django wraps the cursor; the wrapper knows neither COPY nor that execute() gives the cursor back.
        yield getattr(cursor, "cursor", cursor)
