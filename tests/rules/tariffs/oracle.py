"""
A second opinion on rating: plain fractions, one bill at a time, written from the text of the rules.

It shares no code with drita/rules/tariffs and knows no frames. The rules, as the decisions and docs/guides/tariff-files.md
put them:

 1. A period is cut where the version of the tariff changes. The energy of a sub-period is spread evenly over its days;
    of the days up to a cut it gets the part rounded down to a whole Wh (of the magnitude; a credit is the mirror).
 2. Flat: energy x price. Blocks: the limit of a month, or limit x days / 30 to the nearest Wh (half up); each stretch
    gets of every limit the share of its days, again as what is reached up to its end less what was reached before it.
    Whole table: the total of the period chooses one price for everything; a limit itself still belongs to its row.
 3. Zones have their prices; energy that was counted without zones has the fallback price. Where zones were counted the
    whole of a sub-period is the sum of its zones.
 4. Reactive energy is charged above the free share of the active energy of the stretch, the free part rounded down.
 5. The fee for zero use and the fixed item stand once on a bill, at the amounts of the version of the last day, not on
    credits and settlements; the fee only when the energy of the period is zero.
 6. An amount is rounded once a line to 0.01, halves away from zero; tax once for each rate on the sum of its lines.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import floor


@dataclass(frozen=True)
class PlainVersion:
    """Prices in lek as fractions, limits in Wh; `energy` is one of the four kinds with its table."""

    name: str
    first: date
    end: date
    energy: str
    price: Fraction
    table: tuple[tuple[int | None, Fraction], ...]
    by_days: bool
    zones: Mapping[str, Fraction] | None
    free_share: Fraction | None
    reactive_price: Fraction
    zero_fee: Fraction | None
    item: Fraction | None
    item_categories: tuple[str, ...]
    tax: Fraction


@dataclass(frozen=True)
class PlainBill:
    category: str
    kind: str
    start: date
    end: date
    # (from, to, active Wh, {zone: Wh} or None, reactive varh or None)
    sub_periods: Sequence[tuple[date, date, int, Mapping[str, int] | None, int | None]]


Line = tuple[str, str, int, date, date, int]  # code, version, quantity, from, to, amount in hundredths


def rounded(value: Fraction) -> int:
    """Round to the nearest whole number, halves away from zero."""
    size = (2 * abs(value.numerator) + value.denominator) // (2 * value.denominator)
    return size if value >= 0 else -size


def part(quantity: int, days_before: int, days_until: int, all_days: int) -> int:
    """Give what falls on the days from days_before to days_until."""
    size = abs(quantity)
    share = size * days_until // all_days - size * days_before // all_days
    return share if quantity >= 0 else -share


def amount(quantity: int, price: Fraction, per: int) -> int:
    return rounded(Fraction(quantity) / per * price * 100)


def rate(bill: PlainBill, versions: Sequence[PlainVersion]) -> tuple[list[Line], dict[str, int]]:
    """Return the lines of a bill without their order, and its sums."""
    lines: list[Line] = []
    taxed: dict[Fraction, int] = {}
    untaxed = energy_sum = 0
    total_wh = sum(sub[2] for sub in bill.sub_periods)
    for version in versions:
        first, end = max(bill.start, version.first), min(bill.end, version.end)
        if first >= end:
            continue
        stretch = _Stretch(bill, version, first, end)
        priced = [
            *_energy_lines(stretch, total_wh),
            *_reactive_lines(stretch),
        ]
        energy_sum += sum(line[-1] for line in priced)
        base = sum(line[-1] for line in priced)
        if end == bill.end and bill.kind not in ("credit", "settlement"):
            if version.zero_fee is not None and total_wh == 0:
                fee = amount(1, version.zero_fee, 1)
                priced.append(("zero", version.name, 1, bill.start, bill.end, fee))
                base += fee
            if version.item is not None and (not version.item_categories or bill.category in version.item_categories):
                item = amount(1, version.item, 1)
                priced.append(("item", version.name, 1, bill.start, bill.end, item))
                untaxed += item
        if any(line[0] != "item" for line in priced):
            taxed[version.tax] = taxed.get(version.tax, 0) + base
        lines += priced
    vat = 0
    for tax_rate, base in taxed.items():
        tax = rounded(base * tax_rate)
        vat += tax
        lines.append((f"vat {tax_rate}", "", base, bill.start, bill.end, tax))
    taxable = sum(taxed.values())
    sums = {
        "consumption_wh": total_wh,
        "energy_minor": energy_sum,
        "taxable_minor": taxable,
        "vat_minor": vat,
        "untaxed_minor": untaxed,
        "total_minor": taxable + vat + untaxed,
    }
    return lines, sums


class _Stretch:
    """The part of a bill under one version, with what was counted in it."""

    def __init__(self, bill: PlainBill, version: PlainVersion, first: date, end: date) -> None:
        self.bill, self.version, self.first, self.end = bill, version, first, end
        self.all_days = (bill.end - bill.start).days
        self.before, self.until = (first - bill.start).days, (end - bill.start).days
        self.zones: dict[str, int] = {}
        self.without_zones = 0
        self.reactive: int | None = None
        for sub_first, sub_end, active, zones, reactive in bill.sub_periods:
            begin, stop = max(sub_first, first), min(sub_end, end)
            if begin >= stop:
                continue
            days = ((begin - sub_first).days, (stop - sub_first).days, (sub_end - sub_first).days)
            if zones is None:
                self.without_zones += part(active, *days)
            else:
                for zone, quantity in zones.items():
                    self.zones[zone] = self.zones.get(zone, 0) + part(quantity, *days)
            if reactive is not None:
                self.reactive = (self.reactive or 0) + part(reactive, *days)
        self.active = self.without_zones + sum(self.zones.values())

    def line(self, code: str, quantity: int, price: Fraction) -> Line:
        money = amount(quantity, price, 1000)
        return (code, self.version.name, quantity, self.first, self.end, money)

    def month_limit(self, limit: int) -> int:
        return rounded(Fraction(limit * self.all_days, 30)) if self.version.by_days else limit


def _energy_lines(stretch: _Stretch, total_wh: int) -> Iterator[Line]:
    version, active = stretch.version, stretch.active
    if version.energy == "flat" and active:
        yield stretch.line("energy", active, version.price)
    elif version.energy == "whole" and active:
        for number, (limit, price) in enumerate(version.table, start=1):
            if limit is None or abs(total_wh) <= stretch.month_limit(limit):
                yield stretch.line(f"energy.r{number}", active, price)
                break
    elif version.energy == "blocks":
        reached = 0
        for number, (limit, price) in enumerate(version.table, start=1):
            top = abs(active)
            if limit is not None:
                share = part(stretch.month_limit(limit), stretch.before, stretch.until, stretch.all_days)
                top = max(reached, min(top, share))
            if top > reached:
                yield stretch.line(f"energy.b{number}", (top - reached) * (1 if active > 0 else -1), price)
            reached = top
    elif version.energy == "zones":
        assert version.zones is not None
        if stretch.without_zones:
            yield stretch.line("energy", stretch.without_zones, version.price)
        for zone, quantity in stretch.zones.items():
            if quantity:
                yield stretch.line(f"energy.{zone}", quantity, version.zones[zone])


def _reactive_lines(stretch: _Stretch) -> Iterator[Line]:
    version = stretch.version
    if version.free_share is None or stretch.reactive is None:
        return
    excess = abs(stretch.reactive) - floor(abs(stretch.active) * version.free_share)
    if excess > 0:
        yield stretch.line("reactive", excess if stretch.reactive > 0 else -excess, version.reactive_price)
