"""The single fields of NEM12 records: numbers, dates, qualities, units."""

from datetime import date, datetime
from typing import Final

# Watt-hours (or var-hours) in one of the file's units; what is missing here is no energy (V, A, kW).
UNITS_PER_VALUE: Final[dict[str, int]] = {
    "WH": 1,
    "KWH": 1_000,
    "MWH": 1_000_000,
    "VARH": 1,
    "KVARH": 1_000,
    "MVARH": 1_000_000,
}
_INTERVAL_MINUTES: Final = (1, 5, 10, 15, 20, 30, 60)
_VALUE_DIGITS: Final = 15


class Nem12FieldError(Exception):
    """A field that cannot be taken; the reader turns it into a problem of its line."""

    def __init__(self, code: str, **params: str | int) -> None:
        self.code = code
        self.params = params
        super().__init__(code)


def value_of(text: str, place: int) -> int:
    """
    (This function will) read one interval value exactly.

    Units: ten-thousandths of the channel's unit; the standard gives values at most four decimals.

    >>> value_of("1.111", 1), value_of(".005", 1), value_of("12", 1)
    (11110, 50, 120000)
    """
    whole, _, decimals = text.partition(".")
    digits = whole + decimals
    if not (digits.isdecimal() and digits.isascii()) or len(digits) > _VALUE_DIGITS:
        code = "value_negative" if text.startswith("-") else "value_unreadable"
        raise Nem12FieldError(code, interval=place, value=text[:20])
    if len(decimals) > 4 and decimals[4:].strip("0"):
        raise Nem12FieldError("value_too_fine", interval=place, value=text[:20])
    return int(whole + decimals[:4].ljust(4, "0"))


def day_of(text: str, name: str) -> date:
    """
    (This function will) read a date written YYYYMMDD.

    >>> day_of("20040229", "day")
    datetime.date(2004, 2, 29)
    """
    if len(text) == 8 and text.isdecimal():
        try:
            return date(int(text[:4]), int(text[4:6]), int(text[6:]))
        except ValueError:
            pass
    raise Nem12FieldError("date_unreadable", field=name, value=text[:20])


def instant_of(text: str, name: str) -> datetime | None:
    """
    (This function will) read a date with time written YYYYMMDDhhmm or YYYYMMDDhhmmss; empty is None.

    The file does not say its zone, so the instant is without one: local standard time of the sender.

    >>> instant_of("200402021200", "updated_at")
    datetime.datetime(2004, 2, 2, 12, 0)
    """
    if not text:
        return None
    if len(text) in (12, 14) and text.isdecimal():
        try:
            return datetime.strptime(text.ljust(14, "0"), "%Y%m%d%H%M%S")  # noqa: DTZ007
        except ValueError:
            pass
    raise Nem12FieldError("date_unreadable", field=name, value=text[:20])


def quality_of(text: str, *, may_vary: bool) -> tuple[str, str]:
    """
    (This function will) read a quality with its method: a letter and, for guesses, two digits.

    V (variable) says that 400 records follow; it is allowed for a day and not inside a 400 record.

    >>> quality_of("F14", may_vary=False), quality_of("A", may_vary=True)
    (('F', '14'), ('A', ''))
    """
    letter, method = text[:1], text[1:]
    if letter not in ("AEFNSV" if may_vary else "AEFNS") or (method and not (method.isdecimal() and len(method) == 2)):
        raise Nem12FieldError("quality_unknown", value=text[:20])
    return letter, method


def count_of_intervals(text: str) -> int:
    """
    (This function will) read the interval length and check that it divides the hour.

    Units: minutes.

    >>> count_of_intervals("30")
    30
    """
    if text.isdecimal() and int(text) in _INTERVAL_MINUTES:
        return int(text)
    raise Nem12FieldError("interval_length_unknown", value=text[:20])
