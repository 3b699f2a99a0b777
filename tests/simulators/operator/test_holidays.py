"""Albanian holidays: both Easters computed, weekends moved."""

from datetime import date

import pytest

from drita.simulators.operator.holidays import holidays_of, orthodox_easter, western_easter


@pytest.mark.parametrize(
    ("year", "western", "orthodox"),
    [
        # Church calendars of these years.
        (2021, date(2021, 4, 4), date(2021, 5, 2)),
        (2022, date(2022, 4, 17), date(2022, 4, 24)),
        (2023, date(2023, 4, 9), date(2023, 4, 16)),
        (2024, date(2024, 3, 31), date(2024, 5, 5)),
        (2025, date(2025, 4, 20), date(2025, 4, 20)),
        (2026, date(2026, 4, 5), date(2026, 4, 12)),
        (2027, date(2027, 3, 28), date(2027, 5, 2)),
    ],
)
def test_easter_falls_on_the_churches_days(year: int, western: date, orthodox: date) -> None:
    assert (western_easter(year=year), orthodox_easter(year=year)) == (western, orthodox)


def test_a_holiday_on_a_weekend_gives_the_next_working_day_off() -> None:
    days = {day for day, _, _ in holidays_of(year=2026)}
    # 28 and 29 November 2026 are a Saturday and a Sunday.
    assert {date(2026, 11, 28), date(2026, 11, 29), date(2026, 11, 30), date(2026, 12, 1)} <= days


def test_no_day_stands_twice() -> None:
    for year in range(2024, 2029):
        days = [day for day, _, _ in holidays_of(year=year)]
        assert len(days) == len(set(days))
