"""The words that explain a line, compared with what one would write by hand."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drita.rules.billing.line_explanation import line_explanation
from drita.rules.money import DIVISOR_OF_UNIT, PPM, with_line_amounts
from drita.rules.tariffs.order import CHARGE_KINDS

ONCE = PPM


@pytest.mark.parametrize(
    ("unit", "quantity", "price_micro", "factor_ppm", "amount_minor", "expected_sq", "expected_en"),
    [
        ("wh", 700_000, 8_500_000, ONCE, 595_000, "700 kWh × 8,50 L/kWh = 5 950,00 L", "700 kWh × 8,50 L/kWh = 5 950,00 L"),
        ("wh", -100_000, 9_500_000, ONCE, -95_000, "−100 kWh × 9,50 L/kWh = −950,00 L", "−100 kWh × 9,50 L/kWh = −950,00 L"),
        ("varh", 1_500, 2_100_000, ONCE, 315, "1,5 kvarh × 2,10 L/kvarh = 3,15 L", "1,5 kvarh × 2,10 L/kvarh = 3,15 L"),
        ("month", 1, 100_000_000, ONCE, 10_000, "1 muaj × 100,00 L në muaj = 100,00 L", "1 month × 100,00 L a month = 100,00 L"),
        ("minor", 595_000, 1_000_000, 200_000, 119_000, "5 950,00 L × 20 % = 1 190,00 L", "5 950,00 L × 20 % = 1 190,00 L"),
        ("wh", 1_000, 10_000_000, 1_150_000, 1_150, "1 kWh × 10,00 L/kWh × 1,15 = 11,50 L", "1 kWh × 10,00 L/kWh × 1,15 = 11,50 L"),
    ],
)  # fmt: skip
def test_the_sum_is_written_as_one_would_by_hand(
    unit: str,
    quantity: int,
    price_micro: int,
    factor_ppm: int,
    amount_minor: int,
    expected_sq: str,
    expected_en: str,
) -> None:
    told = line_explanation(
        rule_id="",
        quantity=quantity,
        unit=unit,
        price_micro=price_micro,
        factor_ppm=factor_ppm,
        amount_minor=amount_minor,
    )
    assert told.sum_text.sq.replace("\xa0", " ") == expected_sq
    assert told.sum_text.en.replace("\xa0", " ") == expected_en
    assert told.comes_out
    assert told.rounding.en == ""


def test_a_rounded_line_shows_the_exact_amount() -> None:
    told = line_explanation(
        rule_id="rules.tariffs.flat_energy",
        quantity=333,
        unit="wh",
        price_micro=14_000_000,
        factor_ppm=ONCE,
        amount_minor=466,
        from_date=date(2026, 10, 1),
        to_date=date(2026, 11, 1),
    )
    assert told.rounding.en.replace("\xa0", " ") == "4,662 L, rounded once to 4,66 L"
    assert told.comes_out
    assert told.period == "01.10.2026–31.10.2026"


def test_a_line_that_does_not_come_out_says_so() -> None:
    told = line_explanation(
        rule_id="", quantity=1_000, unit="wh", price_micro=9_500_000, factor_ppm=ONCE, amount_minor=951
    )
    assert not told.comes_out


def test_every_kind_of_charge_has_a_reason_in_both_languages() -> None:
    for kind in CHARGE_KINDS.values():
        told = line_explanation(
            rule_id=kind.rule_id, quantity=0, unit="wh", price_micro=0, factor_ppm=ONCE, amount_minor=0
        )
        assert told.reason.sq
        assert told.reason.en
        assert told.reason.sq != told.reason.en


@given(
    unit=st.sampled_from(sorted(DIVISOR_OF_UNIT)),
    quantity=st.integers(-(10**12), 10**12),
    price=st.integers(0, 10**10),
    factor=st.integers(0, 2 * PPM),
)
def test_the_explanation_agrees_with_the_rule_that_priced_the_line(
    unit: str, quantity: int, price: int, factor: int
) -> None:
    line = {"quantity": [quantity], "unit": [unit], "price_micro": [price], "factor_ppm": [factor]}
    amount = with_line_amounts(lines=pl.DataFrame(line))["amount_minor"].item()
    assert line_explanation(
        rule_id="", quantity=quantity, unit=unit, price_micro=price, factor_ppm=factor, amount_minor=amount
    ).comes_out
