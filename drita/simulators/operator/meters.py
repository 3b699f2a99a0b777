"""Meters with their registers: what they show is what passed through them, roll-over and multiplier included."""

from dataclasses import dataclass, field
from datetime import date
from random import Random

from drita.simulators.operator.streams import stream
from drita.simulators.operator.subscribers import Subscription

_MAKERS = {
    "induction": ("ENERGOINVEST", "ISKRA", "MEHUR", "GANZ"),
    "electronic": ("ISKRAEMECO", "LANDIS+GYR", "KAMSTRUP", "HOLLEY", "ELSTER"),
}
_HOUSEHOLD_CHECK_YEARS = 5
_BUSINESS_CHECK_YEARS = 3


@dataclass(slots=True)
class Register:
    """One dial. `passed_wh` is the energy that went through since the dial stood at zero, roll-overs counted."""

    code: str
    dials: int
    decimals: int
    multiplier: int
    passed_wh: int
    share: float

    def shown(self, *, passed_wh: int | None = None) -> str:
        """
        Return the digits on the dial.

        >>> Register("A+", 5, 1, 1, 99_999_960, 1.0).shown(passed_wh=100_000_250)
        '0.2'
        """
        passed = self.passed_wh if passed_wh is None else passed_wh
        milli = passed // self.multiplier % (10**self.dials * 1000)
        whole, rest = divmod(milli, 1000)
        return f"{whole}.{rest:03d}"[: -(3 - self.decimals)].rstrip(".") if self.decimals < 3 else f"{whole}.{rest:03d}"


@dataclass(slots=True)
class Meter:
    """One meter at a point; R+ registers take a share of the active energy as reactive energy."""

    serial: str
    kind: str
    manufacturer: str
    phases: int
    verification_due: date
    registers: list[Register] = field(default_factory=list)


def make_meter(*, seed: int, subscription: Subscription, number: int, installed_on: date, is_new: bool) -> Meter:
    """
    (This function will) make the meter that fits a subscription: induction or electronic for small users, T1, T2 and R+
    behind current transformers for large ones. A new one begins near zero, an old one anywhere, a few near roll-over.
    """
    random = stream(seed, "meter", number)
    point = subscription.point
    is_large = point.voltage_level != "lv_04" or point.use in ("factory", "big", "hotel")
    kind = "electronic" if is_new or is_large or random.random() < 0.45 else "induction"
    years = _HOUSEHOLD_CHECK_YEARS if subscription.category == "household" else _BUSINESS_CHECK_YEARS
    due = date(installed_on.year + random.randint(0 if not is_new else years, years), random.randint(1, 12), 1)
    meter = Meter(
        serial=f"{'E' if kind == 'electronic' else 'I'}{20_000_000 + number * 7}",
        kind=kind,
        manufacturer=random.choice(_MAKERS[kind]),
        phases=point.phases,
        verification_due=due,
    )
    meter.registers = _registers(random, subscription, kind, is_new)
    return meter


def _registers(random: Random, subscription: Subscription, kind: str, is_new: bool) -> list[Register]:
    level, use = subscription.point.voltage_level, subscription.point.use
    codes: tuple[tuple[str, float], ...]
    if level == "hv_35":
        codes, multiplier, dials, decimals = (("A+T1", 0.22), ("A+T2", 0.78), ("R+", 0.38)), 7_000, 6, 3
    elif level == "mv_6_20":
        with_zones = (("A+T1", 0.2), ("A+T2", 0.8), ("R+", 0.42))
        codes = with_zones if random.random() < 0.6 else (("A+", 1.0), ("R+", 0.42))
        multiplier, dials, decimals = random.choice((1_000, 2_000, 3_000)), 6, 3
    elif use in ("factory", "big", "hotel"):
        codes, multiplier, dials, decimals = (("A+", 1.0), ("R+", 0.5)), random.choice((20, 40, 60)), 6, 2
    elif kind == "induction":
        codes, multiplier, dials, decimals = (("A+", 1.0),), 1, 5, 1
    else:
        codes, multiplier, dials, decimals = (("A+", 1.0),), 1, 6, 0
    return [
        Register(
            code=code,
            dials=dials,
            decimals=decimals,
            multiplier=multiplier,
            passed_wh=_start_wh(random, dials, multiplier, is_new),
            share=share,
        )
        for code, share in codes
    ]


def _start_wh(random: Random, dials: int, multiplier: int, is_new: bool) -> int:
    round_wh = 10**dials * 1000 * multiplier
    if is_new:
        return random.randint(0, 9_000) * multiplier
    if random.random() < 0.01:  # soon at 99999
        return round_wh - random.randint(100_000, 1_500_000) * multiplier
    return random.randint(round_wh // 500, round_wh * (4 if dials == 5 else 1) // 5)
