"""Numbers and dates as people in the country write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drita.rules.formats import (
    format_amount,
    format_date,
    format_decimal,
    format_dial,
    format_energy,
    format_factor,
    format_money,
    format_percent,
    format_period,
    format_price,
    format_whole_kwh,
    month_name,
    month_short_name,
)


@pytest.mark.parametrize(
    ("minor", "written"),
    [
        (0, "0,00\u00a0L"),
        (1, "0,01\u00a0L"),
        (-1, "−0,01\u00a0L"),
        (99_999, "999,99\u00a0L"),
        (100_000, "1\u00a0000,00\u00a0L"),
        (1_230_050, "12\u00a0300,50\u00a0L"),
        (-34_000, "−340,00\u00a0L"),
        (140_864_197_431, "1\u00a0408\u00a0641\u00a0974,31\u00a0L"),
        (9_223_372_036_854_775_807, "92\u00a0233\u00a0720\u00a0368\u00a0547\u00a0758,07\u00a0L"),
        (None, "–"),
    ],
)
def test_money_has_no_break_blanks_and_a_true_minus(minor: int | None, written: str) -> None:
    assert format_money(minor) == written
    assert format_amount(minor) == written.removesuffix("\u00a0L")


@given(st.integers(-(10**18), 10**18))
def test_written_money_can_be_read_back_to_the_last_digit(minor: int) -> None:
    text = format_amount(minor).replace("\u00a0", "").replace("−", "-").replace(",", "")
    assert int(text) == minor


@given(st.integers(-(10**12), 10**12), st.integers(0, 6), st.integers(0, 6))
def test_dropped_decimals_are_only_zeros(number: int, scale: int, least: int) -> None:
    whole = format_decimal(number, scale=scale)
    short = format_decimal(number, scale=scale, least_decimals=least)
    assert whole.startswith(short)
    assert set(whole[len(short) :]) <= {"0", ","}
    assert len(short.partition(",")[2]) >= min(least, scale)


@pytest.mark.parametrize(
    ("wh", "exact", "whole"),
    [
        (0, "0", "0"),
        (1, "0,001", "0"),
        (499, "0,499", "0"),
        (500, "0,5", "1"),
        (-500, "−0,5", "−1"),
        (1_234_500, "1\u00a0234,5", "1\u00a0235"),
        (None, "–", "–"),
    ],
)
def test_energy_shows_the_decimals_it_has_and_charts_round_half_away(wh: int | None, exact: str, whole: str) -> None:
    assert (format_energy(wh), format_whole_kwh(wh)) == (exact, whole)


@pytest.mark.parametrize(
    ("milli", "decimals", "written"),
    [
        (0, 0, "0"),
        (10_452_000, 0, "10452"),
        (10_452_500, 0, "10452,5"),
        (10_452_000, 1, "10452,0"),
        (99_999_999, 3, "99999,999"),
        (None, 0, "–"),
    ],
)
def test_a_dial_is_written_as_it_is_seen(milli: int | None, decimals: int, written: str) -> None:
    assert format_dial(milli, decimals=decimals) == written


def test_prices_factors_and_rates_keep_what_they_need() -> None:
    assert [format_price(price) for price in (8_500_000, 10_925_000, 120_500_000, None)] == [
        "8,50",
        "10,925",
        "120,50",
        "–",
    ]
    assert [format_factor(factor) for factor in (1_000_000, 1_150_000, None)] == ["1", "1,15", "–"]
    assert [format_percent(rate) for rate in (200_000, 1_000, 62_500)] == ["20\u00a0%", "0,1\u00a0%", "6,25\u00a0%"]


def test_dates_are_written_day_first_and_periods_by_their_last_day() -> None:
    assert format_date(date(2026, 3, 1)) == "01.03.2026"
    assert format_date(None) == "–"
    assert format_period(date(2024, 2, 1), date(2024, 3, 1)) == "01.02.2024–29.02.2024"
    assert format_period(None, date(2024, 3, 1)) == "–"


def test_months_have_their_names_in_both_languages() -> None:
    months = [date(2026, month, 1) for month in range(1, 13)]
    assert [month_name(month, "sq").split()[0] for month in months] == (
        [
            "janar",
            "shkurt",
            "mars",
            "prill",
            "maj",
            "qershor",
            "korrik",
            "gusht",
            "shtator",
            "tetor",
            "nëntor",
            "dhjetor",
        ]
    )
    assert month_name(months[8], "en") == "September 2026"
    assert len({month_short_name(month, "sq") for month in months}) == 12
