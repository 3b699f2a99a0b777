"""Readings that contradict the readings around them on the same dial."""

from typing import Final

import polars as pl

from drita.rules.metering.reading_limits import ReadingLimits
from drita.rules.metering.reading_neighbours import GUESSED, with_neighbours

ACCEPTED: Final = "accepted"
REPEATED: Final = "repeated"
REFUSED: Final = "refused"
_MISSING: Final = pl.lit(None, pl.String)


def neighbour_verdicts(
    *, open_rows: pl.DataFrame, known: pl.DataFrame, limits: ReadingLimits, may_replace: bool
) -> pl.DataFrame:
    """
    (This function will) judge readings that are sound by themselves against those around them.

    Every open row counts as a neighbour of the later ones, as if it were good; reading_problems
    takes out the bad ones and asks again.

    Shape: open_rows CANDIDATE_SCHEMA, known KNOWN_READING_SCHEMA (both of reading_problems) ->
    open_rows + verdict (accepted, repeated, refused), code, params.
    Source: blocking test M03; physical limits of ReadingLimits.

    >>> from datetime import date
    >>> known = pl.DataFrame({"register_id": [1], "read_on": [date(2026, 9, 1)],
    ...     "value_milli": [9000], "quality": ["actual"]})
    >>> rows = pl.DataFrame({"row_number": [4], "register_id": [1], "read_on": [date(2026, 10, 1)],
    ...     "value_milli": [5000], "quality": ["actual"], "dials": [5], "phases": [1],
    ...     "multiplier_milli": [1000]})
    >>> verdicts = neighbour_verdicts(
    ...     open_rows=rows, known=known, limits=ReadingLimits(), may_replace=False)
    >>> verdicts.select("verdict", "code").row(0)
    ('refused', 'lower_than_previous')
    """
    same_day = known.select("register_id", "read_on", other_value="value_milli", other_quality="quality")
    facing = with_neighbours(open_rows=open_rows, known=known).join(
        same_day, on=["register_id", "read_on"], how="left", maintain_order="left"
    )
    return (
        facing.with_columns(*_steps(limits), is_guess=pl.col("quality").is_in(GUESSED))
        .with_columns(code=_neighbour_code(may_replace))
        .with_columns(
            verdict=pl.when(pl.col("code") == REPEATED)
            .then(pl.lit(REPEATED))
            .when(pl.col("code").is_not_null())
            .then(pl.lit(REFUSED))
            .otherwise(pl.lit(ACCEPTED)),
            params=_neighbour_params(),
        )
        .with_columns(code=pl.when(pl.col("code") != REPEATED).then("code"))
    )


def _steps(limits: ReadingLimits) -> list[pl.Expr]:
    """Advance since the previous reading, what the connection can carry in that time, usual use."""
    range_milli = pl.lit(10, pl.Int64).pow(pl.col("dials")) * 1000
    multiplier = pl.col("multiplier_milli").fill_null(1000).cast(pl.Int128)
    step = pl.col("value_milli") - pl.col("previous_value")
    advance = pl.when(step < 0).then(step + range_milli).otherwise(step)
    days = (pl.col("read_on") - pl.col("previous_on")).dt.total_days()
    earlier_days = (pl.col("previous_on") - pl.col("earlier_on")).dt.total_days()
    earlier_step = (pl.col("previous_value") - pl.col("earlier_value")).clip(lower_bound=0)
    per_day = (
        pl.when(pl.col("multiplier_milli") != 1000)
        .then(multiplier * limits.ct_wh_per_day // 1000)
        .when(pl.col("phases") == 1)
        .then(pl.lit(limits.single_phase_wh_per_day, pl.Int128))
        .otherwise(pl.lit(limits.three_phase_wh_per_day, pl.Int128))
    )
    usual = pl.when(earlier_days > 0).then(earlier_step.cast(pl.Int128) * multiplier * days // (earlier_days * 1000))
    return [
        (step < 0).alias("is_fall"),
        (advance.cast(pl.Int128) * multiplier // 1000).alias("advance_wh"),
        (advance * 2 > range_milli).alias("is_over_half_round"),
        (per_day * days).alias("carried_wh"),
        pl.max_horizontal(usual * limits.rollover_factor, pl.lit(limits.low_use_floor_wh, pl.Int128)).alias(
            "rollover_limit_wh"
        ),
        usual.is_null().alias("is_use_unknown"),
    ]


def _neighbour_code(may_replace: bool) -> pl.Expr:
    """The first fault against the neighbours; a repetition is told as a code of its own."""
    other, value = pl.col("other_value"), pl.col("value_milli")
    is_guess = pl.col("quality").is_in(GUESSED)
    # A real reading that happens to equal the estimate still takes its place: it is no guess any more.
    ends_guess = pl.col("other_quality").is_in(GUESSED) & ~is_guess
    replaces = ends_guess | (pl.lit(may_replace) & ~is_guess)
    is_same_day_in_batch = pl.col("previous_on") == pl.col("read_on")
    is_later_guess = is_guess & (pl.int_range(pl.len()).over("register_id", "read_on", "is_guess") > 0)
    # The first reading of an installation starts a new count: what the dial showed elsewhere or
    # before a repair says nothing about it.
    is_compared = pl.col("previous_on").is_not_null() & (pl.col("quality") != "installation")
    is_rollover = ~pl.col("is_over_half_round") & (
        pl.col("is_use_unknown") | (pl.col("advance_wh") <= pl.col("rollover_limit_wh"))
    )
    tests = (
        (REPEATED, other.is_not_null() & (is_guess | ((other == value) & ~ends_guess))),
        ("other_value_same_day", other.is_not_null() & ~replaces),
        (REPEATED, is_later_guess),
        (REPEATED, is_same_day_in_batch & (is_guess | (pl.col("previous_value") == value))),
        ("other_value_same_day", is_same_day_in_batch),
        ("lower_than_previous", is_compared & pl.col("is_fall") & ~is_rollover),
        ("more_than_connection_carries", is_compared & (pl.col("advance_wh") > pl.col("carried_wh"))),
        ("higher_than_next", (value > pl.col("next_value")) & ~_turns_before_next()),
    )
    code = _MISSING
    for name, is_wrong in reversed(tests):
        code = pl.when(is_wrong.fill_null(value=False)).then(pl.lit(name)).otherwise(code)
    return code


def _turns_before_next() -> pl.Expr:
    """Whether the later reading may have come round the dial after this one."""
    range_milli = pl.lit(10, pl.Int64).pow(pl.col("dials")) * 1000
    return (pl.col("next_value") - pl.col("value_milli") + range_milli) * 2 <= range_milli


def _neighbour_params() -> pl.Expr:
    on = pl.col("read_on").dt.to_string("%Y-%m-%d").alias("read_on")
    value = pl.col("value_milli").alias("value")
    previous_on = pl.col("previous_on").dt.to_string("%Y-%m-%d").alias("previous_on")
    next_on = pl.col("next_on").dt.to_string("%Y-%m-%d").alias("next_on")
    other = pl.coalesce("other_value", "previous_value").alias("other_value")
    against_previous = [value, on, pl.col("previous_value"), previous_on]
    inputs: dict[str, list[pl.Expr]] = {
        "other_value_same_day": [value, on, other],
        "lower_than_previous": [*against_previous, pl.col("rollover_limit_wh").cast(pl.Int64)],
        "more_than_connection_carries": [*against_previous, pl.col("carried_wh").cast(pl.Int64)],
        "higher_than_next": [value, on, pl.col("next_value"), next_on],
    }
    params = pl.lit("{}")
    for code, columns in inputs.items():
        told = pl.struct(columns).struct.json_encode()
        params = pl.when(pl.col("code") == code).then(told).otherwise(params)
    return params
