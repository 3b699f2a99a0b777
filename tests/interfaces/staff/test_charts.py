"""Charts of months: scaled to what they show, unknown is a gap, below zero hangs down."""

from datetime import date

import pytest
from django.utils import translation

from drita.interfaces.staff.templatetags.staff_charts import MonthBar, draw_month_bars


def _bars(*values: int | None) -> list[MonthBar]:
    return [MonthBar(month=date(2026, 1 + place, 1), value=value) for place, value in enumerate(values)]


def test_the_greatest_bar_fills_the_height_and_the_others_their_share() -> None:
    drawn = draw_month_bars(bars=_bars(1_000_000, 500_000, 0))["drawn"]
    assert [bar.height for bar in drawn] == [132, 66, 0]


def test_what_is_not_known_is_a_gap_and_not_a_zero() -> None:
    picture = draw_month_bars(bars=_bars(1_000_000, None, 0))
    assert [bar.text for bar in picture["drawn"]] == ["1\u00a0000", "–", "0"]
    assert picture["has_unknown"]


def test_a_credit_hangs_below_the_zero_line() -> None:
    picture = draw_month_bars(bars=_bars(1_000_000, -1_000_000))
    above, below = picture["drawn"]
    assert above.y + above.height == picture["zero"] == below.y


@pytest.mark.parametrize(("language", "name"), [("sq", "jan"), ("en", "Jan")])
def test_months_are_named_in_the_language_of_the_page(language: str, name: str) -> None:
    with translation.override(language):
        drawn = draw_month_bars(bars=_bars(1_000))["drawn"]
    assert (drawn[0].month_text, drawn[0].year_text) == (name, "2026")


def test_every_second_label_gives_way_on_a_phone_but_never_the_newest() -> None:
    drawn = draw_month_bars(bars=_bars(1, 2, 3, 4))["drawn"]
    assert [bar.is_spare for bar in drawn] == [True, False, True, False]


def test_large_consumption_is_labelled_in_megawatt_hours_so_that_labels_stay_apart() -> None:
    huge = draw_month_bars(bars=_bars(475_650_000, 530_418_400, 99_000))
    assert ([bar.text for bar in huge["drawn"]], huge["is_large"]) == (["476", "530", "0"], True)
    large = draw_month_bars(bars=_bars(78_558_000, 7_449_999))
    assert [bar.text for bar in large["drawn"]] == ["78,6", "7,4"]
    small = draw_month_bars(bars=_bars(9_999_000, 300_000))
    assert ([bar.text for bar in small["drawn"]], small["is_crowded"]) == (["9\u00a0999", "300"], True)
    assert not draw_month_bars(bars=_bars(905_000))["is_crowded"]


def test_no_bars_draw_an_empty_chart_without_failing() -> None:
    assert draw_month_bars(bars=[])["drawn"] == []
