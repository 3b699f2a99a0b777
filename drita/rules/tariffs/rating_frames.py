"""The frames that go into rating and come out of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any, Final

import polars as pl

from drita.rules.tariffs.definition import TariffVersion

SUPPLY_FRAME: Final = {
    "bill_key": pl.Int64,
    "tariff_code": pl.String,
    "category": pl.String,
    "period_start": pl.Date,
    "period_end": pl.Date,
    "kind": pl.String,
}
DETERMINANT_FRAME: Final = {
    "bill_key": pl.Int64,
    "determinant": pl.String,
    "zone": pl.String,
    "from_date": pl.Date,
    "to_date": pl.Date,
    "quantity": pl.Int64,
}
LINE_FRAME: Final = {
    "bill_key": pl.Int64,
    "line_no": pl.Int64,
    "charge_code": pl.String,
    "rule_id": pl.String,
    "tariff_version": pl.String,
    "determinant": pl.String,
    "quantity": pl.Int64,
    "unit": pl.String,
    "price_micro": pl.Int64,
    "factor_ppm": pl.Int64,
    "from_date": pl.Date,
    "to_date": pl.Date,
    "amount_minor": pl.Int64,
    "ledger_key": pl.String,
    "tax_code": pl.String,
}
PROBLEM_FRAME: Final = {"bill_key": pl.Int64, "code": pl.String, "params": pl.String}
VERSION_FRAME: Final = {
    "version_no": pl.Int32,
    "tariff_code": pl.String,
    "valid_from": pl.Date,
    "valid_to": pl.Date,
}
OPEN_END: Final = date(9999, 12, 31)
DETERMINANTS: Final = ("active_import", "reactive_import", "active_export")


@dataclass(frozen=True, slots=True)
class Rated:
    """What came of rating: lines and totals of the good bills, problems of the others."""

    lines: pl.DataFrame
    totals: pl.DataFrame
    problems: pl.DataFrame


def typed_frame(*, frame: pl.DataFrame, schema: Mapping[str, Any]) -> pl.DataFrame:
    """
    (This function will) check a frame at the door: the named columns in the types agreed, others dropped.

    Raises: ValueError when a column is missing or has another type. Nothing is cast: a column that
    arrives as Int32 or Float64 shows a mistake upstream that a cast would hide.

    >>> typed_frame(frame=pl.DataFrame({"bill_key": [1], "more": [2]}), schema={"bill_key": pl.Int64}).columns
    ['bill_key']
    """
    if frame.schema == schema:
        return frame
    wrong = {name: frame.schema.get(name) for name, kind in schema.items() if frame.schema.get(name) != kind}
    if wrong:
        raise ValueError(f"columns missing or of another type: {wrong}")
    return frame.select(list(schema))


def version_frame(tariffs: Sequence[TariffVersion], /) -> pl.DataFrame:
    """
    (This function will) list the versions with their validity, numbered as they come.

    Shape: VERSION_FRAME, one row per version; an open end is written as 9999-12-31.
    Raises: ValueError when two versions of one tariff are valid on the same day: the database
    refuses this, so the caller has mixed two lists.

    >>> version_frame(()).height
    0
    """
    ordered = sorted(tariffs, key=lambda each: (each.code, each.valid_from))
    for one, two in pairwise(ordered):
        if one.code == two.code and (one.valid_to or OPEN_END) > two.valid_from:
            raise ValueError(f"{one.code}: versions {one.version} and {two.version} overlap")
    rows = [(number, each.code, each.valid_from, each.valid_to or OPEN_END) for number, each in enumerate(tariffs)]
    return pl.DataFrame(rows, schema=VERSION_FRAME, orient="row")
