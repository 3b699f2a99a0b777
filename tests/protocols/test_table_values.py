"""Cells of tables to values."""

import datetime

import polars as pl
import pytest

from drita.protocols.table_values import choice_value, date_value, scaled_value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("31.10.2026", datetime.date(2026, 10, 31)),
        ("1.2.2026", datetime.date(2026, 2, 1)),
        ("01/02/2026", datetime.date(2026, 2, 1)),
        ("2026-02-28", datetime.date(2026, 2, 28)),
        ("2026-02-28 00:00:00", datetime.date(2026, 2, 28)),
        ("2026-02-28 10:00", None),
        ("30.02.2026", None),
        ("1.1.26", None),
        ("46000", None),
        ("", None),
    ],
)
def test_dates_are_read_day_first_or_iso(text: str, expected: datetime.date | None) -> None:
    frame = pl.DataFrame({"d": [text]}).select(date_value(text=pl.col("d")))
    assert frame["d"][0] == expected


@pytest.mark.parametrize(
    ("text", "decimals", "expected"),
    [
        ("12300", 0, 12300),
        ("12 300,50", 2, 1230050),
        ("12.300,50", 2, 1230050),
        ("12,300.50", 2, 1230050),
        ("1'234.5", 3, 1234500),
        ("12.345", 3, 12345),
        ("12.345", 2, None),
        ("12.340", 2, 1234),
        ("-0,5", 1, -5),
        ("+7", 0, 7),
        (",5", 1, 5),
        ("1,234,567", 0, None),
        ("1e5", 0, None),
        ("--5", 0, None),
        ("", 0, None),
        (".", 0, None),
        ("9" * 18, 0, 999999999999999999),
        ("9" * 19, 0, None),
        ("9" * 17, 3, None),
        ("000000000000000000000012", 0, 12),
    ],
)
def test_numbers_are_read_exactly_or_not_at_all(text: str, decimals: int, expected: int | None) -> None:
    frame = pl.DataFrame({"n": [text]}).select(scaled_value(text=pl.col("n"), decimals=decimals))
    assert frame["n"][0] == expected


def test_choices_are_found_without_accents_and_capitals() -> None:
    known = {"Përbashkëta": "common", "privat": "private"}
    frame = pl.DataFrame({"c": ["PERBASHKETA", " privat ", "x"]})
    assert frame.select(choice_value(text=pl.col("c"), choices=known))["c"].to_list() == ["common", "private", None]
