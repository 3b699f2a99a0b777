"""An issued bill as the document that PDF and HTML are made from, filled from stored rows only."""

from dataclasses import dataclass
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
from drita.modules.billing.queries.wording import Wording, get_wording, present_wording
from drita.modules.tariffs.queries import list_active_versions
from drita.rules.billing.bill_month import month_shifted
from drita.rules.billing.consumption_history import HISTORY_MONTHS, estimated_places
from drita.rules.errors import UnableTo
from drita.rules.words import Language, Words


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
    told = _Told(_wording(bill), language)
    late = told.wording.late_terms.get(snapshot["interest_class"])
    return BillDocument(
        language=language,
        kind=cast(PrintedKind, bill.kind),
        bill_number="" if is_preview else bill.number_text,
        bill_month=bill.bill_month,
        period_start=bill.period_start,
        period_end=bill.period_end,
        issue_date=bill.issue_date,
        due_date=bill.due_date,
        subscriber=_subscriber(bill, snapshot, told),
        supply=_supply(bill, snapshot, stored.lines, told),
        readings=tuple(_reading(row, told) for row in stored.readings),
        lines=tuple(_line(bill.tariff_code, row, told) for row in stored.lines),
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
        late_interest_ppb_per_day=late.rate_ppb if late else None,
        late_interest_cap_ppm=late.cap_ppm if late else None,
        notes=_notes(bill, told),
        is_preview=is_preview,
    )


@dataclass(frozen=True, slots=True)
class _Told:
    """The words of a bill in the language it is printed in."""

    wording: Wording
    language: Language

    def get(self, name: str, default: str = "") -> str:
        pair = self.wording.words.get(name)
        return pair.in_language(self.language) if pair else default


def _wording(bill: BillRow) -> Wording:
    if bill.wording_id is not None:
        return get_wording(bill.wording_id)
    # Issued before words were kept with the bill: they are still those it was issued with.
    return present_wording(tariffs=list_active_versions(), due_date=bill.due_date)


def _subscriber(bill: BillRow, snapshot: dict[str, Any], told: _Told) -> Subscriber:
    address = (snapshot["street_line"], snapshot["place_line"])
    return Subscriber(
        name=snapshot["party_name"],
        address_lines=tuple(line for line in address if line),
        account_number=snapshot["account_number"],
        contract_number=snapshot["contract_number"],
        category=told.get(f"category/{bill.category}", bill.category),
        nipt=snapshot["nipt"] or "",
    )


def _supply(bill: BillRow, snapshot: dict[str, Any], lines: tuple[LineRow, ...], told: _Told) -> Supply:
    address = (snapshot["street_line"], snapshot["place_line"])
    return Supply(
        service_point=snapshot["service_point_code"],
        address=", ".join(line for line in address if line),
        agency=snapshot["agency_name"],
        route=snapshot["route_code"],
        walk_position=snapshot["walk_position"],
        tariff=_tariff_name(bill.tariff_code, lines, told),
        voltage=told.get(f"voltage/{snapshot['voltage_level']}"),
    )


def _tariff_name(tariff_code: str, lines: tuple[LineRow, ...], told: _Told) -> str:
    if not lines:
        return tariff_code
    newest = max(lines, key=lambda line: line.to_date).tariff_version
    return told.get(f"tariff/{tariff_code}/{newest}", tariff_code)


def _line(tariff_code: str, row: LineRow, told: _Told) -> BillLine:
    group: LineGroup = "charge"
    if row.ledger_key == "vat":
        group = "vat"
    elif row.tax_code == "none":
        group = "untaxed"
    return BillLine(
        text=told.get(f"line/{tariff_code}/{row.tariff_version}/{row.charge_code}", row.charge_code),
        group=group,
        quantity=row.quantity,
        unit=cast(LineUnit, row.unit),
        price_micro=None if group == "vat" else row.price_micro,
        factor_ppm=row.factor_ppm,
        from_date=row.from_date,
        to_date=row.to_date,
        amount_minor=row.amount_minor,
    )


def _reading(row: ReadingRow, told: _Told) -> MeterReading:
    words = [told.get(f"determinant/{row.determinant}", row.determinant), told.get(f"zone/{row.zone}")]
    return MeterReading(
        meter_serial=row.meter_serial,
        register_code=row.register_code,
        register_words=", ".join(word for word in words if word),
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
            is_estimated=is_estimated,
        )
        for place, (value, is_estimated) in enumerate(
            zip(bill.history_wh, estimated_places(bill.history_estimated), strict=True)
        )
    )


def _notes(bill: BillRow, told: _Told) -> tuple[str, ...]:
    note = told.get(f"note/{bill.reading_method}")
    return (note,) if note else ()
