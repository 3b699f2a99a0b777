"""The charges of a tariff version in words and prices, as its page shows them."""

from collections.abc import Iterator
from dataclasses import dataclass

from drita.interfaces.staff.rule_words import RuleWords, rule_words
from drita.interfaces.staff.templatetags.staff import language
from drita.modules.customers.choices import CATEGORY_WORDS
from drita.rules import formats
from drita.rules.tariffs.definition import NO_TAX, Charge, TariffVersion
from drita.rules.tariffs.fixed_monthly_item import FixedMonthlyItem
from drita.rules.tariffs.flat_energy import FlatEnergy
from drita.rules.tariffs.incremental_blocks import IncrementalBlocks
from drita.rules.tariffs.order import CHARGE_KINDS, KIND_OF_CHARGE
from drita.rules.tariffs.reactive_excess import ReactiveExcess
from drita.rules.tariffs.whole_table_by_total import WholeTableByTotal
from drita.rules.tariffs.zero_use_fee import ZeroUseFee
from drita.rules.tariffs.zone_prices import ZonePrices
from drita.rules.words import Words

_KWH = Words(sq="L/kWh", en="L/kWh")
_ONCE = Words(sq="L në muaj", en="L a month")


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceWords:
    """One price of a charge: for what, how much, in which unit."""

    what: str
    price_micro: int
    unit: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargeWords:
    """One charge of a version as a person reads it."""

    charge: Charge
    kind: Words
    prices: tuple[PriceWords, ...]
    tax: Words | None
    remarks: tuple[Words, ...]
    rule: RuleWords


def charges_in_words(*, version: TariffVersion) -> list[ChargeWords]:
    """(This function will) put every charge of a version into words, in the order of the calculation of a bill."""
    order = list(CHARGE_KINDS)
    charges = sorted(version.charges, key=lambda charge: order.index(KIND_OF_CHARGE[type(charge)].name))
    taxes = {tax.code: tax for tax in version.taxes}
    return [
        ChargeWords(
            charge=charge,
            kind=KIND_OF_CHARGE[type(charge)].description,
            prices=tuple(_prices(charge)),
            tax=taxes[charge.tax_code].label if charge.tax_code in taxes else None,
            remarks=tuple(_remarks(charge)),
            rule=rule_words(KIND_OF_CHARGE[type(charge)].rule_id),
        )
        for charge in charges
    ]


def _prices(charge: Charge) -> Iterator[PriceWords]:
    labels = {code: words.in_language(language()) for code, words in charge.line_labels().items()}
    match charge:
        case FlatEnergy(price_micro=price):
            yield PriceWords(what=labels[charge.code], price_micro=price, unit=_KWH)
        case IncrementalBlocks(blocks=rows) | WholeTableByTotal(rows=rows):
            for label, row in zip(labels.values(), rows, strict=True):
                yield PriceWords(what=label, price_micro=row.price_micro, unit=_KWH)
        case ZonePrices():
            for zone in charge.prices:
                yield PriceWords(what=labels[f"{charge.code}.{zone.zone}"], price_micro=zone.price_micro, unit=_KWH)
            without = Words(sq="pa matje sipas zonave", en="not counted by zones").in_language(language())
            yield PriceWords(what=without, price_micro=charge.fallback_price_micro, unit=_KWH)
        case ReactiveExcess(price_micro=price):
            yield PriceWords(what=labels[charge.code], price_micro=price, unit=Words(sq="L/kvarh", en="L/kvarh"))
        case ZeroUseFee(amount_micro=amount) | FixedMonthlyItem(amount_micro=amount):
            yield PriceWords(what=labels[charge.code], price_micro=amount, unit=_ONCE)


def _remarks(charge: Charge) -> Iterator[Words]:
    if isinstance(charge, WholeTableByTotal):
        yield Words(
            sq="Konsumi i gjithë periudhës vendos çmimin për të gjithë sasinë.",
            en="The consumption of the whole period decides the price of all of it.",
        )
    if isinstance(charge, IncrementalBlocks):
        yield Words(sq="Çdo fashë ka çmimin e vet.", en="Each block has its own price.")
    if isinstance(charge, (IncrementalBlocks, WholeTableByTotal)):
        yield (
            Words(sq="Kufijtë ndahen sipas ditëve të periudhës.", en="The limits are scaled by the days of the period.")
            if charge.is_scaled_by_days
            else Words(
                sq="Kufijtë janë për muaj, pavarësisht ditëve.", en="The limits are a month's, whatever the days."
            )
        )
    if isinstance(charge, ReactiveExcess):
        share = formats.format_percent(charge.free_share_ppm)
        yield Words(
            sq=f"Pa pagesë deri në {share} të energjisë aktive.", en=f"Free up to {share} of the active energy."
        )
    if charge.tax_code == NO_TAX:
        yield Words(sq="Pa TVSH.", en="Without VAT.")
    if charge.only_categories:
        named = [CATEGORY_WORDS.get(code) or Words(sq=code, en=code) for code in charge.only_categories]
        yield Words(
            sq=f"Vetëm për: {', '.join(words.sq for words in named)}.",
            en=f"Only for: {', '.join(words.en for words in named)}.",
        )
    if charge.beneficiary is not None:
        yield Words(sq=f"Arkëtohet për {charge.beneficiary.sq}.", en=f"Collected for {charge.beneficiary.en}.")
    if not charge.is_enabled:
        yield Words(sq="I pazbatuar: nuk futet në faturë.", en="Switched off: not put on bills.")
    if not charge.is_verified:
        yield Words(
            sq="Vlera nuk është konfirmuar me burim zyrtar.", en="The value is not confirmed by an official source."
        )
    if charge.note is not None:
        yield charge.note


@dataclass(frozen=True, slots=True)
class ZoneHours:
    """The hours of one zone in one season."""

    season: str
    zone: str
    hours: str


def zone_hours(*, version: TariffVersion) -> list[ZoneHours]:
    """(This function will) write when the zones of a version hold, season by season; nothing where it has no zones."""
    calendar = version.zone_calendar
    if calendar is None:
        return []
    labels = _zone_labels(version)
    return [
        ZoneHours(
            season=f"{_day(season.first_day)}–{_day(season.last_day)}",
            zone=labels.get(window.zone, window.zone),
            hours=f"{_hour(window.from_minute)}–{_hour(window.to_minute)}",
        )
        for season in calendar.seasons
        for window in season.windows
    ]


def _zone_labels(version: TariffVersion) -> dict[str, str]:
    priced = (charge for charge in version.charges if isinstance(charge, ZonePrices))
    return {price.zone: price.label.in_language(language()) for charge in priced for price in charge.prices}


def _day(month_and_day: tuple[int, int]) -> str:
    month, day = month_and_day
    return f"{day:02d}.{month:02d}."


def _hour(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"
