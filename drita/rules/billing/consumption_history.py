"""The thirteen months of consumption that stand on a bill, carried from bill to bill."""

import polars as pl

HISTORY_MONTHS = 13


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
