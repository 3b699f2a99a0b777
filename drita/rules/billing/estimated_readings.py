"""The dial values that stand on a bill when its energy is a reference value and not a reading."""

from typing import Final

import polars as pl

ESTIMATED: Final = "estimated"
_WHOLE: Final = ""


def with_estimated_readings(*, pairs: pl.DataFrame, estimates: pl.DataFrame) -> pl.DataFrame:
    """
    (This function will) fill the present readings of bills that are estimated.

    The reference value is turned back into a dial value, so that the next real reading settles the
    difference by itself. Only a bill with one register, of the whole active energy, can be
    estimated: how a reference value divides into peak and off-peak nobody knows. The dial shows
    whole thousandths, so the billed energy may differ from the reference by less than the multiplier.

    Units: estimate_wh in Wh. Shape: pairs as reading_pairs makes them; estimates: bill_key,
    estimate_wh (null = cannot be estimated) -> the same pairs, present_milli and present_quality
    filled where that was possible.

    >>> pairs = pl.DataFrame({"bill_key": [1], "zone": [""], "determinant": ["active_import"],
    ...     "dials": [5], "multiplier_milli": [1000], "previous_milli": [99_990_000],
    ...     "present_milli": [None], "present_quality": [None]},
    ...     schema_overrides={"present_milli": pl.Int64, "present_quality": pl.String})
    >>> estimates = pl.DataFrame({"bill_key": [1], "estimate_wh": [120_000]})
    >>> with_estimated_readings(pairs=pairs, estimates=estimates).select("present_milli", "present_quality").row(0)
    (110000, 'estimated')
    """
    if estimates.is_empty():
        return pairs
    is_single = (
        (pl.len().over("bill_key") == 1) & (pl.col("determinant") == "active_import") & (pl.col("zone") == _WHOLE)
    )
    advance = pl.col("estimate_wh").cast(pl.Int128) * 1000 // pl.col("multiplier_milli").cast(pl.Int128)
    round_of_dial = pl.lit(10, pl.Int64).pow(pl.col("dials")) * 1000
    value = (pl.col("previous_milli").cast(pl.Int128) + advance) % round_of_dial.cast(pl.Int128)
    fills = pl.col("present_milli").is_null() & pl.col("estimate_wh").is_not_null() & is_single
    # No estimate may go more than half round the dial: it would read as running backwards.
    fills = fills & (advance * 2 <= round_of_dial.cast(pl.Int128))
    return (
        pairs.join(estimates, on="bill_key", how="left", maintain_order="left")
        .with_columns(
            present_milli=pl.when(fills).then(value.cast(pl.Int64)).otherwise("present_milli"),
            present_quality=pl.when(fills & pl.col("previous_milli").is_not_null())
            .then(pl.lit(ESTIMATED))
            .otherwise("present_quality"),
        )
        .drop("estimate_wh")
    )
