"""The only place that reads the clock; everybody else gets dates and instants as arguments."""

import os
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

OPERATOR_ZONE = ZoneInfo("Europe/Tirane")


def now() -> datetime:
    """(This function will) return the present instant, aware, in UTC."""
    present = datetime.now(UTC)
    pinned = _pinned_date()
    if pinned is None:
        return present
    # Only the date is pinned: instants of one run stay in their order.
    local = present.astimezone(OPERATOR_ZONE)
    return datetime.combine(pinned, local.time(), OPERATOR_ZONE).astimezone(UTC)


def today() -> date:
    """(This function will) return the legal date in the operator's country."""
    return now().astimezone(OPERATOR_ZONE).date()


def clock_from(at: datetime, /) -> Callable[[], datetime]:
    """
    (This function will) return a clock that shows the given instant now and goes on from it.

    Long work is given the instant at which it begins, as all operations are, and can still say
    truly when it ended; a correction of the machine's time does not reach into it.
    """
    begun = time.monotonic()
    return lambda: at + timedelta(seconds=time.monotonic() - begun)


def _pinned_date() -> date | None:
    text = os.environ.get("DRITA_TODAY")
    return date.fromisoformat(text) if text else None
