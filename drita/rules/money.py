"""Money and prices as whole numbers: the exact product and the one rounding."""

from decimal import Decimal

import polars as pl

MINOR_PER_LEK = 100
MICRO_PER_LEK = 1_000_000
PPM = 1_000_000

# quantity x price_micro, divided by this, is an amount in hundredths of a lek. The price of
# energy is per 1,000 of the counted unit (kWh of Wh), that of money is lek per lek.
DIVISOR_OF_UNIT = {
    "wh": 10_000_000,
    "varh": 10_000_000,
    "day": 10_000,
    "month": 10_000,
    "count": 10_000,
    "minor": 1_000_000,
}

# Products are made in Int128 (up to 1.7e38), which wraps without a word like every integer of
# Polars. Inside these bounds quantity x price x factor x 2 stays below 2e35.
LARGEST_QUANTITY = 10**16
LARGEST_PRICE_MICRO = 10**10
LARGEST_FACTOR_PPM = 10**8


def rounded_half_away(*, numerator: pl.Expr, divisor: pl.Expr | int) -> pl.Expr:
    """
    (This function will) divide whole numbers and round to the nearest, halves away from zero.

    Units: any; the result has the unit of numerator / divisor. divisor > 0.
    Shape: an expression of type Int128; both inputs must be Int128 (or a Python int).

    >>> one = pl.DataFrame({"n": [5, -5, 4]}, schema={"n": pl.Int128})
    >>> one.select(rounded_half_away(numerator=pl.col("n"), divisor=10))["n"].to_list()
    [1, -1, 0]
    """
    half = pl.lit(divisor, pl.Int128) if isinstance(divisor, int) else divisor
    two = pl.lit(2, pl.Int128)
    return (numerator * two + numerator.sign() * half).truncdiv(half * two)


def with_line_amounts(*, lines: pl.DataFrame) -> pl.DataFrame:
    """
    (This function will) price each line: quantity x price x factor, rounded once, half away from zero.

    Units: quantity in the unit named by `unit`, price_micro in micro-lek per kWh, kvarh, day, month,
    piece or lek, factor_ppm 1,000,000 = once.
    Shape: lines with quantity Int64, unit String, price_micro Int64, factor_ppm Int64;
    the same with amount_minor Int64 added (or replaced).
    Raises: OverflowError when a number is out of the bounds inside which the product is exact;
    ValueError for a unit that has no price.

    >>> frame = pl.DataFrame({"quantity": [450_000], "unit": ["wh"],
    ...     "price_micro": [9_500_000], "factor_ppm": [1_000_000]})
    >>> with_line_amounts(lines=frame)["amount_minor"].item()
    427500
    """
    if lines.is_empty():
        return lines.with_columns(amount_minor=pl.lit(None, pl.Int64))
    _refuse_numbers_out_of_bounds(lines)
    divisor = pl.col("unit").replace_strict(DIVISOR_OF_UNIT, default=None, return_dtype=pl.Int64)
    product = (
        pl.col("quantity").cast(pl.Int128)
        * pl.col("price_micro").cast(pl.Int128)
        * pl.col("factor_ppm").cast(pl.Int128)
    )
    amount = rounded_half_away(numerator=product, divisor=divisor.cast(pl.Int128) * pl.lit(PPM, pl.Int128))
    priced = lines.with_columns(amount_minor=amount.cast(pl.Int64, strict=True))
    if priced["amount_minor"].null_count():
        raise ValueError("a line has a null quantity, price or factor, or a unit without a price")
    return priced


def _refuse_numbers_out_of_bounds(lines: pl.DataFrame) -> None:
    bounds = {
        "quantity": LARGEST_QUANTITY,
        "price_micro": LARGEST_PRICE_MICRO,
        "factor_ppm": LARGEST_FACTOR_PPM,
    }
    # Minimum and maximum instead of abs(): abs of the smallest Int64 is itself, negative.
    extremes = lines.select(
        *[pl.col(name).min().alias(f"{name}_low") for name in bounds],
        *[pl.col(name).max().alias(f"{name}_high") for name in bounds],
    ).row(0, named=True)
    for name, bound in bounds.items():
        low, high = extremes[f"{name}_low"], extremes[f"{name}_high"]
        if low is not None and (low < -bound or high > bound):
            raise OverflowError(f"{name} outside of +-{bound}")


def scaled_whole(*, number: Decimal | int, scale: int) -> int:
    """
    (This function will) turn an exact decimal into a whole number of its smallest unit.

    Units: scale = how many smallest units make one (100 for lek, 1,000,000 for a price).
    Raises: ValueError when the decimal has more places than the unit, or is not a number.

    >>> scaled_whole(number=Decimal("9.5"), scale=1_000_000)
    9500000
    """
    scaled = Decimal(number) * scale
    if not scaled.is_finite() or scaled != scaled.to_integral_value():
        raise ValueError(f"{number} is not a whole number of 1/{scale}")
    return int(scaled)
