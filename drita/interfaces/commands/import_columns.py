"""The columns of an import: how they are called, and how their text becomes values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import polars as pl

from drita.protocols.table_file import TableColumn
from drita.protocols.table_values import choice_value, date_value, scaled_value, whole_value
from drita.rules.problem_rows import PROBLEM_SCHEMA, problem_rows, without_problems

ColumnKind = Literal["text", "date", "whole", "scaled", "choice", "degrees"]
_DTYPES: dict[ColumnKind, type[pl.DataType]] = {
    "text": pl.String,
    "date": pl.Date,
    "whole": pl.Int64,
    "scaled": pl.Int64,
    "choice": pl.String,
    "degrees": pl.Float64,
}
# Degrees are read as whole hundred-millionths first, so that one rule reads all decimal numbers.
_DEGREE_DECIMALS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportColumn:
    """
    One column of an import.

    `is_required`: the heading must be there. `is_filled`: every cell must hold something. `kind` says what the text
    becomes: text, date, whole number, scaled (whole number of 10^-decimals), choice (a code by its spellings in
    `choices`), degrees. An empty cell gives "" for text and null for everything else.
    """

    name: str
    aliases: tuple[str, ...] = ()
    is_required: bool = False
    is_filled: bool = False
    kind: ColumnKind = "text"
    decimals: int = 0
    choices: Mapping[str, str] = field(default_factory=dict)

    def table_column(self) -> TableColumn:
        """Return what the file reader needs to know."""
        return TableColumn(name=self.name, aliases=self.aliases, is_required=self.is_required)


def typed_rows(*, rows: pl.DataFrame, columns: Sequence[ImportColumn]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """
    (This function will) turn the text of a slice into values and return the right rows and the problem rows.

    Shape: row_number Int64 and a String for each column -> row_number and each column in its type.
    """
    values = [_value(column).alias(f"{column.name}:value") for column in columns]
    read = rows.with_columns(values)
    problems = [PROBLEM_SCHEMA.to_frame()]
    for column in columns:
        text, value = pl.col(column.name), pl.col(f"{column.name}:value")
        if column.is_filled:
            missing = problem_rows(
                rows=read, condition=text == "", code="value_missing", params={"column": pl.lit(column.name)}
            )
            problems.append(missing)
        if column.kind != "text":
            problems.append(_unreadable(read, column, text, value))
    found = pl.concat(problems)
    typed = without_problems(rows=read, problems=found).select(
        "row_number", *(pl.col(f"{column.name}:value").alias(column.name) for column in columns)
    )
    return typed, found


def _unreadable(read: pl.DataFrame, column: ImportColumn, text: pl.Expr, value: pl.Expr) -> pl.DataFrame:
    codes = {"date": "date_unreadable", "choice": "choice_unknown"}
    allowed = ", ".join(dict.fromkeys(column.choices.values()))
    return problem_rows(
        rows=read,
        condition=(text != "") & value.is_null(),
        code=codes.get(column.kind, "number_unreadable"),
        params={"column": pl.lit(column.name), "value": text.str.slice(0, 60), "allowed": pl.lit(allowed)},
    )


def _value(column: ImportColumn) -> pl.Expr:
    text = pl.col(column.name)
    if column.kind == "date":
        return date_value(text=text)
    if column.kind == "whole":
        return whole_value(text=text)
    if column.kind == "scaled":
        return scaled_value(text=text, decimals=column.decimals)
    if column.kind == "choice":
        return choice_value(text=text, choices=column.choices)
    if column.kind == "degrees":
        return scaled_value(text=text, decimals=_DEGREE_DECIMALS).cast(pl.Float64) / 10**_DEGREE_DECIMALS
    return text


def column_dtypes(*, columns: Sequence[ImportColumn]) -> dict[str, type[pl.DataType]]:
    """(This function will) return the types that `typed_rows` gives the columns."""
    return {column.name: _DTYPES[column.kind] for column in columns}
