"""The lines of a bill opened: quantity x price x factor, dates, rule, law; and the readings behind them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.urls import reverse

from drita.documents.bill.content import BillDocument
from drita.interfaces.staff.rule_words import rule_words
from drita.interfaces.staff.templatetags.staff import language
from drita.interfaces.staff.templatetags.staff_charts import MonthBar
from drita.modules.billing.queries import BillRow, LineRow, ReadingRow, StoredBill
from drita.modules.tariffs.queries import UnableToFindTariffVersion, get_version
from drita.rules import formats
from drita.rules.words import Words

_WHOLE_PPM: Final = 1_000_000
_TIMES: Final = f"{formats.NO_BREAK_BLANK}× "
_UNITS: Final = {
    "wh": Words(sq="kWh", en="kWh"),
    "varh": Words(sq="kvarh", en="kvarh"),
    "day": Words(sq="ditë", en="days"),
    "month": Words(sq="muaj", en="month"),
    "count": Words(sq="copë", en="pieces"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LineView:
    """One line of a bill with everything one needs to follow it by hand."""

    words: str
    sum_words: str
    quantity_words: str
    price_words: str
    amount_minor: int
    from_date: date
    to_date: date
    tariff_words: str
    tariff_address: str
    rule_id: str
    rule_file: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BillReadingView:
    """One register of a bill: both ends and the difference."""

    meter_serial: str
    register_code: str
    decimals: int
    previous_milli: int
    previous_date: date
    previous_quality: str
    present_milli: int
    present_date: date
    present_quality: str
    difference_milli: int
    multiplier_milli: int
    consumption_wh: int


@dataclass(frozen=True, slots=True)
class SumLine:
    words: Words
    amount_minor: int


def line_views(*, stored: StoredBill, document: BillDocument) -> list[LineView]:
    """(This function will) open every line; the words are those of the paper, line by line."""
    texts = [line.text for line in document.lines]
    code = stored.bill.tariff_code
    sources = {version: _source_of(code, version) for version in {line.tariff_version for line in stored.lines}}
    return [
        _line(line, text, code, sources[line.tariff_version]) for line, text in zip(stored.lines, texts, strict=True)
    ]


def _source_of(tariff_code: str, version: str) -> str:
    try:
        return get_version(tariff_code=tariff_code, version=version).definition.source.in_language(language())
    except UnableToFindTariffVersion:
        return ""


def _line(line: LineRow, text: str, tariff_code: str, tariff_source: str) -> LineView:
    rule = rule_words(line.rule_id)
    return LineView(
        words=text,
        sum_words=sum_words(line),
        quantity_words=quantity_words(line),
        price_words=price_words(line),
        amount_minor=line.amount_minor,
        from_date=line.from_date,
        to_date=line.to_date,
        tariff_words=f"{tariff_code} {line.tariff_version}",
        tariff_address=reverse("staff:tariff-version", args=[tariff_code, line.tariff_version]),
        rule_id=rule.id,
        rule_file=rule.file,
        # A tax rests on its law; a price on the decision that the tariff names.
        source=rule.source if line.unit == "minor" else tariff_source,
    )


def quantity_words(line: LineRow) -> str:
    """(This function will) write the quantity of a line with its unit; the base of a tax is a sum of money."""
    if line.unit == "minor":
        return formats.format_money(line.quantity)
    unit = _UNITS[line.unit].in_language(language())
    number = (
        formats.format_energy(line.quantity) if line.unit in ("wh", "varh") else formats.format_decimal(line.quantity)
    )
    return f"{number}{formats.NO_BREAK_BLANK}{unit}"


def price_words(line: LineRow) -> str:
    """(This function will) write the price of a line; for a tax its rate."""
    if line.unit == "minor":
        return formats.format_percent(line.factor_ppm)
    return formats.format_price(line.price_micro)


def sum_words(line: LineRow) -> str:
    """(This function will) write a line as the multiplication it is."""
    if line.unit == "minor":
        return f"{quantity_words(line)}{_TIMES}{price_words(line)}"
    price = f"{price_words(line)}{formats.NO_BREAK_BLANK}L"
    factor = "" if line.factor_ppm == _WHOLE_PPM else f"{_TIMES}{formats.format_factor(line.factor_ppm)}"
    return f"{quantity_words(line)}{_TIMES}{price}{factor}"


def reading_views(readings: Sequence[ReadingRow]) -> list[BillReadingView]:
    """(This function will) put the readings of a bill side by side with their difference."""
    return [
        BillReadingView(
            meter_serial=row.meter_serial,
            register_code=row.register_code,
            decimals=row.decimals,
            previous_milli=row.previous_milli,
            previous_date=row.previous_date,
            previous_quality=row.previous_quality,
            present_milli=row.present_milli,
            present_date=row.present_date,
            present_quality=row.present_quality,
            # Taken back from the energy, so that a dial that passed its highest value shows what was used.
            difference_milli=row.consumption_wh * 1000 // row.multiplier_milli,
            multiplier_milli=row.multiplier_milli,
            consumption_wh=row.consumption_wh,
        )
        for row in readings
    ]


def bill_sums(bill: BillRow) -> list[SumLine]:
    """(This function will) list the sums below the lines."""
    return list(_sums(bill))


def _sums(bill: BillRow) -> Iterator[SumLine]:
    yield SumLine(Words(sq="Vlera pa TVSH", en="Sum without VAT"), bill.taxable_minor)
    yield SumLine(Words(sq="TVSH", en="VAT"), bill.vat_minor)
    if bill.untaxed_minor:
        yield SumLine(Words(sq="Zëra jashtë TVSH-së", en="Items that bear no VAT"), bill.untaxed_minor)
    yield SumLine(Words(sq="Kjo faturë", en="This bill"), bill.total_minor)


def history_bars(document: BillDocument) -> list[MonthBar]:
    """(This function will) take the months of the paper's chart."""
    return [
        MonthBar(month=month.month, value=month.consumption_wh, is_estimated=month.is_estimated)
        for month in document.history
    ]
