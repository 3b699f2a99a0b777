"""What the kinds with a fixed amount share: on which bills they stand, and which version prices them."""

from typing import Final

import polars as pl

from drita.rules.tariffs.file_values import CODE

DEFAULT_NOT_ON_KINDS: Final = ("credit", "settlement")
NOT_ON_KINDS: Final = {
    "type": "array",
    "items": CODE,
    "uniqueItems": True,
    "default": list(DEFAULT_NOT_ON_KINDS),
    "description": "Kinds of bill that never carry this amount.",
}


def bills_with_fixed_amount(*, segments: pl.LazyFrame, not_on_kinds: tuple[str, ...]) -> pl.LazyFrame:
    """
    (This function will) choose the last stretch of each bill that may carry a fixed amount.

    A fixed amount of a month is not split at a price change: the version in force on the last day
    of the period prices it, once. Its line shows the whole period.

    Shape: SEGMENT_FRAME in and out.

    >>> from datetime import date
    >>> day = pl.Series([date(2026, 10, 1)] * 2)
    >>> frame = pl.LazyFrame({"kind": ["ordinary", "credit"], "is_last": [True, True],
    ...     "from_date": day, "period_start": day})
    >>> bills_with_fixed_amount(segments=frame, not_on_kinds=("credit",)).collect().height
    1
    """
    chosen = segments.filter(pl.col("is_last") & ~pl.col("kind").is_in(list(not_on_kinds)))
    return chosen.with_columns(from_date="period_start")
