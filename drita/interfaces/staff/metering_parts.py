"""Meters and readings of a subscriber as the page shows them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from drita.interfaces.staff.templatetags.staff_charts import MonthBar
from drita.modules.billing.queries import BillRow
from drita.modules.customers.queries import ContractCard
from drita.modules.metering.choices import DETERMINANT_WORDS, READING_ORIGIN_WORDS
from drita.modules.metering.queries import InstalledMeter, ReadingView, RegisterView
from drita.rules.billing.bill_month import month_shifted
from drita.rules.words import Words

_ESTIMATES = ("estimated", "substituted")
_MONTHS = 24
# A year and the same month a year before: what a clerk compares. Fewer months would also draw a wall instead of bars.
_LEAST_MONTHS = 13
_ZONES = {"peak": Words(sq="pik", en="peak"), "offpeak": Words(sq="jashtë pikut", en="off-peak")}


class MultiplierView(NamedTuple):
    from_date: date
    to_date: date | None
    multiplier_milli: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterLine:
    code: str
    determinant_words: Words
    dials: int
    decimals: int
    multipliers: tuple[MultiplierView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeterCard:
    serial: str
    is_current: bool
    is_check: bool
    from_date: date
    to_date: date | None
    manufacturer: str
    phases: int
    registers: tuple[RegisterLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingLine:
    read_on: date
    serial: str
    register_code: str
    decimals: int
    value_milli: int
    quality: str
    is_estimated: bool
    origin_words: Words
    reader_code: str
    note: str


def meter_card(meter: InstalledMeter) -> MeterCard:
    """(This function will) put an installed meter into the shape of its card."""
    return MeterCard(
        serial=meter.serial,
        is_current=meter.installed_to is None,
        is_check=meter.role == "check",
        from_date=meter.installed_from,
        to_date=meter.installed_to,
        manufacturer=meter.manufacturer,
        phases=meter.phases,
        registers=tuple(_register(register) for register in meter.registers),
    )


def _register(register: RegisterView) -> RegisterLine:
    starts = [*(start for start, _ in register.multipliers), None]
    return RegisterLine(
        code=register.code,
        determinant_words=_counted(register),
        dials=register.dials,
        decimals=register.decimals,
        multipliers=tuple(
            MultiplierView(start, starts[place + 1], milli) for place, (start, milli) in enumerate(register.multipliers)
        ),
    )


def _counted(register: RegisterView) -> Words:
    what, zone = DETERMINANT_WORDS[register.determinant], _ZONES.get(register.zone)
    return Words(sq=f"{what.sq}, {zone.sq}", en=f"{what.en}, {zone.en}") if zone else what


def readings_of_contracts(*, readings: Sequence[ReadingView], contracts: Sequence[ContractCard]) -> list[ReadingView]:
    """
    (This function will) keep the readings that belong to these contracts.

    A service point outlives its customers: what was read before one moved in, or after, is somebody else's.
    """
    periods: dict[int, list[ContractCard]] = {}
    for contract in contracts:
        periods.setdefault(contract.service_point.service_point_id, []).append(contract)
    return [
        reading
        for reading in readings
        if any(_is_within(reading.read_on, contract) for contract in periods.get(reading.service_point_id, ()))
    ]


def _is_within(day: date, contract: ContractCard) -> bool:
    # The hand-over reading stands on the very day the contract ends, so the end counts too.
    return contract.valid_from <= day and (contract.valid_to is None or day <= contract.valid_to)


def reading_line(reading: ReadingView) -> ReadingLine:
    """(This function will) put a reading into words."""
    return ReadingLine(
        read_on=reading.read_on,
        serial=reading.meter_serial,
        register_code=reading.register_code,
        decimals=reading.decimals,
        value_milli=reading.value_milli,
        quality=reading.quality,
        is_estimated=reading.quality in _ESTIMATES,
        origin_words=READING_ORIGIN_WORDS[reading.origin],
        reader_code=reading.reader_code,
        note=reading.note,
    )


def consumption_bars(*, bills: Sequence[BillRow]) -> list[MonthBar]:
    """(This function will) turn the bills of one contract into the bars of up to two years, oldest first, gaps as unknown."""
    by_month: dict[date, tuple[int, bool]] = {}
    for bill in bills:
        wh, estimated = by_month.get(bill.bill_month, (0, False))
        by_month[bill.bill_month] = (wh + bill.consumption_wh, estimated or bill.reading_method in _ESTIMATES)
    return list(_bars(by_month)) if by_month else []


def _bars(by_month: dict[date, tuple[int, bool]]) -> Iterator[MonthBar]:
    last = max(by_month)
    first = max(min(by_month), month_shifted(month=last, months=1 - _MONTHS))
    first = min(first, month_shifted(month=last, months=1 - _LEAST_MONTHS))
    month = first
    while month <= last:
        value, estimated = by_month.get(month, (None, False))
        yield MonthBar(month=month, value=value, is_estimated=estimated)
        month = month_shifted(month=month, months=1)
