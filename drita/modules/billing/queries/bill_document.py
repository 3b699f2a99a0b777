"""An issued bill as the document that PDF and HTML are made from, filled from stored rows only."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any, cast

from drita.documents.bill.content import (
    BillDocument,
    BillLine,
    EarlierDebt,
    HistoryMonth,
    LineGroup,
    LineUnit,
    MeterReading,
    ReadingQuality,
    Subscriber,
    Supply,
)
from drita.documents.bill.content import BillKind as PrintedKind
from drita.documents.bill.template import BillTemplate, read_template
from drita.modules.billing.models import TemplateVersion
from drita.modules.billing.queries.bills import BillRow, LineRow, ReadingRow, StoredBill, get_bill
from drita.modules.customers.choices import CATEGORY_WORDS
from drita.modules.metering.choices import DETERMINANT_WORDS
from drita.modules.tariffs.queries import get_version
from drita.rules.billing.bill_month import month_shifted
from drita.rules.billing.consumption_history import HISTORY_MONTHS
from drita.rules.errors import UnableTo
from drita.rules.words import Language, Words

VOLTAGE_WORDS: Mapping[str, Words] = {
    "lv_04": Words(sq="Tension i ulët 0,4 kV", en="Low voltage 0.4 kV"),
    "mv_6_20": Words(sq="Tension i mesëm 6–20 kV", en="Medium voltage 6–20 kV"),
    "hv_35": Words(sq="Tension i lartë 35 kV", en="High voltage 35 kV"),
}
_ZONE_WORDS: Mapping[str, Words] = {
    "peak": Words(sq="pik", en="peak"),
    "offpeak": Words(sq="jashtë pikut", en="off-peak"),
}
_ESTIMATED_NOTE = Words(
    sq="Leximi aktual është vlerë referuese (e vlerësuar); leximi i radhës e barazon vetë.",
    en="The present reading is a reference value (estimated); the next reading settles it by itself.",
)
_INTERVAL_NOTE = Words(
    sq="Energjia është matur me profil ngarkese, për çdo interval dhe zonë tarifore.",
    en="The energy was measured by intervals, for each interval and price zone.",
)


class UnableToFindTemplate(UnableTo):
    code = "bill_template_unknown"
    words = Words(sq="Modeli i faturës {version} nuk gjendet.", en="There is no bill template {version}.")


def get_bill_document(
    *,
    number: str = "",
    bill_id: int | None = None,
    bill_month: date | None = None,
    language: Language | None = None,
) -> tuple[BillDocument, BillTemplate]:
    """
    (This function will) return an issued bill as a document with the template it was issued with.

    Everything comes from rows that are never changed: asked again in ten years it gives the same
    document. Without a language it speaks that of the account at the time of issue.

    Raises: UnableToFindBill, UnableToFindTemplate.
    """
    stored = get_bill(number=number, bill_id=bill_id, bill_month=bill_month)
    chosen = language or ("en" if stored.bill.snapshot["language"] == "en" else "sq")
    return bill_document(stored, language=chosen), get_template(version=stored.bill.template_version)


def get_template(*, version: str) -> BillTemplate:
    """
    (This function will) return a stored template.

    Raises: UnableToFindTemplate.
    """
    row = TemplateVersion.objects.filter(version=version).values_list("content", flat=True).first()
    if row is None:
        raise UnableToFindTemplate(version=version)
    return _read_once(bytes(row))


@lru_cache(maxsize=8)
def _read_once(content: bytes) -> BillTemplate:
    return read_template(content)


def bill_document(stored: StoredBill, /, *, language: Language, is_preview: bool = False) -> BillDocument:
    """(This function will) turn the rows of a bill into its document in a language."""
    bill, snapshot = stored.bill, stored.bill.snapshot
    labels = _line_labels(bill.tariff_code, stored.lines)
    return BillDocument(
        language=language,
        kind=cast(PrintedKind, bill.kind),
        bill_number="" if is_preview else bill.number_text,
        serial="" if is_preview else f"{bill.series}{bill.number:08d}",
        bill_month=bill.bill_month,
        period_start=bill.period_start,
        period_end=bill.period_end,
        issue_date=bill.issue_date,
        due_date=bill.due_date,
        subscriber=_subscriber(bill, snapshot, language),
        supply=_supply(bill, snapshot, stored.lines, language),
        readings=tuple(_reading(row, language) for row in stored.readings),
        lines=tuple(_line(row, labels, language) for row in stored.lines),
        consumption_wh=bill.consumption_wh,
        taxable_minor=bill.taxable_minor,
        vat_minor=bill.vat_minor,
        untaxed_minor=bill.untaxed_minor,
        total_minor=bill.total_minor,
        earlier_debt=EarlierDebt(
            principal_minor=bill.earlier_principal_minor,
            interest_minor=bill.earlier_interest_minor,
            as_of=bill.issue_date,
        ),
        credit_used_minor=_credit_used(bill),
        payable_minor=bill.payable_minor,
        history=_history(bill),
        notes=_notes(bill, language),
        is_preview=is_preview,
    )


def _subscriber(bill: BillRow, snapshot: dict[str, Any], language: Language) -> Subscriber:
    category = CATEGORY_WORDS.get(bill.category)
    address = (snapshot["street_line"], snapshot["place_line"])
    return Subscriber(
        name=snapshot["party_name"],
        address_lines=tuple(line for line in address if line),
        account_number=snapshot["account_number"],
        contract_number=snapshot["contract_number"],
        category=category.in_language(language) if category else bill.category,
        nipt=snapshot["nipt"] or "",
    )


def _supply(bill: BillRow, snapshot: dict[str, Any], lines: tuple[LineRow, ...], language: Language) -> Supply:
    voltage = VOLTAGE_WORDS.get(snapshot["voltage_level"])
    address = (snapshot["street_line"], snapshot["place_line"])
    return Supply(
        service_point=snapshot["service_point_code"],
        address=", ".join(line for line in address if line),
        agency=snapshot["agency_name"],
        route=snapshot["route_code"],
        walk_position=snapshot["walk_position"],
        tariff=_tariff_name(bill.tariff_code, lines, language),
        voltage=voltage.in_language(language) if voltage else "",
    )


def _tariff_name(tariff_code: str, lines: tuple[LineRow, ...], language: Language) -> str:
    if not lines:
        return tariff_code
    newest = max(lines, key=lambda line: line.to_date).tariff_version
    return get_version(tariff_code=tariff_code, version=newest).definition.name.in_language(language)


def _line_labels(tariff_code: str, lines: tuple[LineRow, ...]) -> dict[tuple[str, str], Words]:
    versions = sorted({line.tariff_version for line in lines})
    return {
        (version, code): words
        for version in versions
        for code, words in get_version(tariff_code=tariff_code, version=version).definition.line_labels().items()
    }


def _line(row: LineRow, labels: Mapping[tuple[str, str], Words], language: Language) -> BillLine:
    words = labels.get((row.tariff_version, row.charge_code))
    group: LineGroup = "charge"
    if row.ledger_key == "vat":
        group = "vat"
    elif row.tax_code == "none":
        group = "untaxed"
    return BillLine(
        text=words.in_language(language) if words else row.charge_code,
        group=group,
        quantity=row.quantity,
        unit=cast(LineUnit, row.unit),
        price_micro=None if group == "vat" else row.price_micro,
        factor_ppm=row.factor_ppm,
        from_date=row.from_date,
        to_date=row.to_date,
        amount_minor=row.amount_minor,
    )


def _reading(row: ReadingRow, language: Language) -> MeterReading:
    words = [DETERMINANT_WORDS[row.determinant].in_language(language)]
    if row.zone in _ZONE_WORDS:
        words.append(_ZONE_WORDS[row.zone].in_language(language))
    return MeterReading(
        meter_serial=row.meter_serial,
        register_code=row.register_code,
        register_words=", ".join(words),
        previous_date=row.previous_date,
        previous_milli=row.previous_milli,
        previous_quality=cast(ReadingQuality, row.previous_quality),
        present_date=row.present_date,
        present_milli=row.present_milli,
        present_quality=cast(ReadingQuality, row.present_quality),
        decimals=row.decimals,
        multiplier_milli=row.multiplier_milli,
        consumption_wh=row.consumption_wh,
        is_reactive=row.determinant.startswith("reactive"),
    )


def _credit_used(bill: BillRow) -> int:
    owed = bill.total_minor + bill.earlier_principal_minor + bill.earlier_interest_minor
    return owed - bill.payable_minor


def _history(bill: BillRow) -> tuple[HistoryMonth, ...]:
    first = month_shifted(month=bill.bill_month, months=1 - HISTORY_MONTHS)
    return tuple(
        HistoryMonth(
            month=month_shifted(month=first, months=place),
            consumption_wh=value,
            is_estimated=place == HISTORY_MONTHS - 1 and bill.reading_method == "estimated",
        )
        for place, value in enumerate(bill.history_wh)
    )


def _notes(bill: BillRow, language: Language) -> tuple[str, ...]:
    if bill.reading_method == "estimated":
        return (_ESTIMATED_NOTE.in_language(language),)
    if bill.reading_method == "interval":
        return (_INTERVAL_NOTE.in_language(language),)
    return ()
