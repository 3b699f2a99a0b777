"""Month after month: energy flows, readers walk, meters are exchanged, people move."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

from drita.simulators.operator.calendar import RouteMonth, route_month
from drita.simulators.operator.loads import Load
from drita.simulators.operator.meters import Meter, make_meter
from drita.simulators.operator.streams import stream
from drita.simulators.operator.subscribers import Subscription, new_holder_at

MISSED_SHARE = 0.14
_EXCHANGED_SHARE = 0.005
_MOVED_SHARE = 0.003
_BAD_SHARE = 0.004
_FEWEST_BAD = 6


@dataclass(slots=True)
class Site:
    """A point as it stands now: who holds it, which meter hangs there, up to which day energy has flowed."""

    subscription: Subscription
    meter: Meter
    installed_on: date
    load: Load
    flowed_to: date


@dataclass(frozen=True, slots=True)
class MeterRow:
    """One register of a meter going up (installed_on, first_value) or coming down (removed_on, last_value)."""

    meter: Meter
    register_code: str
    point_code: str
    installed_on: date
    first_value: str
    removed_on: date | None = None
    last_value: str = ""


@dataclass(frozen=True, slots=True)
class ReadingRow:
    meter_serial: str
    register_code: str
    read_on: date
    value: str
    quality: str
    point: Subscription
    note: str = ""


@dataclass(slots=True)
class MonthFiles:
    """What happened in a month, in the order in which it is to be imported."""

    month: date
    moved: list[Subscription] = field(default_factory=list)
    exchanged: list[MeterRow] = field(default_factory=list)
    readings: list[ReadingRow] = field(default_factory=list)


class OperatorHistory:
    """Walks the months; `meters_at_start` are the rows of the first import, `months` what came after."""

    def __init__(
        self, *, seed: int, subscriptions: Sequence[Subscription], months: Sequence[date], holidays: Collection[date]
    ) -> None:
        self._seed = seed
        self._holidays = holidays
        self._months = list(months)
        self._routes = {code: n for n, code in enumerate(sorted({s.point.route_code for s in subscriptions}))}
        self._first_values: dict[tuple[str, str], str] = {}
        self._next_number = len(subscriptions) + 1
        self._sites = [self._site(subscription) for subscription in subscriptions]

    def plan(self, *, route_code: str, month: date) -> RouteMonth:
        """Return the days of a route in a month."""
        return route_month(
            route_code=route_code, route_number=self._routes[route_code], month=month, holidays=self._holidays
        )

    def calendar(self) -> Iterator[RouteMonth]:
        """Yield the days of all routes in all months."""
        for month in self._months[1:]:
            for route_code in self._routes:
                yield self.plan(route_code=route_code, month=month)

    def meters_at_start(self) -> list[MeterRow]:
        """Return one row for each register as it was taken over."""
        return [row for site in self._sites for row in self._going_up(site)]

    def months(self) -> Iterator[MonthFiles]:
        """Yield what happened in each month; the first month of the list only gave the starting values."""
        for number, month in enumerate(self._months[1:]):
            files = MonthFiles(month=month)
            is_current = number == len(self._months) - 2
            random = stream(self._seed, "events", month)
            for site in self._sites:
                self._month_of(site, files, random, is_first=number == 0)
            if is_current:
                _spoil(random, files.readings)
            yield files

    def _site(self, subscription: Subscription) -> Site:
        start = self.plan(route_code=subscription.point.route_code, month=self._months[0]).reading_date
        installed = max(start, subscription.valid_from)
        meter = make_meter(
            seed=self._seed, subscription=subscription, number=subscription.number, installed_on=installed, is_new=False
        )
        for register in meter.registers:
            # A dial shows what passed; the digits it does not show are not known to anybody.
            self._first_values[(meter.serial, register.code)] = register.shown()
        return Site(subscription, meter, installed, Load(seed=self._seed, subscription=subscription), installed)

    def _going_up(self, site: Site) -> list[MeterRow]:
        return [
            MeterRow(
                meter=site.meter,
                register_code=register.code,
                point_code=site.subscription.point.code,
                installed_on=site.installed_on,
                first_value=self._first_values[(site.meter.serial, register.code)],
            )
            for register in site.meter.registers
        ]

    def _month_of(self, site: Site, files: MonthFiles, random: Random, *, is_first: bool) -> None:
        reading_date = self.plan(route_code=site.subscription.point.route_code, month=files.month).reading_date
        if reading_date <= site.flowed_to:
            return
        chance, missed_chance = random.random(), random.random()
        event_day = files.month.replace(day=random.randint(3, 14))
        may_happen = not is_first and site.flowed_to < event_day < reading_date
        if may_happen and chance < _MOVED_SHARE and site.subscription.category == "household":
            self._move(site, event_day, files)
        elif may_happen and chance > 1 - _EXCHANGED_SHARE:
            self._exchange(site, event_day, files)
        self._flow(site, reading_date)
        is_small = site.subscription.point.voltage_level == "lv_04"
        # Nobody is missed in the first month: the operator was taken over with a full round of readings.
        if is_small and not is_first and missed_chance < MISSED_SHARE:
            return
        quality = "customer" if is_small and missed_chance > 0.985 else "actual"
        files.readings += _readings(site, reading_date, quality)

    def _move(self, site: Site, on: date, files: MonthFiles) -> None:
        self._flow(site, on)
        old = replace(site.subscription, valid_to=on)
        new = new_holder_at(seed=self._seed, old=site.subscription, number=self._next_number, on=on)
        self._next_number += 1
        files.moved += [old, new]
        files.readings += _readings(site, on, "handover")
        site.subscription = new
        site.load = Load(seed=self._seed, subscription=new)

    def _exchange(self, site: Site, on: date, files: MonthFiles) -> None:
        self._flow(site, on)
        down = self._going_up(site)
        last = {register.code: register.shown() for register in site.meter.registers}
        files.exchanged += [replace(row, removed_on=on, last_value=last[row.register_code]) for row in down]
        # Each exchange draws a number of its own, so that no two new meters share a serial.
        number = 5_000_000 + self._next_number
        self._next_number += 1
        site.meter = make_meter(
            seed=self._seed, subscription=site.subscription, number=number, installed_on=on, is_new=True
        )
        site.installed_on = on
        for register in site.meter.registers:
            self._first_values[(site.meter.serial, register.code)] = register.shown()
        files.exchanged += self._going_up(site)

    def _flow(self, site: Site, until: date) -> None:
        """Let energy flow day by day at the rate of each day's month."""
        whole_wh = 0
        day = site.flowed_to
        while day < until:
            following = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
            days_in_month = (following - day.replace(day=1)).days
            reached = min(following, until)
            month_wh = site.load.month_wh(year=day.year, month=day.month)
            whole_wh += month_wh * (reached - day).days // days_in_month
            day = reached
        for register in site.meter.registers:
            register.passed_wh += int(whole_wh * register.share)
        site.flowed_to = until


def _readings(site: Site, on: date, quality: str) -> list[ReadingRow]:
    return [
        ReadingRow(
            meter_serial=site.meter.serial,
            register_code=register.code,
            read_on=on,
            value=register.shown(),
            quality=quality,
            point=site.subscription,
        )
        for register in site.meter.registers
    ]


def _spoil(random: Random, readings: list[ReadingRow]) -> None:
    """Make some rows wrong as real ones are: lower than before, a digit too many, a meter nobody knows."""
    plain = [n for n, row in enumerate(readings) if row.register_code == "A+" and row.quality == "actual"]
    wanted = min(len(plain), max(_FEWEST_BAD, round(len(readings) * _BAD_SHARE)))
    for turn, index in enumerate(random.sample(plain, wanted)):
        row = readings[index]
        whole = row.value.split(".")[0]
        if turn % 3 == 0:
            readings[index] = replace(row, value=str(max(int(whole) - random.randint(900, 3000), 0)))
        elif turn % 3 == 1:
            readings[index] = replace(row, value=whole + "".join(random.choices("0123456789", k=3)))
        else:
            readings[index] = replace(row, meter_serial=row.meter_serial[:-1] + "X")
