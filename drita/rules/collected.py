"""One way to compute a lazy frame, fit for one row and for a million."""

from typing import Final

import polars as pl

_AS_WRITTEN: Final = pl.QueryOptFlags.none()


def collected(frame: pl.LazyFrame, /) -> pl.DataFrame:
    """
    (This function will) compute a lazy frame in memory, as it is written.

    The engine Polars chooses by itself sets up a stream for each query: 2 to 6 ms, which for a bill
    on a screen is more than the whole of its arithmetic. Our rules select and filter first by
    hand, so its optimiser finds nothing to save and only costs time.

    >>> collected(pl.LazyFrame({"n": [1, 2]}).select(pl.col("n").sum())).item()
    3
    """
    return frame.collect(engine="in-memory", optimizations=_AS_WRITTEN)
