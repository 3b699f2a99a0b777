"""Problem rows: what a batch says about a row it cannot take, instead of stopping."""

from collections.abc import Mapping

import polars as pl

PROBLEM_SCHEMA = pl.Schema({"row_number": pl.Int64, "code": pl.String, "params": pl.String})


def problem_rows(
    *, rows: pl.DataFrame, condition: pl.Expr, code: str, params: Mapping[str, pl.Expr] | None = None
) -> pl.DataFrame:
    """
    (This function will) return a problem row for each row of the frame of which the condition is true.

    The parameters are what the sentence of the code needs, as JSON. A condition that is null counts as not true.

    Shape: rows has row_number Int64; the answer has row_number, code, params.

    >>> rows = pl.DataFrame({"row_number": [2, 3], "dials": [5, 0]})
    >>> problem_rows(rows=rows, condition=pl.col("dials") < 1, code="dials_few", params={"dials": pl.col("dials")}).rows()
    [(3, 'dials_few', '{"dials":0}')]
    """
    bad = rows.filter(condition)
    if bad.is_empty():
        return PROBLEM_SCHEMA.to_frame()
    fields = [value.alias(name) for name, value in (params or {}).items()]
    said = pl.struct(fields).struct.json_encode() if fields else pl.lit("{}")
    return bad.select("row_number", pl.lit(code).alias("code"), said.alias("params")).cast(PROBLEM_SCHEMA)


def without_problems(*, rows: pl.DataFrame, problems: pl.DataFrame) -> pl.DataFrame:
    """
    (This function will) return the rows that no problem row names.

    >>> rows = pl.DataFrame({"row_number": [2, 3]})
    >>> problems = pl.DataFrame([(3, "x", "{}")], schema=PROBLEM_SCHEMA, orient="row")
    >>> without_problems(rows=rows, problems=problems)["row_number"].to_list()
    [2]
    """
    return rows.join(problems.select("row_number").unique(), on="row_number", how="anti")
