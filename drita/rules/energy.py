"""Energy as whole Wh: how it is shared over days without losing any."""

import polars as pl

from drita.rules.money import rounded_half_away

WH_PER_KWH = 1_000
DAYS_OF_A_BLOCK_MONTH = 30

# |quantity| x days must fit Int64: 1e13 Wh (10 TWh, more than the country uses in a year) times
# 3,660 days is 3.7e16.
LARGEST_ENERGY = 10**13
LARGEST_PERIOD_DAYS = 3_660


def part_by_days(*, whole: pl.Expr, first_day: pl.Expr, last_day: pl.Expr, all_days: pl.Expr) -> pl.Expr:
    """
    (This function will) give the part of a quantity that belongs to the days [first_day, last_day) of all_days.

    The part is a difference of cumulated floors, so parts that tile the days sum to the whole
    exactly. The magnitude is shared and the sign put back, so a credit is the mirror of its bill.

    Units: whole in any unit, |whole| <= LARGEST_ENERGY; days counted from the start of the period.
    Shape: Int64 expressions in, Int64 out; all_days > 0.

    >>> frame = pl.DataFrame({"wh": [100, 100], "a": [0, 10], "b": [10, 30], "d": [30, 30]})
    >>> frame.select(part_by_days(whole=pl.col("wh"), first_day=pl.col("a"),
    ...     last_day=pl.col("b"), all_days=pl.col("d")))["wh"].to_list()
    [33, 67]
    """
    size = whole.abs()
    return whole.sign() * ((size * last_day) // all_days - (size * first_day) // all_days)


def limit_of_period(*, limit_per_month: pl.Expr, days: pl.Expr, by_days: bool) -> pl.Expr:
    """
    (This function will) give the block limit of a billed period from the limit of a month.

    Without scaling the limit of a month holds for the period as it is, however long. With scaling
    a month counts as 30 days, the reading period the Albanian regulator asks for, and the result
    is rounded half away from zero.

    Units: limit in Wh, days of the period.
    Shape: Int64 expressions in, Int64 out.

    >>> frame = pl.DataFrame({"limit": [300_000], "days": [31]})
    >>> frame.select(limit_of_period(limit_per_month=pl.col("limit"), days=pl.col("days"),
    ...     by_days=True)).item()
    310000
    """
    if not by_days:
        return limit_per_month
    product = (limit_per_month * days).cast(pl.Int128)
    return rounded_half_away(numerator=product, divisor=DAYS_OF_A_BLOCK_MONTH).cast(pl.Int64)
