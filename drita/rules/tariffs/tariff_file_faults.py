"""What a tariff file says in the right form but cannot mean."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Final

from drita.rules.calendars.zone_calendar import ZoneCalendar, ZoneSeason
from drita.rules.energy import LARGEST_PERIOD_DAYS
from drita.rules.tariffs.charge_kind import Fault
from drita.rules.tariffs.definition import NO_TAX, TariffVersion, WorkedExample
from drita.rules.tariffs.order import KIND_OF_CHARGE
from drita.rules.words import Words


def semantic_faults(*, version: TariffVersion) -> list[Fault]:
    """
    (This function will) list what contradicts itself in a tariff version read from a file.

    Shape: one Fault per contradiction, with the path to it in the file.
    """
    faults = [
        *_date_faults(version),
        *_repeated("charges", [charge.code for charge in version.charges]),
        *_repeated("taxes", [tax.code for tax in version.taxes]),
        *_tax_faults(version),
        *_example_faults(version),
    ]
    if version.zone_calendar is not None:
        faults += _calendar_faults(version.zone_calendar)
    for number, charge in enumerate(version.charges):
        for fault in KIND_OF_CHARGE[type(charge)].faults(charge, version):
            path = ("charges", number, *fault.path)
            faults.append(Fault(code=fault.code, path=path, words=fault.words, params=fault.params))
    return faults


def _date_faults(version: TariffVersion, /) -> Iterator[Fault]:
    if version.valid_to is not None and version.valid_to <= version.valid_from:
        yield _fault("validity_empty", ("valid_to",))


def _repeated(key: str, codes: list[str], /) -> Iterator[Fault]:
    for number, code in enumerate(codes):
        if code in codes[:number]:
            yield _fault("code_repeated", (key, number, "code"), code=code)
        elif code == NO_TAX:
            yield _fault("code_reserved", (key, number, "code"), code=code)


def _tax_faults(version: TariffVersion, /) -> Iterator[Fault]:
    known = [NO_TAX, *(tax.code for tax in version.taxes)]
    charges = {charge.code for charge in version.charges}
    for number, tax in enumerate(version.taxes):
        if tax.code in charges:
            yield _fault("code_repeated", ("taxes", number, "code"), code=tax.code)
    for number, charge in enumerate(version.charges):
        if charge.tax_code not in known:
            yield _fault("tax_unknown", ("charges", number, "tax"), known=", ".join(known))


def _example_faults(version: TariffVersion, /) -> Iterator[Fault]:
    for number, example in enumerate(version.examples):
        path = ("examples", number)
        end = version.valid_to or date.max
        days = (example.period_end - example.period_start).days
        if not 0 < days <= LARGEST_PERIOD_DAYS:
            yield _fault("period_empty", (*path, "to"))
        elif example.period_start < version.valid_from or example.period_end > end:
            yield _fault("example_outside_validity", (*path, "from"))
        yield from _zone_faults(example, version.zone_calendar, path)


def _zone_faults(
    example: WorkedExample, calendar: ZoneCalendar | None, path: tuple[str | int, ...], /
) -> Iterator[Fault]:
    if not example.zones_wh:
        return
    if sum(wh for _, wh in example.zones_wh) != example.active_wh:
        yield _fault("example_zones_do_not_sum", (*path, "zones_kwh"))
    known = calendar.zones() if calendar else ()
    for zone, _ in example.zones_wh:
        if zone not in known:
            yield _fault("example_zone_unknown", (*path, "zones_kwh"), zone=zone)


def _calendar_faults(calendar: ZoneCalendar, /) -> Iterator[Fault]:
    for number, season in enumerate(calendar.seasons):
        path = ("zone_calendar", "seasons", number)
        if not (_is_real(season.first_day) and _is_real(season.last_day)):
            yield _fault("season_day_unreal", path)
        yield from _window_faults(season, path)
    for day in _days_of_a_leap_year():
        if sum(season.has_day(day) for season in calendar.seasons) != 1:
            # One day is enough to find the mistake; a whole gap would drown the other faults.
            yield _fault("seasons_do_not_tile", ("zone_calendar", "seasons"), day=f"{day:%m-%d}")
            return


def _window_faults(season: ZoneSeason, path: tuple[str | int, ...], /) -> Iterator[Fault]:
    ends_before = 0
    for window in sorted(season.windows, key=lambda each: each.from_minute):
        if window.to_minute <= window.from_minute:
            yield _fault("window_empty", (*path, "windows"))
        elif window.from_minute < ends_before:
            yield _fault("windows_overlap", (*path, "windows"))
        ends_before = max(ends_before, window.to_minute)


def _is_real(month_day: tuple[int, int], /) -> bool:
    return any((day.month, day.day) == month_day for day in _days_of_a_leap_year())


def _days_of_a_leap_year() -> Iterable[date]:
    return (date(2024, 1, 1) + timedelta(days=number) for number in range(366))


_WORDS: Final = {
    "validity_empty": Words(
        sq="valid_to duhet të jetë pas valid_from; është dita e parë që nuk vlen më.",
        en="valid_to must come after valid_from; it is the first day no longer in force.",
    ),
    "code_repeated": Words(
        sq="Kodi {code} është përdorur më parë; çdo zë dhe taksë ka kodin e vet.",
        en="The code {code} was used before; each charge and tax has a code of its own.",
    ),
    "code_reserved": Words(sq="Kodi {code} është i rezervuar.", en="The code {code} is reserved."),
    "tax_unknown": Words(
        sq="Taksa nuk është përcaktuar te taxes; njihen: {known}.",
        en="The tax is not defined under taxes; known: {known}.",
    ),
    "period_empty": Words(
        sq="Periudha e rastit duhet të ketë nga 1 deri në 3660 ditë; to është dita e parë pas saj.",
        en="The example's period must have 1 to 3660 days; to is the first day after it.",
    ),
    "example_outside_validity": Words(
        sq="Periudha e rastit duhet të jetë brenda vlefshmërisë së versionit.",
        en="The example's period must lie within the validity of the version.",
    ),
    "example_zones_do_not_sum": Words(
        sq="Shuma e zones_kwh duhet të jetë active_kwh.", en="zones_kwh must sum to active_kwh."
    ),
    "example_zone_unknown": Words(
        sq="Zona {zone} nuk është në [zone_calendar].", en="The zone {zone} is not in [zone_calendar]."
    ),
    "season_day_unreal": Words(sq="Kjo ditë nuk ekziston në vit.", en="There is no such day in the year."),
    "seasons_do_not_tile": Words(
        sq="Çdo ditë e vitit duhet të jetë në saktësisht një sezon; shihni ditën {day}.",
        en="Every day of the year must be in exactly one season; look at {day}.",
    ),
    "window_empty": Words(
        sq="Ora e mbarimit duhet të jetë pas orës së fillimit; natën ndajeni në dy dritare.",
        en="A window must end after it begins; split one that runs over midnight in two.",
    ),
    "windows_overlap": Words(sq="Dy dritare mbulohen.", en="Two windows overlap."),
}


def _fault(code: str, path: tuple[str | int, ...], /, **params: object) -> Fault:
    return Fault(code=code, path=path, words=_WORDS[code], params=params)
