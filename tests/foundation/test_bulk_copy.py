"""Frames into tables and back."""

from datetime import UTC, date, datetime

import polars as pl
import pytest
from django.db import connection

from drita.foundation.bulk_copy import UnableToCopyFrame, copy_frame, draw_ids
from drita.foundation.frames import UnableToReadFrame, read_frame

FRAME = pl.DataFrame(
    {
        "id": [1, 2, 3],
        "text": ['ë, "ç"\nline', "", None],
        "day": [date(2026, 10, 25), None, date(1999, 1, 1)],
        "at": [datetime(2026, 10, 25, 1, 30, tzinfo=UTC), None, datetime(1970, 1, 1, tzinfo=UTC)],
        "values": [[1, None, 3], [], None],
        "is_true": [True, False, None],
        "big": [2**100, -(2**100), None],
    },
    schema={
        "id": pl.Int64,
        "text": pl.String,
        "day": pl.Date,
        "at": pl.Datetime("us", "UTC"),
        "values": pl.List(pl.Int64),
        "is_true": pl.Boolean,
        "big": pl.Int128,
    },
)
COLUMNS = 'id bigint, text text, day date, at timestamptz, "values" bigint[], is_true boolean, big numeric(38,0)'
QUERY = 'SELECT id, text, day, at, "values", is_true, big::text AS big FROM {} WHERE id >= %s ORDER BY id'
SCHEMA = {**FRAME.schema, "big": pl.String}
BACK = FRAME.with_columns(pl.col("big").cast(pl.String))


@pytest.mark.django_db
def test_a_frame_comes_back_as_it_went_in() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE kept ({COLUMNS})")
    assert copy_frame(connection, FRAME, "kept") == 3
    assert read_frame(QUERY.format("kept"), [1], SCHEMA).equals(BACK)


def test_the_bulk_way_reads_the_same_frame(own_database) -> None:
    with own_database.connect_owner() as owner:
        owner.execute(f"CREATE TABLE kept ({COLUMNS})")
        copy_frame(owner, FRAME, "public.kept")
    assert read_frame(QUERY.format("kept"), [1], SCHEMA, is_bulk=True).equals(BACK)


@pytest.mark.django_db
def test_a_frame_with_other_names_than_expected_is_refused() -> None:
    with pytest.raises(UnableToReadFrame):
        read_frame("SELECT 1 AS a", None, {"b": pl.Int64})


@pytest.mark.django_db
def test_a_float_is_refused() -> None:
    with pytest.raises(UnableToCopyFrame):
        copy_frame(connection, pl.DataFrame({"a": [1.5]}), "kept")


def test_drawn_ids_are_consecutive_and_never_given_twice(own_database) -> None:
    with own_database.connect_owner() as owner, own_database.connect_app() as app:
        owner.execute("CREATE SEQUENCE kept_id_seq")
        first = draw_ids(app, "kept_id_seq", 1000)
        second = draw_ids(app, "kept_id_seq", 5)
        assert len(first) == 1000
        assert second.start == first.stop
        assert draw_ids(app, "kept_id_seq", 0) == range(0)
