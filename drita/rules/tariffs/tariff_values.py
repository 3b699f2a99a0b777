"""From the tables of an accepted tariff file to the dataclasses of definition.py."""

from collections.abc import Mapping
from typing import Any

from drita.rules.calendars.zone_calendar import ZoneCalendar, ZoneSeason, ZoneWindow
from drita.rules.money import MINOR_PER_LEK, PPM, scaled_whole
from drita.rules.tariffs.definition import ExpectedSums, TariffVersion, Tax, WorkedExample
from drita.rules.tariffs.file_values import energy_wh_of, source_of, words_of
from drita.rules.tariffs.order import CHARGE_KINDS


def tariff_version_of(*, table: Mapping[str, Any]) -> TariffVersion:
    """
    (This function will) read the tables of a tariff file that the schema has accepted.

    Units: prices become micro-lek, limits Wh, sums hundredths of a lek, rates ppm.
    Shape: table as tomllib gives it with parse_float=Decimal.
    """
    calendar = table.get("zone_calendar")
    return TariffVersion(
        code=table["code"],
        version=table["version"],
        valid_from=table["valid_from"],
        valid_to=table.get("valid_to"),
        name=words_of(table["name"]),
        customers=words_of(table["customers"]),
        source=source_of(table["source"]),
        is_verified=table["verified"],
        may_be_activated=table.get("may_be_activated", True),
        note=words_of(table["note"]) if "note" in table else None,
        zone_calendar=None if calendar is None else _zone_calendar_of(calendar),
        charges=tuple(CHARGE_KINDS[each["kind"]].read(each) for each in table["charges"]),
        taxes=tuple(_tax_of(each) for each in table.get("taxes", ())),
        examples=tuple(_example_of(each) for each in table["examples"]),
    )


def _tax_of(table: Mapping[str, Any], /) -> Tax:
    rate_ppm = scaled_whole(number=table["rate_percent"], scale=PPM // 100)
    return Tax(code=table["code"], label=words_of(table["label"]), rate_ppm=rate_ppm)


def _zone_calendar_of(table: Mapping[str, Any], /) -> ZoneCalendar:
    return ZoneCalendar(
        code=table["code"],
        other_zone=table["other_zone"],
        seasons=tuple(
            ZoneSeason(
                first_day=_month_day_of(season["first_day"]),
                last_day=_month_day_of(season["last_day"]),
                windows=tuple(
                    ZoneWindow(
                        zone=window["zone"],
                        from_minute=_minute_of(window["from"]),
                        to_minute=_minute_of(window["to"]),
                    )
                    for window in season["windows"]
                ),
            )
            for season in table["seasons"]
        ),
    )


def _month_day_of(text: str, /) -> tuple[int, int]:
    month, day = text.split("-")
    return int(month), int(day)


def _minute_of(text: str, /) -> int:
    hour, minute = text.split(":")
    return int(hour) * 60 + int(minute)


def _example_of(table: Mapping[str, Any], /) -> WorkedExample:
    expect = table["expect"]
    sums = {f"{name}_minor": scaled_whole(number=value, scale=MINOR_PER_LEK) for name, value in expect.items()}
    reactive = table.get("reactive_kvarh")
    return WorkedExample(
        title=words_of(table["title"]),
        source=source_of(table["source"]) if table.get("source") else None,
        category=table["category"],
        kind=table.get("kind", "ordinary"),
        period_start=table["from"],
        period_end=table["to"],
        active_wh=energy_wh_of(table["active_kwh"]),
        zones_wh=tuple((zone, energy_wh_of(kwh)) for zone, kwh in table.get("zones_kwh", {}).items()),
        reactive_varh=None if reactive is None else energy_wh_of(reactive),
        expected=ExpectedSums(**sums),
    )
