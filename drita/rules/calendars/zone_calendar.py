"""In which price zone (peak, off-peak) an interval lies, by the local clock."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from drita.rules.calendars.local_time import clock_minutes_of_local_day


@dataclass(frozen=True, slots=True)
class ZoneWindow:
    """Part of the day in a zone: minutes after local midnight, half-open [from_minute, to_minute)."""

    zone: str
    from_minute: int
    to_minute: int


@dataclass(frozen=True, slots=True)
class ZoneSeason:
    """Part of the year, both days included, as (month, day); it may run over the new year."""

    first_day: tuple[int, int]
    last_day: tuple[int, int]
    windows: tuple[ZoneWindow, ...]

    def has_day(self, day: date) -> bool:
        """Tell whether the day belongs to the season."""
        here = (day.month, day.day)
        if self.first_day <= self.last_day:
            return self.first_day <= here <= self.last_day
        return here >= self.first_day or here <= self.last_day


@dataclass(frozen=True, slots=True)
class ZoneCalendar:
    """Seasons with their windows; what lies in no window is in `other_zone`."""

    code: str
    other_zone: str
    seasons: tuple[ZoneSeason, ...]

    def zones(self) -> tuple[str, ...]:
        """Return every zone of the calendar once, in the order of the file, `other_zone` last."""
        named = [window.zone for season in self.seasons for window in season.windows]
        return tuple(dict.fromkeys([*named, self.other_zone]))


@lru_cache(maxsize=4_096)
def _zones_of_day(calendar: ZoneCalendar, day: date, interval_minutes: int) -> tuple[str, ...]:
    windows = next((s.windows for s in calendar.seasons if s.has_day(day)), ())
    return tuple(
        next((w.zone for w in windows if w.from_minute <= minute < w.to_minute), calendar.other_zone)
        for minute in clock_minutes_of_local_day(day=day, interval_minutes=interval_minutes)
    )


def zones_of_local_day(*, calendar: ZoneCalendar, day: date, interval_minutes: int) -> tuple[str, ...]:
    """
    (This function will) name the zone of each interval of a local day.

    The zone is that of the wall clock at the start of the interval, so the windows move with
    summer time and a day of 23 or 25 hours has 92 or 100 quarter-hours.

    Source: peak windows of the Albanian regulator since 2008: November to March 18:00-22:00,
    April to October 19:00-23:00, local time.

    >>> evening = ZoneSeason((1, 1), (12, 31), (ZoneWindow("peak", 18 * 60, 22 * 60),))
    >>> calendar = ZoneCalendar("evening", "offpeak", (evening,))
    >>> zones_of_local_day(calendar=calendar, day=date(2026, 3, 29), interval_minutes=60)[16:22]
    ('offpeak', 'peak', 'peak', 'peak', 'peak', 'offpeak')
    """
    return _zones_of_day(calendar, day, interval_minutes)
