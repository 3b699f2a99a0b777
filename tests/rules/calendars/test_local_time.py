"""Local days of 23, 24 and 25 hours; the expected values are counted by hand on the clock."""

from datetime import UTC, date, datetime

import pytest

from drita.rules.calendars.local_time import (
    clock_minutes_of_local_day,
    intervals_of_local_day,
    local_date_of,
    local_day_minutes,
    local_day_start_at,
)


@pytest.mark.parametrize(
    ("day", "interval_minutes", "expected"),
    [
        (date(2026, 11, 23), 15, 96),
        (date(2026, 3, 29), 15, 92),
        (date(2026, 10, 25), 15, 100),
        (date(2026, 3, 29), 30, 46),
        (date(2026, 10, 25), 30, 50),
        (date(2026, 3, 29), 60, 23),
        (date(2026, 10, 25), 60, 25),
        (date(2013, 3, 31), 15, 92),
        (date(2013, 10, 27), 15, 100),
    ],
)
def test_a_day_has_as_many_intervals_as_its_clock_shows(day: date, interval_minutes: int, expected: int) -> None:
    assert intervals_of_local_day(day=day, interval_minutes=interval_minutes) == expected


def test_a_length_that_does_not_divide_the_hour_is_refused() -> None:
    with pytest.raises(ValueError, match="interval_minutes"):
        intervals_of_local_day(day=date(2026, 3, 29), interval_minutes=45)


def test_the_days_of_a_year_sum_to_the_hours_of_the_year() -> None:
    first, last = date(2026, 1, 1), date(2027, 1, 1)
    days = [date.fromordinal(n) for n in range(first.toordinal(), last.toordinal())]
    assert sum(local_day_minutes(day=day) for day in days) == 365 * 24 * 60


def test_each_day_begins_where_the_one_before_ends() -> None:
    starts = [local_day_start_at(day=date(2026, 10, 25)), local_day_start_at(day=date(2026, 10, 26))]
    assert starts == [
        datetime(2026, 10, 24, 22, tzinfo=UTC),
        datetime(2026, 10, 25, 23, tzinfo=UTC),
    ]


def test_the_repeated_hour_of_october_is_read_twice() -> None:
    minutes = clock_minutes_of_local_day(day=date(2026, 10, 25), interval_minutes=15)
    assert minutes[8:17] == (120, 135, 150, 165, 120, 135, 150, 165, 180)


def test_the_missing_hour_of_march_is_never_read() -> None:
    minutes = clock_minutes_of_local_day(day=date(2026, 3, 29), interval_minutes=15)
    assert not any(120 <= minute < 180 for minute in minutes)


def test_an_instant_just_before_local_midnight_belongs_to_the_old_day() -> None:
    assert local_date_of(instant=datetime(2026, 12, 31, 22, 59, 59, tzinfo=UTC)) == date(2026, 12, 31)
    assert local_date_of(instant=datetime(2026, 12, 31, 23, 0, tzinfo=UTC)) == date(2027, 1, 1)


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        local_date_of(instant=datetime(2026, 1, 1))
