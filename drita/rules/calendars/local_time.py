"""Days, instants and intervals on the clock of the operator's country (Europe/Tirane)."""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

TIRANE = ZoneInfo("Europe/Tirane")
MINUTES_OF_AN_ORDINARY_DAY = 1_440
INTERVAL_LENGTHS_MINUTES = (1, 5, 10, 15, 20, 30, 60)


def local_day_start_at(*, day: date) -> datetime:
    """
    (This function will) give the instant at which a local day begins.

    Returns: aware datetime in UTC.

    >>> local_day_start_at(day=date(2026, 7, 1)).isoformat()
    '2026-06-30T22:00:00+00:00'
    """
    return datetime(day.year, day.month, day.day, tzinfo=TIRANE).astimezone(UTC)


def local_day_minutes(*, day: date) -> int:
    """
    (This function will) count the minutes of a local day: 1,440, or 1,380 and 1,500 when the clock changes.

    Units: minutes.
    Source: law of the European summer time, followed by Albania: last Sundays of March and October.

    >>> [local_day_minutes(day=date(2026, 3, 29)), local_day_minutes(day=date(2026, 10, 25))]
    [1380, 1500]
    """
    length = local_day_start_at(day=day + timedelta(days=1)) - local_day_start_at(day=day)
    return int(length.total_seconds()) // 60


def intervals_of_local_day(*, day: date, interval_minutes: int) -> int:
    """
    (This function will) count the metering intervals of a local day.

    Units: interval_minutes in minutes, one of INTERVAL_LENGTHS_MINUTES (each divides the hour, so
    that a day of 23 or 25 hours still holds whole intervals).
    Raises: ValueError for another length; it is a mistake of the caller, never of a file.

    >>> [intervals_of_local_day(day=date(2026, 3, d), interval_minutes=15) for d in (28, 29)]
    [96, 92]
    >>> intervals_of_local_day(day=date(2026, 10, 25), interval_minutes=15)
    100
    """
    if interval_minutes not in INTERVAL_LENGTHS_MINUTES:
        raise ValueError(f"interval_minutes must be one of {INTERVAL_LENGTHS_MINUTES}")
    return local_day_minutes(day=day) // interval_minutes


@lru_cache(maxsize=4_096)
def _clock_minutes(day: date, interval_minutes: int) -> tuple[int, ...]:
    start = local_day_start_at(day=day)
    count = intervals_of_local_day(day=day, interval_minutes=interval_minutes)
    minutes = []
    for number in range(count):
        # The instant is moved in UTC and only then read on the local clock: adding minutes to a
        # local datetime would walk through an hour that does not exist in March.
        local = (start + timedelta(minutes=number * interval_minutes)).astimezone(TIRANE)
        minutes.append(local.hour * 60 + local.minute)
    return tuple(minutes)


def clock_minutes_of_local_day(*, day: date, interval_minutes: int) -> tuple[int, ...]:
    """
    (This function will) read the wall clock at the start of each interval of a local day.

    Units: minutes after local midnight, one value per interval, in the order of time. In March the
    values jump over 02:00-02:59, in October they pass 02:00-02:59 twice.

    >>> clock_minutes_of_local_day(day=date(2026, 3, 29), interval_minutes=60)[:4]
    (0, 60, 180, 240)
    >>> clock_minutes_of_local_day(day=date(2026, 10, 25), interval_minutes=60)[:5]
    (0, 60, 120, 120, 180)
    """
    return _clock_minutes(day, interval_minutes)


def local_date_of(*, instant: datetime) -> date:
    """
    (This function will) tell on which local day an instant falls.

    Raises: ValueError for an instant without a zone.

    >>> local_date_of(instant=datetime(2026, 6, 30, 22, 30, tzinfo=UTC))
    datetime.date(2026, 7, 1)
    """
    if instant.tzinfo is None:
        raise ValueError("an instant must carry its zone")
    return instant.astimezone(TIRANE).date()
