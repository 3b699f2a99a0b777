"""Rows from the database as a frame whose names and types are what the caller said."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import adbc_driver_postgresql.dbapi
import polars as pl
import psycopg
from django.db import connection as django_connection
from polars.datatypes import DataTypeClass
from psycopg import pq

from drita.foundation import databases
from drita.foundation.bulk_copy import psycopg_cursor
from drita.rules.errors import UnableTo
from drita.rules.words import Words

Schema = Mapping[str, "pl.DataType | DataTypeClass"]
Params = Sequence[object] | Mapping[str, object] | None


class UnableToReadFrame(UnableTo):
    code = "frame_not_as_expected"
    words = Words(
        sq="Kërkesa dha kolonat {found}, priteshin {expected}.",
        en="The query gave the columns {found}, expected were {expected}.",
    )


def read_frame(
    sql: str,
    params: Params = None,
    schema: Schema | None = None,
    *,
    connection: Any = None,
    is_bulk: bool = False,
    bulk: Any = None,
) -> pl.DataFrame:
    """
    (This function will) run a query and return its rows as a frame with exactly the names and types of `schema`.

    `is_bulk=True` reads by ADBC, about three times as fast from some ten thousand rows on, over a connection of its own:
    it does not see what the caller's open transaction has written, so inside one the ordinary way is taken. `bulk` is
    such a connection held open by the caller (`bulk_connection`), who knows that his transaction has not written what
    he reads; opening one takes a tenth of a second.

    Shape: one row per row of the query, columns as in `schema`, which also gives the order. A value that does not fit
    its type is an error, never a null. Ranges and numerics are cast in the SQL (lower(..), ::bigint, ::text).

    Raises: UnableToReadFrame when the names differ.
    """
    assert schema is not None, "a frame from the database always has a schema"
    source = connection if connection is not None else django_connection
    if bulk is not None:
        return _read_by_adbc(sql, params, schema, source, bulk)
    if is_bulk and not _is_in_transaction(source):
        return _read_by_adbc(sql, params, schema, source)
    with psycopg_cursor(source) as cursor:
        cursor.execute(sql, params or None)
        _check_names([column.name for column in cursor.description or ()], schema)
        return pl.DataFrame(cursor.fetchall(), schema=dict(schema), orient="row", strict=True)


def _is_in_transaction(connection: Any) -> bool:
    if isinstance(connection, psycopg.Connection):
        return connection.info.transaction_status != pq.TransactionStatus.IDLE
    return bool(connection.in_atomic_block)


@contextmanager
def bulk_connection() -> Iterator[Any]:
    """(This function will) open a connection on which many frames are read in bulk, each as of its own moment."""
    with adbc_driver_postgresql.dbapi.connect(databases.app_place().url(), autocommit=True) as opened:
        yield opened


def _read_by_adbc(sql: str, params: Params, schema: Schema, connection: Any, bulk: Any = None) -> pl.DataFrame:
    text = sql
    if params:
        # ADBC has its own places for values; the client writes them in, quoted for this server.
        with psycopg_cursor(connection) as cursor:
            text = psycopg.ClientCursor(cursor.connection).mogrify(sql, params)
    if bulk is not None:
        frame = pl.read_database(text, bulk)
    else:
        frame = pl.read_database_uri(text, databases.app_place().url(), engine="adbc")
    _check_names(frame.columns, schema)
    return frame.select(pl.col(name).cast(dtype, strict=True) for name, dtype in schema.items())


def _check_names(found: Sequence[str], schema: Schema) -> None:
    if list(found) != list(schema):
        raise UnableToReadFrame(found=", ".join(found), expected=", ".join(schema))
