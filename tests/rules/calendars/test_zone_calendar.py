"""Peak windows of the Albanian regulator, followed by the local clock."""

from datetime import date

import pytest

from drita.rules.calendars.zone_calendar import (
    ZoneCalendar,
    ZoneSeason,
    ZoneWindow,
    zones_of_local_day,
)

ALBANIA = ZoneCalendar(
    code="AL-PEAK",
    other_zone="offpeak",
    seasons=(
        ZoneSeason((11, 1), (3, 31), (ZoneWindow("peak", 18 * 60, 22 * 60),)),
        ZoneSeason((4, 1), (10, 31), (ZoneWindow("peak", 19 * 60, 23 * 60),)),
    ),
)


@pytest.mark.parametrize(
    ("day", "first_peak_quarter", "quarters"),
    [
        (date(2026, 3, 31), 72, 96),
        (date(2026, 4, 1), 76, 96),
        (date(2026, 10, 31), 76, 96),
        (date(2026, 11, 1), 72, 96),
        (date(2026, 3, 29), 68, 92),  # winter window, an hour less before it
        (date(2026, 10, 25), 80, 100),  # summer window, an hour more before it
    ],
)
def test_the_peak_is_four_hours_of_the_local_evening(day: date, first_peak_quarter: int, quarters: int) -> None:
    zones = zones_of_local_day(calendar=ALBANIA, day=day, interval_minutes=15)
    assert len(zones) == quarters
    assert [no for no, zone in enumerate(zones) if zone == "peak"] == list(
        range(first_peak_quarter, first_peak_quarter + 16)
    )


def test_a_season_over_the_new_year_holds_both_its_ends() -> None:
    winter = ALBANIA.seasons[0]
    days = [date(2026, 11, 1), date(2026, 12, 31), date(2027, 1, 1), date(2027, 3, 31)]
    assert all(winter.has_day(day) for day in days)
    assert not winter.has_day(date(2027, 4, 1))


def test_the_calendar_names_each_zone_once() -> None:
    assert ALBANIA.zones() == ("peak", "offpeak")
