"""The reference value: what is billed for a month in which nobody could read the meter."""

import polars as pl

from drita.rules.money import rounded_half_away

ZERO_MONTHS_THAT_EXCLUDE = 3


def reference_consumption(*, history_wh: pl.Expr) -> pl.Expr:
    """
    (This function will) estimate the consumption of an unread month from the months before it.

    The same month of the previous year; where that is unknown, the mean of the known months of the
    last twelve, rounded half away from zero. No estimate (null) for a contract without any known
    month, nor for one whose last three months were all zero.

    Units: Wh. Shape: history_wh is a list of the twelve months before the billed one, oldest first,
    null where nothing was billed.
    Source: regulator's decisions 58 of 26.03.2020 and 24 of 2021 (reference value).

    >>> frame = pl.DataFrame({"h": [[5000] + [1000] * 11, [None] * 10 + [1000, 2000], [7000] * 9 + [0] * 3]})
    >>> frame.select(reference_consumption(history_wh=pl.col("h")))["h"].to_list()
    [5000, 1500, None]
    """
    year_ago = history_wh.list.get(0, null_on_oob=True)
    known = history_wh.list.drop_nulls()
    months = known.list.len().cast(pl.Int128)
    mean = rounded_half_away(numerator=known.list.sum().cast(pl.Int128), divisor=pl.when(months > 0).then(months))
    recent = history_wh.list.tail(ZERO_MONTHS_THAT_EXCLUDE)
    idle = (recent.list.drop_nulls().list.len() == ZERO_MONTHS_THAT_EXCLUDE) & (recent.list.max() == 0)
    estimate = pl.coalesce(year_ago, mean.cast(pl.Int64, strict=True))
    return pl.when(~idle.fill_null(value=False)).then(estimate)
