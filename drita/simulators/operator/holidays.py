"""Albanian public holidays of a year: fixed days, both Easters computed, the two Eids from a table."""

from datetime import date, timedelta

# The Eids follow the sighting of the moon, so they are a table. Days announced or expected for Albania.
_FITR = {
    2024: date(2024, 4, 10),
    2025: date(2025, 3, 30),
    2026: date(2026, 3, 20),
    2027: date(2027, 3, 10),
    2028: date(2028, 2, 27),
}
_ADHA = {
    2024: date(2024, 6, 16),
    2025: date(2025, 6, 6),
    2026: date(2026, 5, 27),
    2027: date(2027, 5, 16),
    2028: date(2028, 5, 5),
}
_FIXED = (
    (1, 1, "Viti i Ri", "New Year"),
    (1, 2, "Viti i Ri", "New Year"),
    (3, 14, "Dita e Verës", "Summer Day"),
    (3, 22, "Dita e Nevruzit", "Nevruz"),
    (5, 1, "Dita Ndërkombëtare e Punës", "Labour Day"),
    (9, 5, "Dita e Shenjtërimit të Nënë Terezës", "Saint Teresa Day"),
    (11, 28, "Dita e Pavarësisë", "Independence Day"),
    (11, 29, "Dita e Çlirimit", "Liberation Day"),
    (12, 8, "Dita Kombëtare e Rinisë", "National Youth Day"),
    (12, 25, "Krishtlindjet", "Christmas"),
)
_ALPHABET_DAY_FROM = 2024


def western_easter(*, year: int) -> date:
    """
    (This function will) return Easter Sunday of the Gregorian calendar.

    Source: the anonymous Gregorian computus.

    >>> western_easter(year=2025), western_easter(year=2026)
    (datetime.date(2025, 4, 20), datetime.date(2026, 4, 5))
    """
    century, rest = divmod(year, 100)
    leap_centuries, century_rest = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * (year % 19) + century - leap_centuries - correction + 15) % 30
    leap_years, year_rest = divmod(rest, 4)
    weekday = (32 + 2 * century_rest + 2 * leap_years - epact - year_rest) % 7
    shift = (year % 19 + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def orthodox_easter(*, year: int) -> date:
    """
    (This function will) return Easter Sunday of the Orthodox church in the Gregorian calendar (years 1900-2099).

    Source: Meeus' Julian computus; the calendars lie 13 days apart in these years.

    >>> orthodox_easter(year=2025), orthodox_easter(year=2026)
    (datetime.date(2025, 4, 20), datetime.date(2026, 4, 12))
    """
    moon = (19 * (year % 19) + 15) % 30
    weekday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, day = divmod(moon + weekday + 114, 31)
    return date(year, month, day + 1) + timedelta(days=13)


def holidays_of(*, year: int) -> list[tuple[date, str, str]]:
    """
    (This function will) return the days off of a year by date, with their names in both languages.

    One on a Saturday or Sunday is followed by the next working day off.

    >>> [str(day) for day, name, _ in holidays_of(year=2026) if "Pavarësisë" in name]
    ['2026-11-28', '2026-11-30']
    """
    days: dict[date, tuple[str, str]] = {}

    def add(day: date, name_sq: str, name_en: str) -> None:
        days.setdefault(day, (name_sq, name_en))

    for month, day, name_sq, name_en in _FIXED:
        add(date(year, month, day), name_sq, name_en)
    if year >= _ALPHABET_DAY_FROM:
        add(date(year, 11, 22), "Dita e Alfabetit", "Alphabet Day")
    add(western_easter(year=year), "Pashkët Katolike", "Catholic Easter")
    add(orthodox_easter(year=year), "Pashkët Ortodokse", "Orthodox Easter")
    if year in _FITR:
        add(_FITR[year], "Bajrami i Madh", "Eid al-Fitr")
    if year in _ADHA:
        add(_ADHA[year], "Bajrami i Vogël", "Eid al-Adha")
    for off, names in sorted(days.items()):
        if off.weekday() >= 5:
            moved = off
            while moved.weekday() >= 5 or moved in days:
                moved += timedelta(days=1)
            add(moved, *names)
    return [(off, *names) for off, names in sorted(days.items())]
