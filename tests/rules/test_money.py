"""The product and the one rounding, against Python's own exact numbers."""

from decimal import ROUND_HALF_UP, Decimal

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drita.rules.money import (
    DIVISOR_OF_UNIT,
    LARGEST_FACTOR_PPM,
    LARGEST_PRICE_MICRO,
    LARGEST_QUANTITY,
    PPM,
    rounded_half_away,
    scaled_whole,
    with_line_amounts,
)

UNITS = sorted(DIVISOR_OF_UNIT)


def amount(quantity: int, unit: str, price_micro: int, factor_ppm: int = PPM) -> int:
    line = {"quantity": [quantity], "unit": [unit], "price_micro": [price_micro], "factor_ppm": [factor_ppm]}
    return with_line_amounts(lines=pl.DataFrame(line))["amount_minor"].item()


@pytest.mark.parametrize(
    ("quantity", "unit", "price_micro", "factor_ppm", "expected"),
    [
        (450_000, "wh", 9_500_000, PPM, 427_500),
        (1, "wh", 5_000_000, PPM, 1),  # 0.5 of a hundredth: away from zero
        (-1, "wh", 5_000_000, PPM, -1),
        (1, "wh", 4_999_999, PPM, 0),
        (-1, "wh", 4_999_999, PPM, 0),
        (3, "wh", 5_000_000, PPM, 2),  # 1.5
        (-3, "wh", 5_000_000, PPM, -2),
        (1, "month", 100_000_000, PPM, 10_000),
        (31, "day", 5_000, PPM, 16),  # 15.5
        (595_000, "minor", 1_000_000, 200_000, 119_000),
        (-2, "minor", 1_000_000, 250_000, -1),  # 0.5 of a hundredth of tax on a credit
        (1_500, "varh", 2_100_000, PPM, 315),
    ],
)
def test_amounts_are_rounded_once_half_away_from_zero(
    quantity: int, unit: str, price_micro: int, factor_ppm: int, expected: int
) -> None:
    assert amount(quantity, unit, price_micro, factor_ppm) == expected


@given(
    quantity=st.integers(-LARGEST_QUANTITY // 1000, LARGEST_QUANTITY // 1000),
    unit=st.sampled_from(UNITS),
    price=st.integers(0, 10**9),
    factor=st.integers(-PPM, 2 * PPM),
)
def test_amounts_equal_pythons_decimals(quantity: int, unit: str, price: int, factor: int) -> None:
    exact = Decimal(quantity) * price * factor / (DIVISOR_OF_UNIT[unit] * PPM)
    assert amount(quantity, unit, price, factor) == int(exact.quantize(Decimal(1), ROUND_HALF_UP))


def test_a_product_at_the_bounds_does_not_wrap() -> None:
    # 1e16 Wh x 10,000 lek is 1e23 hundredths before the factor: a wrapped Int64 would be some small number.
    assert amount(10**13, "wh", LARGEST_PRICE_MICRO) == 10**16
    with pytest.raises(pl.exceptions.InvalidOperationError):
        amount(LARGEST_QUANTITY, "wh", LARGEST_PRICE_MICRO, LARGEST_FACTOR_PPM)


@pytest.mark.parametrize(
    ("quantity", "price_micro", "factor_ppm"),
    [
        (LARGEST_QUANTITY + 1, 1, PPM),
        (-(2**63), 1, PPM),  # its absolute value is itself
        (1, LARGEST_PRICE_MICRO + 1, PPM),
        (1, 1, LARGEST_FACTOR_PPM + 1),
    ],
)
def test_a_number_beyond_exact_products_is_refused(quantity: int, price_micro: int, factor_ppm: int) -> None:
    with pytest.raises(OverflowError):
        amount(quantity, "wh", price_micro, factor_ppm)


def test_a_unit_without_a_price_and_a_missing_price_are_refused() -> None:
    with pytest.raises(ValueError, match="unit"):
        amount(1, "furlong", 1)
    nothing = pl.DataFrame(
        {"quantity": [1], "unit": ["wh"], "price_micro": [None], "factor_ppm": [PPM]},
        schema_overrides={"price_micro": pl.Int64},
    )
    with pytest.raises(ValueError, match="null"):
        with_line_amounts(lines=nothing)


@given(st.integers(-(10**30), 10**30), st.integers(1, 10**7))
def test_rounding_is_the_mirror_of_itself(numerator: int, divisor: int) -> None:
    frame = pl.DataFrame({"n": [numerator, -numerator]}, schema={"n": pl.Int128})
    there, back = frame.select(rounded_half_away(numerator=pl.col("n"), divisor=divisor))["n"].to_list()
    assert there == -back
    assert abs(there * divisor - numerator) * 2 <= divisor


@pytest.mark.parametrize("text", ["0.0000001", "NaN", "Infinity"])
def test_a_decimal_that_is_no_whole_micro_lek_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="whole"):
        scaled_whole(number=Decimal(text), scale=1_000_000)
