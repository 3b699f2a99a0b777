"""How numbers, sums and dates are written for people: the same on paper, screen, portal, SMS and file."""

from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from drita.rules.words import Language

NO_BREAK_BLANK: Final = "\u00a0"
TRUE_MINUS: Final = "\u2212"
UNKNOWN: Final = "–"

_MONTHS: Final[dict[str, tuple[str, ...]]] = {
    "sq": (
        *("janar", "shkurt", "mars", "prill", "maj", "qershor"),
        *("korrik", "gusht", "shtator", "tetor", "nëntor", "dhjetor"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}
_WEEKDAYS: Final[dict[str, tuple[str, ...]]] = {
    "sq": (
        "e hënë",
        "e martë",
        "e mërkurë",
        "e enjte",
        "e premte",
        "e shtunë",
        "e diel",
    ),
    "en": (
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ),
}


def format_decimal(number: int, /, *, scale: int = 0, least_decimals: int | None = None) -> str:
    """
    (This function will) write an integer that counts 10^-scale parts, grouped by no-break blanks, comma as point.

    Shape: `least_decimals` drops trailing zeros down to that many decimals; None keeps all of them.

    >>> format_decimal(1230050, scale=2)
    '12\\xa0300,50'
    >>> format_decimal(-8_500_000, scale=6, least_decimals=2)
    '−8,50'
    >>> format_decimal(0)
    '0'
    """
    if scale:
        whole, part = divmod(abs(number), 10**scale)
        decimals = f"{part:0{scale}d}"
        if least_decimals is not None:
            decimals = decimals[:least_decimals] + decimals[least_decimals:].rstrip("0")
    else:
        whole, decimals = abs(number), ""
    digits = f"{whole:,}".replace(",", NO_BREAK_BLANK) if whole > 999 else str(whole)
    sign = TRUE_MINUS if number < 0 else ""
    return f"{sign}{digits},{decimals}" if decimals else f"{sign}{digits}"


def format_amount(amount_minor: int | None, /) -> str:
    """
    (This function will) write a sum of money without its unit, for columns that carry "L" in the head.

    Units: hundredths of a lek.

    >>> format_amount(-34000)
    '−340,00'
    """
    return UNKNOWN if amount_minor is None else format_decimal(amount_minor, scale=2)


def format_money(amount_minor: int | None, /) -> str:
    """
    (This function will) write a sum of money with its unit.

    Units: hundredths of a lek.

    >>> format_money(1230050)
    '12\\xa0300,50\\xa0L'
    """
    if amount_minor is None:
        return UNKNOWN
    return f"{format_decimal(amount_minor, scale=2)}{NO_BREAK_BLANK}L"


def format_energy(quantity_wh: int | None, /) -> str:
    """
    (This function will) write energy in kWh (or kvarh from varh) without its unit, with only the decimals it has.

    >>> format_energy(342_000), format_energy(1_234_500), format_energy(None)
    ('342', '1\\xa0234,5', '–')
    """
    if quantity_wh is None:
        return UNKNOWN
    return format_decimal(quantity_wh, scale=3, least_decimals=0)


def format_whole_kwh(quantity_wh: int | None, /) -> str:
    """
    (This function will) write energy in whole kWh, half away from zero, where a glance is enough (charts).

    >>> format_whole_kwh(341_500), format_whole_kwh(-500), format_whole_kwh(-499)
    ('342', '−1', '0')
    """
    if quantity_wh is None:
        return UNKNOWN
    whole = (abs(quantity_wh) + 500) // 1000
    return format_decimal(-whole if quantity_wh < 0 else whole)


def format_dial(value_milli: int | None, /, *, decimals: int = 0) -> str:
    """
    (This function will) write a dial value ungrouped as the meter shows it, with at least its own decimals.

    Units: thousandths of the dial's unit.

    >>> format_dial(10_452_000), format_dial(452_500, decimals=2)
    ('10452', '452,50')
    """
    if value_milli is None:
        return UNKNOWN
    return format_decimal(value_milli, scale=3, least_decimals=decimals).replace(NO_BREAK_BLANK, "")


def format_price(price_micro: int | None, /) -> str:
    """
    (This function will) write a price in lek per unit with two decimals or as many as it has.

    Units: millionths of a lek per unit.

    >>> format_price(9_500_000), format_price(10_925_000)
    ('9,50', '10,925')
    """
    if price_micro is None:
        return UNKNOWN
    return format_decimal(price_micro, scale=6, least_decimals=2)


def format_factor(factor_ppm: int | None, /) -> str:
    """
    (This function will) write a factor given in parts per million.

    >>> format_factor(1_000_000), format_factor(1_150_000)
    ('1', '1,15')
    """
    if factor_ppm is None:
        return UNKNOWN
    return format_decimal(factor_ppm, scale=6, least_decimals=0)


def format_percent(rate_ppm: int | None, /) -> str:
    """
    (This function will) write a rate as a percentage.

    >>> format_percent(200_000), format_percent(1_000)
    ('20\\xa0%', '0,1\\xa0%')
    """
    if rate_ppm is None:
        return UNKNOWN
    return f"{format_decimal(rate_ppm, scale=4, least_decimals=0)}{NO_BREAK_BLANK}%"


@lru_cache(maxsize=1024)
def format_date(day: date | None, /) -> str:
    """
    (This function will) write a date as it is written in Albania.

    >>> format_date(date(2026, 11, 3))
    '03.11.2026'
    """
    return UNKNOWN if day is None else f"{day.day:02d}.{day.month:02d}.{day.year:04d}"


@lru_cache(maxsize=1024)
def format_period(from_date: date | None, to_date: date | None, /) -> str:
    """
    (This function will) write a half-open period by its first and its last day, as people count days.

    >>> format_period(date(2026, 10, 1), date(2026, 11, 1))
    '01.10.2026–31.10.2026'
    """
    if from_date is None or to_date is None:
        return UNKNOWN
    return f"{format_date(from_date)}–{format_date(to_date - timedelta(days=1))}"


def month_name(month: date, language: str, /) -> str:
    """
    (This function will) name the month of a date with its year.

    >>> month_name(date(2026, 10, 1), "sq"), month_name(date(2026, 10, 1), "en")
    ('tetor 2026', 'October 2026')
    """
    return f"{_MONTHS['en' if language == 'en' else 'sq'][month.month - 1]} {month.year}"


def month_short_name(month: date, language: str, /) -> str:
    """
    (This function will) name a month in three letters with two digits of the year, for axes.

    >>> month_short_name(date(2026, 11, 1), "sq"), month_short_name(date(2025, 9, 1), "en")
    ('nën 26', 'Sep 25')
    """
    name = _MONTHS["en" if language == "en" else "sq"][month.month - 1]
    return f"{name[:3]} {month.year % 100:02d}"


def weekday_name(day: date, language: str, /) -> str:
    """
    (This function will) name the day of the week.

    >>> weekday_name(date(2026, 11, 30), "sq"), weekday_name(date(2026, 11, 30), "en")
    ('e hënë', 'Monday')
    """
    return _WEEKDAYS["en" if language == "en" else "sq"][day.weekday()]


def language_or_albanian(language: str, /) -> Language:
    """
    (This function will) narrow any language tag to one of the two that the house writes.

    >>> language_or_albanian("en-GB"), language_or_albanian("it")
    ('en', 'sq')
    """
    return "en" if language.lower().startswith("en") else "sq"
