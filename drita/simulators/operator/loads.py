"""How much energy each kind of user takes in a month: Albanian winters heat with electricity, summers cool."""

from math import exp
from random import Random

from drita.simulators.operator.streams import stream
from drita.simulators.operator.subscribers import Subscription

# January to December, mean about one.
_SEASONS = {
    "home": (1.42, 1.32, 1.12, 0.90, 0.78, 0.84, 1.06, 1.10, 0.84, 0.80, 1.02, 1.36),
    "coast": (0.55, 0.55, 0.6, 0.75, 0.95, 1.4, 1.9, 2.0, 1.3, 0.8, 0.6, 0.6),
    "heated": (1.5, 1.45, 1.2, 0.95, 0.85, 0.75, 0.55, 0.45, 0.8, 0.95, 1.15, 1.4),
    "cooled": (1.05, 1.0, 0.92, 0.9, 0.95, 1.05, 1.2, 1.22, 1.02, 0.9, 0.88, 1.0),
    "lighting": (1.3, 1.2, 1.05, 0.9, 0.8, 0.72, 0.75, 0.85, 0.98, 1.1, 1.2, 1.3),
    "even": (1.0,) * 12,
}
# use -> season, median kWh a month, spread (sigma of the logarithm)
_USES = {
    "home": ("home", 190, 0.62),
    "threshold": ("home", 640, 0.10),
    "bar": ("cooled", 900, 0.5),
    "shop": ("cooled", 480, 0.6),
    "workshop": ("even", 700, 0.6),
    "office": ("cooled", 380, 0.5),
    "school": ("heated", 1_100, 0.6),
    "lighting": ("lighting", 2_600, 0.5),
    "hotel": ("coast", 5_200, 0.6),
    "factory": ("even", 9_500, 0.6),
    "big": ("cooled", 14_000, 0.5),
    "bakery": ("even", 8_500, 0.4),
    "ev": ("even", 1_900, 0.4),
    "mv": ("even", 46_000, 0.6),
    "hv": ("even", 420_000, 0.4),
}


class Load:
    """One user's habit; `month_wh` is drawn anew for each month but always the same for the same month."""

    def __init__(self, *, seed: int, subscription: Subscription) -> None:
        self._seed = seed
        self._number = subscription.number
        self._use = subscription.point.use
        season, median, sigma = _USES.get(self._use, ("home", 190, 0.62))
        self._season = _SEASONS[season]
        random = stream(seed, "load", subscription.number)
        self._mean_kwh = median * exp(random.gauss(0, sigma))
        self._empty_months = frozenset(random.sample(range(1, 13), 2))

    def month_wh(self, *, year: int, month: int) -> int:
        """(This function will) return the active energy of a month in Wh."""
        random = stream(self._seed, "month", self._number, year, month)
        if self._is_empty(month, random):
            return 0
        kwh = self._mean_kwh * self._season[month - 1] * exp(random.gauss(0, 0.11))
        return round(kwh * 1000)

    def _is_empty(self, month: int, random: Random) -> bool:
        if self._use == "empty":
            # Whoever lives abroad comes home in August, some at New Year.
            return not (month == 8 and random.random() < 0.5)
        if self._use == "holiday":
            return month not in (6, 7, 8, 9)
        return self._use == "home" and month in self._empty_months and random.random() < 0.04
