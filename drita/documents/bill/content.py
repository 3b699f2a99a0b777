"""
All that a bill shows, as plain values: billing fills it from stored rows, the PDF and the HTML twin read it.

Numbers are integers in the units of their names; texts that come from the operator's own tables (names, addresses,
tariff and line words) arrive in the bill's language, everything else is worded here in `drita.documents.bill`.
Half-open periods: `period_end` and `to_date` are the first day after; the page prints the last day.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from drita.documents.bill.soundness import UnableToPrintBill, find_unsound_sum
from drita.rules.words import Language

BillKind = Literal[
    "ordinary",
    "final",
    "settlement",
    "corrective",
    "credit",
    "damage",
    "unmetered",
    "service",
]
ReadingQuality = Literal[
    "actual",
    "customer",
    "estimated",
    "substituted",
    "handover",
    "installation",
    "removal",
]
# What a line's amount is: priced supply or service that bears VAT, the VAT itself, or a charge outside VAT (RTSH).
LineGroup = Literal["charge", "vat", "untaxed"]
LineUnit = Literal["wh", "varh", "day", "month", "minor", "count"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscriber:
    """Who owes, and where the paper is delivered. Empty strings are not printed."""

    name: str
    address_lines: tuple[str, ...]  # at most four are printed
    account_number: str
    contract_number: str
    category: str  # in the bill's language: "Klient familjar"
    nipt: str = ""
    personal_number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Supply:
    """Where the energy is delivered and how the paper finds its way there."""

    service_point: str
    address: str
    agency: str
    route: str
    walk_position: int | None
    tariff: str  # in the bill's language
    voltage: str = ""  # in the bill's language: "Tension i ulët 0,4 kV"


@dataclass(frozen=True, slots=True, kw_only=True)
class MeterReading:
    """One register over one stretch of the period; an exchanged meter gives two rows."""

    meter_serial: str
    register_code: str  # "A+", "A+T1" ...
    register_words: str = ""  # in the bill's language: "Aktive, pik"
    previous_date: date
    previous_milli: int
    previous_quality: ReadingQuality
    present_date: date
    present_milli: int
    present_quality: ReadingQuality
    decimals: int = 0  # decimals of the dial
    multiplier_milli: int = 1000
    consumption_wh: int  # varh where is_reactive
    is_reactive: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BillLine:
    """One line: quantity x price x factor = amount, so that anyone can follow it by hand."""

    text: str  # in the bill's language: "Energji aktive"
    group: LineGroup
    quantity: int | None  # Wh, varh, or a plain count of days, months, pieces; minor for the base of VAT
    unit: LineUnit
    price_micro: int | None  # per kWh, kvarh, day, month or piece; None for VAT
    factor_ppm: int | None  # 1_000_000 = x1; for VAT the rate
    from_date: date | None
    to_date: date | None
    amount_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierDebt:
    """What was owed before this bill, as computed at issue and stored with it."""

    principal_minor: int = 0
    interest_minor: int = 0
    as_of: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryMonth:
    """One month of the chart; `consumption_wh` None where nothing is known."""

    month: date
    consumption_wh: int | None
    is_estimated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FiscalIdentity:
    """What the tax authority's system gave to the bill; the link is what its QR must then carry."""

    nslf: str
    nivf: str
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BillDocument:
    """
    One bill, whole. Refuses to exist when its sums do not agree, so no unsound paper can leave the house.

    Shape: `lines` in the order of print; `history` 13 months, oldest first, the billed month last (fewer are allowed);
    `readings` may be empty (unmetered energy).
    Raises: UnableToPrintBill.
    """

    language: Language
    kind: BillKind
    bill_number: str
    bill_month: date
    period_start: date
    period_end: date
    issue_date: date
    due_date: date
    subscriber: Subscriber
    supply: Supply
    readings: tuple[MeterReading, ...]
    lines: tuple[BillLine, ...]
    consumption_wh: int
    taxable_minor: int  # sum of the charges, without VAT
    vat_minor: int
    untaxed_minor: int
    total_minor: int  # this bill: taxable + VAT + untaxed
    earlier_debt: EarlierDebt = field(default_factory=EarlierDebt)
    credit_used_minor: int = 0  # advance or credit taken off, >= 0
    rounding_minor: int = 0  # what rounding the payable sum added, by the rule in force
    payable_minor: int  # total + earlier debt - credit used + rounding; negative = in the subscriber's favour
    history: tuple[HistoryMonth, ...] = ()
    late_interest_ppb_per_day: (
        int | None
    )  # of what is unpaid, as in force when the bill falls due; None: none is charged
    late_interest_cap_ppm: int | None  # of the bill's value; None: it has no end
    refers_to: str = ""  # number of the bill that a corrective or credit bill changes
    notes: tuple[str, ...] = ()  # in the bill's language, each at most two printed lines
    fiscal: FiscalIdentity | None = None
    is_preview: bool = False  # nothing issued: marked across the page, no codes to pay with

    def __post_init__(self) -> None:
        """Prove the sums once, here, for every channel that will show them."""
        problem = find_unsound_sum(
            charges=sum(line.amount_minor for line in self.lines if line.group == "charge"),
            vat=sum(line.amount_minor for line in self.lines if line.group == "vat"),
            untaxed=sum(line.amount_minor for line in self.lines if line.group == "untaxed"),
            stated=(
                self.taxable_minor,
                self.vat_minor,
                self.untaxed_minor,
                self.total_minor,
            ),
            payable_parts=(
                self.earlier_debt.principal_minor,
                self.earlier_debt.interest_minor,
                -self.credit_used_minor,
                self.rounding_minor,
            ),
            payable=self.payable_minor,
        )
        if problem:
            raise UnableToPrintBill(number=self.bill_number, problem=problem)


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """The operator as the head of the bill names it; part of the template, because it is the same on every page."""

    name: str
    nipt: str
    address: str
    phone: str
    email: str
    web: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Notices:
    """What the regulator wants said on every bill, one pair of languages each; part of the template."""

    where_to_pay: tuple[str, str]  # sq, en
    how_to_complain: tuple[str, str]
