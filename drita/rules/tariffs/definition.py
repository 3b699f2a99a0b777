"""A tariff version as plain values: what the tariff file says, and nothing else."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from drita.rules.calendars.zone_calendar import ZoneCalendar
from drita.rules.words import Words

NO_TAX = "none"
LedgerKey = Literal["energy", "reactive", "fixed_fee", "rtsh", "vat"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """What all charges have; each kind adds its own prices in the file named after it."""

    code: str
    label: Words
    ledger_key: LedgerKey
    tax_code: str = NO_TAX
    is_enabled: bool = True
    is_verified: bool = True
    only_categories: tuple[str, ...] = ()  # empty: for every category of contract
    note: Words | None = None
    beneficiary: Words | None = None  # set when the money is collected for somebody else

    def line_labels(self) -> dict[str, Words]:
        """Return the words of each line this charge can make, by the `charge_code` of the line."""
        return {self.code: self.label}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tax:
    """A tax on the sum of the bill's lines that name it; rounded once for each bill and rate."""

    code: str
    label: Words
    rate_ppm: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedSums:
    """What a worked example must come to, in hundredths of a lek; None is not compared."""

    energy_minor: int | None = None
    taxable_minor: int | None = None
    vat_minor: int | None = None
    untaxed_minor: int | None = None
    total_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkedExample:
    """A sum worked by hand that the version must reproduce before it may be activated."""

    title: Words
    source: Words | None
    category: str
    kind: str
    period_start: date
    period_end: date
    active_wh: int
    zones_wh: tuple[tuple[str, int], ...]
    reactive_varh: int | None
    expected: ExpectedSums


@dataclass(frozen=True, slots=True, kw_only=True)
class TariffVersion:
    """The prices of one tariff from `valid_from` up to, not including, `valid_to` (None: open)."""

    code: str
    version: str
    valid_from: date
    valid_to: date | None
    name: Words
    customers: Words
    source: Words
    is_verified: bool
    may_be_activated: bool
    note: Words | None
    zone_calendar: ZoneCalendar | None
    charges: tuple[Charge, ...]
    taxes: tuple[Tax, ...]
    examples: tuple[WorkedExample, ...]

    def line_labels(self) -> dict[str, Words]:
        """Return the words of every line a bill under this version can have, by `charge_code`."""
        labels = {code: words for c in self.charges for code, words in c.line_labels().items()}
        return labels | {tax.code: tax.label for tax in self.taxes}
