"""
The bill in words: every string that a person reads, made once from the document's integers.

The PDF and the HTML twin both draw these very strings, which is why they cannot show different numbers.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from drita.documents.bill.content import BillDocument, BillLine, MeterReading
from drita.documents.bill.labels import Labels, labels_for
from drita.rules.billing.payment_reference import (
    PaymentReference,
    payment_barcode_text,
    payment_qr_text,
)
from drita.rules.formats import (
    NO_BREAK_BLANK,
    UNKNOWN,
    format_amount,
    format_date,
    format_decimal,
    format_dial,
    format_energy,
    format_factor,
    format_money,
    format_percent,
    format_period,
    format_price,
    format_whole_kwh,
    month_name,
    month_short_name,
    weekday_name,
)


class ReadingRow(NamedTuple):
    """One row of the table of readings."""

    meter: str
    register: str
    previous: str
    previous_how: str
    is_previous_estimated: bool
    present: str
    present_how: str
    is_present_estimated: bool
    difference: str
    constant: str
    consumption: str


class LineRow(NamedTuple):
    """One row of the calculation; `is_sum` rows carry a text and an amount only."""

    text: str
    when: str
    quantity: str
    unit: str
    price: str
    factor: str
    amount: str
    is_sum: bool = False
    is_total: bool = False


class ChartMonth(NamedTuple):
    """One bar: its length is `consumption_wh`, its words are beside it."""

    name: str
    long_name: str
    number: str
    consumption_wh: int | None
    is_estimated: bool


@dataclass(frozen=True, slots=True)
class BillView:
    """Everything the bill says, in the order it is read."""

    labels: Labels
    title: str
    month: str
    bill_number: str
    facts: tuple[tuple[str, str], ...]
    delivery: str
    name: str
    address_lines: tuple[str, ...]
    payable_label: str
    payable: str
    payable_when: str
    parts: tuple[tuple[str, str], ...]
    supply: tuple[tuple[str, str], ...]
    readings: tuple[ReadingRow, ...]
    lines: tuple[LineRow, ...]
    notes: tuple[str, ...]
    chart: tuple[ChartMonth, ...]
    chart_key: tuple[object, ...]  # what the names under the bars depend on
    comparison: tuple[tuple[str, str], ...]
    late_text: str
    qr_text: str
    barcode_text: str
    fiscal_text: str
    is_preview: bool


def bill_view(document: BillDocument, /, labels: Labels | None = None) -> BillView:
    """(This function will) put a bill into words in its own language: those its template keeps, else today's."""
    labels = labels or labels_for(document.language)
    payable_label, payable, payable_when = _payable(document, labels)
    qr_text, barcode_text = _codes(document)
    fiscal = document.fiscal
    return BillView(
        labels=labels,
        title=labels[f"kind_{document.kind}"],
        month=month_name(document.bill_month, document.language),
        bill_number=document.bill_number,
        facts=_facts(document, labels),
        delivery=_delivery(document, labels),
        name=document.subscriber.name,
        address_lines=document.subscriber.address_lines,
        payable_label=payable_label,
        payable=payable,
        payable_when=payable_when,
        parts=_parts(document, labels),
        supply=_supply(document, labels),
        readings=tuple([_reading_row(reading, labels) for reading in document.readings]),
        lines=_line_rows(document, labels),
        notes=document.notes,
        chart=_chart(document),
        chart_key=(document.bill_month, len(document.history), document.language),
        comparison=_comparison(document, labels),
        late_text=_late_text(document, labels),
        qr_text=qr_text,
        barcode_text=barcode_text,
        fiscal_text=f"NSLF {fiscal.nslf}   NIVF {fiscal.nivf}" if fiscal else "",
        is_preview=document.is_preview,
    )


def _facts(document: BillDocument, labels: Labels) -> tuple[tuple[str, str], ...]:
    subscriber = document.subscriber
    facts = (
        ("bill_number", document.bill_number or UNKNOWN),
        ("refers_to", document.refers_to),
        ("contract", subscriber.contract_number),
        ("account", subscriber.account_number),
        ("category", subscriber.category),
        ("nipt", subscriber.nipt),
        ("personal_number", subscriber.personal_number),
        ("period", format_period(document.period_start, document.period_end)),
        ("issue_date", format_date(document.issue_date)),
    )
    return tuple([(labels[name], value) for name, value in facts if value])


def _delivery(document: BillDocument, labels: Labels) -> str:
    supply = document.supply
    stop = "" if supply.walk_position is None else f", {labels['walk']} {supply.walk_position}"
    return f"{labels['agency']} {supply.agency} · {labels['route']} {supply.route}{stop}"


def _payable(document: BillDocument, labels: Labels) -> tuple[str, str, str]:
    if document.payable_minor < 0:
        return (
            labels["in_favour"],
            format_money(-document.payable_minor),
            labels["credit_follows"],
        )
    if document.payable_minor == 0:
        return labels["to_pay"], format_money(0), labels["nothing_to_pay"]
    due = document.due_date
    weekday = weekday_name(due, document.language)
    return (
        labels["to_pay"],
        format_money(document.payable_minor),
        f"{labels['due_date']}: {weekday}, {format_date(due)}",
    )


def _parts(document: BillDocument, labels: Labels) -> tuple[tuple[str, str], ...]:
    debt = document.earlier_debt
    parts = [
        (labels["this_bill"], format_money(document.total_minor)),
        (labels["earlier_principal"], format_money(debt.principal_minor)),
        (labels["earlier_interest"], format_money(debt.interest_minor)),
    ]
    if debt.as_of:
        when = f" {labels['earlier_as_of']} {format_date(debt.as_of)}"
        parts[2] = (parts[2][0] + when, parts[2][1])
    if document.credit_used_minor:
        parts.append((labels["credit_used"], format_money(-document.credit_used_minor)))
    if document.rounding_minor:
        parts.append((labels["rounding"], format_money(document.rounding_minor)))
    return tuple(parts)


def _supply(document: BillDocument, labels: Labels) -> tuple[tuple[str, str], ...]:
    supply = document.supply
    return (
        (labels["supply_address"], supply.address or UNKNOWN),
        (labels["service_point"], supply.service_point or UNKNOWN),
        (labels["tariff"], supply.tariff or UNKNOWN),
        (labels["voltage"], supply.voltage or UNKNOWN),
    )


_ESTIMATED = frozenset({"estimated", "substituted"})


def _reading_row(reading: MeterReading, labels: Labels) -> ReadingRow:
    # Through the consumption, not present minus previous, so that a dial that went past its last digit reads right.
    difference_milli = reading.consumption_wh * 1000 // reading.multiplier_milli
    unit = labels["unit_varh"] if reading.is_reactive else labels["unit_wh"]
    code, words = reading.register_code, reading.register_words
    return ReadingRow(
        meter=reading.meter_serial,
        register=f"{code} · {words}" if words else code,
        previous=format_dial(reading.previous_milli, decimals=reading.decimals),
        previous_how=_how(reading.previous_date, reading.previous_quality, labels),
        is_previous_estimated=reading.previous_quality in _ESTIMATED,
        present=format_dial(reading.present_milli, decimals=reading.decimals),
        present_how=_how(reading.present_date, reading.present_quality, labels),
        is_present_estimated=reading.present_quality in _ESTIMATED,
        difference=format_decimal(difference_milli, scale=3, least_decimals=reading.decimals),
        constant=format_decimal(reading.multiplier_milli, scale=3, least_decimals=0),
        consumption=f"{format_energy(reading.consumption_wh)}{NO_BREAK_BLANK}{unit}",
    )


def _how(day: date, quality: str, labels: Labels) -> str:
    return f"{format_date(day)}, {labels['quality_' + quality]}"


def _line_rows(document: BillDocument, labels: Labels) -> tuple[LineRow, ...]:
    charges = [_line_row(line, labels) for line in document.lines if line.group == "charge"]
    vat = [_line_row(line, labels) for line in document.lines if line.group == "vat"]
    untaxed = [_line_row(line, labels) for line in document.lines if line.group == "untaxed"]
    subtotal = _sum_row(labels["subtotal"], document.taxable_minor)
    total = _sum_row(labels["total"], document.total_minor, is_total=True)
    return (*charges, subtotal, *vat, *untaxed, total)


def _sum_row(text: str, amount_minor: int, is_total: bool = False) -> LineRow:
    return LineRow(text, "", "", "", "", "", format_amount(amount_minor), True, is_total)


def _line_row(line: BillLine, labels: Labels) -> LineRow:
    if line.unit == "minor":
        quantity = format_amount(line.quantity)
    elif line.unit in {"wh", "varh"}:
        quantity = format_energy(line.quantity)
    else:
        quantity = UNKNOWN if line.quantity is None else format_decimal(line.quantity)
    is_vat = line.group == "vat"
    has_dates = line.from_date is not None and line.to_date is not None
    return LineRow(
        text=line.text,
        when=format_period(line.from_date, line.to_date) if has_dates else "",
        quantity="" if line.quantity is None else quantity,
        unit="" if line.quantity is None else labels[_unit_name(line)],
        price="" if line.price_micro is None else format_price(line.price_micro),
        factor=""
        if line.factor_ppm is None
        else format_percent(line.factor_ppm)
        if is_vat
        else format_factor(line.factor_ppm),
        amount=format_amount(line.amount_minor),
    )


def _unit_name(line: BillLine) -> str:
    is_single = line.unit in {"day", "month", "count"} and line.quantity == 1
    return f"unit_one_{line.unit}" if is_single else f"unit_{line.unit}"


def _chart(document: BillDocument) -> tuple[ChartMonth, ...]:
    language = document.language
    return tuple(
        [
            ChartMonth(
                *_month_names(entry.month, language),
                format_whole_kwh(entry.consumption_wh),
                entry.consumption_wh,
                entry.is_estimated,
            )
            for entry in document.history
        ]
    )


@lru_cache(maxsize=256)
def _month_names(month: date, language: str) -> tuple[str, str]:
    return month_short_name(month, language), month_name(month, language)


def _comparison(document: BillDocument, labels: Labels) -> tuple[tuple[str, str], ...]:
    days = (document.period_end - document.period_start).days
    kwh = f"{NO_BREAK_BLANK}kWh"
    rows = [(labels["this_month"], format_energy(document.consumption_wh) + kwh)]
    if days > 0:
        per_day_dwh = _half_away(document.consumption_wh, days * 100)
        rows.append((labels["per_day"], format_decimal(per_day_dwh, scale=1, least_decimals=1) + kwh))
    year_ago = document.history[0] if len(document.history) == 13 else None
    if year_ago and year_ago.consumption_wh is not None:
        before = year_ago.consumption_wh
        rows.append((labels["year_ago"], format_energy(before) + kwh))
        if before > 0 and document.consumption_wh >= 0:
            change = _half_away((document.consumption_wh - before) * 100, before)
            sign = "+" if change > 0 else ""
            rows.append((labels["change"], f"{sign}{format_decimal(change)}{NO_BREAK_BLANK}%"))
    return tuple(rows)


def _half_away(dividend: int, divisor: int) -> int:
    quotient = (2 * abs(dividend) + divisor) // (2 * divisor)
    return -quotient if dividend < 0 else quotient


def _late_text(document: BillDocument, labels: Labels) -> str:
    rate_ppb = document.late_interest_ppb_per_day
    if rate_ppb is None:
        return labels["late_text_without_interest"]
    cap_ppm = document.late_interest_cap_ppm
    cap = "" if cap_ppm is None else labels["late_cap"].format(cap=format_percent(cap_ppm))
    rate = f"{format_decimal(rate_ppb, scale=7, least_decimals=0)}{NO_BREAK_BLANK}%"
    return labels["late_text"].format(rate=rate, cap=cap)


def _codes(document: BillDocument) -> tuple[str, str]:
    fiscal_link = document.fiscal.link if document.fiscal else ""
    if document.is_preview or document.payable_minor <= 0:
        # Nothing to pay, nothing to scan; but the tax authority's link stands on every fiscalised bill.
        return fiscal_link, ""
    reference = PaymentReference(
        contract_number=document.subscriber.contract_number,
        bill_number=document.bill_number,
        payable_minor=document.payable_minor,
        due_date=document.due_date,
    )
    # The law wants the tax authority's link in the QR as soon as the bill is fiscalised; the bars stay ours.
    return fiscal_link or payment_qr_text(reference), payment_barcode_text(reference)
