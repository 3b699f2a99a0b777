"""How much energy passed a register between two readings of its dial, roll-over and multiplier included."""

from typing import Final

import polars as pl

from drita.rules.words import Words

REGISTER_PAIR_SCHEMA: Final = pl.Schema(
    {
        "bill_key": pl.Int64,
        "register_id": pl.Int64,
        "determinant": pl.String,
        "zone": pl.String,
        "from_date": pl.Date,
        "to_date": pl.Date,
        "previous_milli": pl.Int64,
        "present_milli": pl.Int64,
        "dials": pl.Int64,
        "decimals": pl.Int64,
        "multiplier_milli": pl.Int64,
    }
)

# A dial that goes round covers less than half of its range in one period; a fall by more than half
# of the range is far likelier a wrong digit, so it is not billed as a roll-over of nearly a full round.
GREATEST_ROLLOVER_SHARE: Final = 2

CONSUMPTION_PROBLEMS: Final[dict[str, Words]] = {
    "reading_missing": Words(
        sq="Mungon leximi i mëparshëm ose ai aktual i regjistrit.",
        en="The previous or the present reading of the register is missing.",
    ),
    "reading_outside_dial": Words(
        sq="Leximi nuk hyn në numëratorin me {dials} shifra.",
        en="The reading does not fit on a dial of {dials} digits.",
    ),
    "multiplier_not_positive": Words(
        sq="Konstantja e regjistrit nuk është më e madhe se zero.",
        en="The multiplier of the register is not greater than zero.",
    ),
    "period_not_forward": Words(
        sq="Leximi aktual nuk është pas leximit të mëparshëm.",
        en="The present reading is not later than the previous one.",
    ),
    "reading_runs_backwards": Words(
        sq="Leximi aktual është më i vogël se i mëparshmi dhe nuk mund të jetë kthim i numëratorit.",
        en="The present reading is lower than the previous one and cannot be a roll-over.",
    ),
}


def register_consumption(*, pairs: pl.DataFrame) -> pl.DataFrame:
    """
    (This function will) compute the consumption between two readings of each register.

    A present value below the previous one is a roll-over at 10^dials, provided the advance is at
    most half the range of the dial. The product with the multiplier is rounded once to whole Wh,
    half away from zero.

    Units: dial values in thousandths of kWh (kvarh) as shown, so one thousandth of an unmultiplied
    dial is one Wh (varh); multiplier in thousandths (1000 = x1); consumption_wh in Wh or varh.
    Shape: one row per register and part of a period, columns of REGISTER_PAIR_SCHEMA (others are
    kept) -> the same rows in the same order + consumption_wh Int64 (null where there is a problem),
    is_rollover Boolean, problem String (null or a code of CONSUMPTION_PROBLEMS).

    >>> day = pl.lit("2026-10-01").str.to_date()
    >>> pairs = pl.DataFrame(
    ...     {
    ...         "bill_key": [1], "register_id": [7], "determinant": ["active_import"], "zone": [""],
    ...         "previous_milli": [99_990_000], "present_milli": [15_500], "dials": [5],
    ...         "decimals": [1], "multiplier_milli": [20_000],
    ...     }
    ... ).with_columns(from_date=day, to_date=day.dt.offset_by("1mo"))
    >>> register_consumption(pairs=pairs).select("consumption_wh", "is_rollover", "problem").row(0)
    (510000, True, None)
    """
    exact = pairs.with_columns(pl.col("previous_milli", "present_milli", "dials", "multiplier_milli").cast(pl.Int64))
    return (
        exact.with_columns(_range_milli=pl.lit(10, pl.Int64).pow(pl.col("dials")) * 1000)
        .with_columns(_step_milli=pl.col("present_milli") - pl.col("previous_milli"))
        .with_columns(is_rollover=pl.col("_step_milli").fill_null(0) < 0)
        .with_columns(
            _advance_milli=pl.when("is_rollover")
            .then(pl.col("_step_milli") + pl.col("_range_milli"))
            .otherwise("_step_milli")
        )
        .with_columns(problem=_problem())
        .with_columns(
            consumption_wh=pl.when(pl.col("problem").is_null()).then(_multiplied()),
            is_rollover=pl.col("is_rollover") & pl.col("problem").is_null(),
        )
        .drop("_range_milli", "_step_milli", "_advance_milli")
    )


def _problem() -> pl.Expr:
    """The first thing that is wrong with a pair, in the order of CONSUMPTION_PROBLEMS."""
    previous, present, limit = pl.col("previous_milli"), pl.col("present_milli"), pl.col("_range_milli")
    is_outside = (previous < 0) | (present < 0) | (previous >= limit) | (present >= limit)
    is_backwards = pl.col("is_rollover") & (pl.col("_advance_milli") * GREATEST_ROLLOVER_SHARE > pl.col("_range_milli"))
    return (
        pl.when(previous.is_null() | present.is_null())
        .then(pl.lit("reading_missing"))
        .when(is_outside)
        .then(pl.lit("reading_outside_dial"))
        .when(pl.col("multiplier_milli").is_null() | (pl.col("multiplier_milli") <= 0))
        .then(pl.lit("multiplier_not_positive"))
        .when(pl.col("from_date") >= pl.col("to_date"))
        .then(pl.lit("period_not_forward"))
        .when(is_backwards)
        .then(pl.lit("reading_runs_backwards"))
        .otherwise(pl.lit(None, pl.String))
    )


def _multiplied() -> pl.Expr:
    """Advance x multiplier / 1000, half away from zero; 128 bits because the product may pass 63."""
    product = pl.col("_advance_milli").cast(pl.Int128) * pl.col("multiplier_milli").cast(pl.Int128)
    return ((product * 2 + 1000) // 2000).cast(pl.Int64, strict=True)
