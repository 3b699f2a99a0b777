"""The thirteen months of consumption that stand on a bill, and which were estimated, carried from bill to bill."""

import polars as pl

HISTORY_MONTHS = 13
_OWN_MONTH = 1 << (HISTORY_MONTHS - 1)


def consumption_history(*, previous: pl.Expr, months_since: pl.Expr, consumption_wh: pl.Expr) -> pl.Expr:
    """
    Return the history of a new bill: the previous one moved on, with the new month at its end.

    The previous bill already carries its own twelve months, so one row is read where thirteen
    would be; a month without a bill stays null, and a second bill in one month adds to it.

    Units: Wh. Shape: a list of 13, oldest first; `previous` may be null.

    >>> one = pl.DataFrame({"was": [list(range(13))], "gap": [2], "wh": [99]})
    >>> one.select(
    ...     consumption_history(
    ...         previous=pl.col("was"), months_since=pl.col("gap"), consumption_wh=pl.col("wh")
    ...     )
    ... ).item().to_list()
    [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, None, 99]
    """
    gap = months_since.fill_null(HISTORY_MONTHS).clip(0, HISTORY_MONTHS)
    moved = [previous.list.get(gap + place, null_on_oob=True) for place in range(HISTORY_MONTHS - 1)]
    same_month = pl.when(gap == 0).then(previous.list.last().fill_null(0)).otherwise(0)
    return pl.concat_list([*moved, consumption_wh + same_month])


def estimated_months(*, previous: pl.Expr, months_since: pl.Expr, is_estimated: pl.Expr) -> pl.Expr:
    """
    Return which months of the history of a new bill were estimated: the previous bill's moved on, and its own month.

    One bit for each place of the history, the oldest month the lowest. A second bill in one month
    leaves the month estimated when either was.

    Shape: Int64; `previous` may be null.

    >>> one = pl.DataFrame({"was": [0b1_0000_0000_0001], "gap": [2], "now": [True]})
    >>> mask = estimated_months(previous=pl.col("was"), months_since=pl.col("gap"), is_estimated=pl.col("now"))
    >>> f"{one.select(mask).item():013b}"
    '1010000000000'
    """
    gap = months_since.fill_null(HISTORY_MONTHS).clip(0, HISTORY_MONTHS)
    moved = previous.fill_null(0) // pl.lit(2, pl.Int64).pow(gap)
    return moved | pl.when(is_estimated).then(_OWN_MONTH).otherwise(0)


def estimated_places(mask: int, /) -> tuple[bool, ...]:
    """
    (This function will) tell for each place of the history, oldest first, whether it was estimated.

    >>> estimated_places(0b1_0000_0000_0010).index(True), sum(estimated_places(0b1_0000_0000_0010))
    (1, 2)
    """
    return tuple(bool(mask >> place & 1) for place in range(HISTORY_MONTHS))
