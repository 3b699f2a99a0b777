"""An interval day that comes again: what it adds to, changes in, or repeats of the day that is known."""

from typing import Final

import polars as pl

MERGED_VERDICTS: Final = ("new", "repeated", "revised")


def merged_interval_days(*, incoming: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """
    (This function will) merge incoming days with the newest known revision of the same day.

    A place that the incoming day leaves empty keeps the known value: files of local standard time cut
    summer days at one o'clock, so a day comes in two pieces. Where nothing changes the day is repeated;
    where something does it is a new revision with all its values.

    Units: Wh or varh.
    Shape: both with register_id, day, interval_minutes, values_wh List(Int64), qualities String; known also
    with revision Int64, and in the same interval length -> incoming with merged values_wh and qualities +
    revision Int64 (0 = first) + verdict String (MERGED_VERDICTS).

    >>> from datetime import date
    >>> day = {"register_id": [1], "day": [date(2026, 7, 1)], "interval_minutes": [60]}
    >>> known = pl.DataFrame(day | {"values_wh": [[None, 5]], "qualities": ["NA"], "revision": [0]})
    >>> incoming = pl.DataFrame(day | {"values_wh": [[7, None]], "qualities": ["AN"]})
    >>> merged = merged_interval_days(incoming=incoming, known=known)
    >>> merged.select("values_wh", "qualities", "revision", "verdict").row(0)
    ([7, 5], 'AA', 1, 'revised')
    """
    before = known.select(
        "register_id", "day", known_values="values_wh", known_qualities="qualities", known_revision="revision"
    )
    joined = incoming.with_row_index("_row").join(before, on=["register_id", "day"], how="left")
    is_new = pl.col("known_values").is_null()
    merged = _merged(joined.filter(~is_new))
    fresh = joined.filter(is_new).with_columns(revision=pl.lit(0, pl.Int64), verdict=pl.lit("new"))
    columns = [*incoming.columns, "revision", "verdict"]
    return pl.concat([fresh.select("_row", *columns), merged.select("_row", *columns)]).sort("_row").drop("_row")


def _merged(joined: pl.DataFrame) -> pl.DataFrame:
    """Both versions interval by interval: the incoming value where it has one, else the known one."""
    letters = [
        pl.col(name).str.split("").list.eval(pl.element().filter(pl.element() != ""))
        for name in ("qualities", "known_qualities")
    ]
    long = joined.select("_row", "values_wh", "known_values", *letters).explode(
        "values_wh", "known_values", "qualities", "known_qualities"
    )
    has_value = pl.col("values_wh").is_not_null()
    lists = (
        long.with_columns(
            values_wh=pl.coalesce("values_wh", "known_values"),
            qualities=pl.when(has_value).then("qualities").otherwise("known_qualities"),
        )
        .group_by("_row", maintain_order=True)
        .agg("values_wh", pl.col("qualities").str.join(""))
    )
    rest = joined.drop("values_wh", "qualities")
    is_same = (pl.col("values_wh") == pl.col("known_values")) & (pl.col("qualities") == pl.col("known_qualities"))
    return rest.join(lists, on="_row", how="inner").with_columns(
        revision=pl.col("known_revision") + 1,
        verdict=pl.when(is_same).then(pl.lit("repeated")).otherwise(pl.lit("revised")),
    )
