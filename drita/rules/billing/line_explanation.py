"""Why a bill line has its amount: quantity x price = amount, in words and numbers that can be followed by hand."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from drita.rules import formats
from drita.rules.money import DIVISOR_OF_UNIT, PPM
from drita.rules.tariffs import value_added_tax
from drita.rules.tariffs.order import CHARGE_KINDS
from drita.rules.words import Words

_REASONS: Final[dict[str, Words]] = {kind.rule_id: kind.reason for kind in CHARGE_KINDS.values()} | {
    value_added_tax.RULE_ID: value_added_tax.REASON
}
_NO_REASON: Final = Words(sq="", en="")
_BLANK: Final = formats.NO_BREAK_BLANK
_UNITS: Final[dict[str, tuple[Words, Words]]] = {
    "day": (Words(sq="ditë", en="days"), Words(sq="L në ditë", en="L a day")),
    "month": (Words(sq="muaj", en="month"), Words(sq="L në muaj", en="L a month")),
    "count": (Words(sq="copë", en="pieces"), Words(sq="L për copë", en="L each")),
    "wh": (Words(sq="kWh", en="kWh"), Words(sq="L/kWh", en="L/kWh")),
    "varh": (Words(sq="kvarh", en="kvarh"), Words(sq="L/kvarh", en="L/kvarh")),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LineExplanation:
    """A bill line in words: the sum as one would write it, why it is there, and whether it comes out."""

    sum_text: Words  # "450 kWh x 9,50 L/kWh = 4 275,00 L"
    reason: Words
    rounding: Words  # "4,662 L, rounded once to 4,66 L"; empty when nothing was rounded
    period: str
    comes_out: bool  # whether the stored amount is what the stored numbers make


def line_explanation(
    *,
    rule_id: str,
    quantity: int,
    unit: str,
    price_micro: int | None,
    factor_ppm: int | None,
    amount_minor: int,
    from_date: date | None = None,
    to_date: date | None = None,
) -> LineExplanation:
    """
    (This function will) put one bill line in words and numbers, in both languages.

    Works from the stored line alone, so it explains a bill of any age; a rule that is no longer
    known gives no reason, the sum stays.

    Units: as of a bill line: Wh or varh or a count, micro-lek, ppm, hundredths of a lek.
    Raises: KeyError for a unit that no bill line can have.

    >>> line_explanation(rule_id="rules.tariffs.flat_energy", quantity=450_000, unit="wh", price_micro=9_500_000,
    ...     factor_ppm=1_000_000, amount_minor=427_500).sum_text.en
    '450\\xa0kWh × 9,50\\xa0L/kWh = 4\\xa0275,00\\xa0L'
    """
    price = PPM if price_micro is None else price_micro
    factor = PPM if factor_ppm is None else factor_ppm
    product, divisor = quantity * price * factor, DIVISOR_OF_UNIT[unit] * PPM
    rounded = (abs(product) * 2 + divisor) // (divisor * 2) * (-1 if product < 0 else 1)
    return LineExplanation(
        sum_text=_sum_text(quantity, unit, price, factor, amount_minor),
        reason=_REASONS.get(rule_id, _NO_REASON),
        rounding=_rounding(product, divisor, rounded),
        period=formats.format_period(from_date, to_date) if from_date and to_date else "",
        comes_out=rounded == amount_minor,
    )


def _sum_text(quantity: int, unit: str, price: int, factor: int, amount_minor: int, /) -> Words:
    result = formats.format_money(amount_minor)
    if unit == "minor":
        text = f"{formats.format_money(quantity)} × {formats.format_percent(factor)} = {result}"
        return Words(sq=text, en=text)
    counted, per = _UNITS[unit]
    is_energy = unit in ("wh", "varh")
    number = formats.format_energy(quantity) if is_energy else formats.format_decimal(quantity)
    times = "" if factor == PPM else f" × {formats.format_factor(factor)}"
    sq, en = (
        f"{number}{_BLANK}{counted.in_language(language)} × {formats.format_price(price)}{_BLANK}"
        f"{per.in_language(language)}{times} = {result}"
        for language in ("sq", "en")
    )
    return Words(sq=sq, en=en)


def _rounding(product: int, divisor: int, rounded: int, /) -> Words:
    if product % divisor == 0:
        return _NO_REASON
    # The exact amount in lek has at most as many places as the divisor has zeros, and two more.
    places = len(str(divisor)) - 1 + 2
    exact = formats.format_decimal(product, scale=places, least_decimals=2)
    return Words(
        sq=f"{exact}{_BLANK}L, rrumbullakosur një herë në {formats.format_money(rounded)}",
        en=f"{exact}{_BLANK}L, rounded once to {formats.format_money(rounded)}",
    )
