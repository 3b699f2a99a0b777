"""Random tariffs and bills, each in two forms: the product's frames and the oracle's plain values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from random import Random

import polars as pl

from drita.rules.calendars.zone_calendar import ZoneCalendar, ZoneSeason, ZoneWindow
from drita.rules.tariffs.block_table import Block
from drita.rules.tariffs.definition import Charge, TariffVersion, Tax
from drita.rules.tariffs.fixed_monthly_item import FixedMonthlyItem
from drita.rules.tariffs.flat_energy import FlatEnergy
from drita.rules.tariffs.incremental_blocks import IncrementalBlocks
from drita.rules.tariffs.rating_frames import DETERMINANT_FRAME, SUPPLY_FRAME
from drita.rules.tariffs.reactive_excess import ReactiveExcess
from drita.rules.tariffs.whole_table_by_total import WholeTableByTotal
from drita.rules.tariffs.zero_use_fee import ZeroUseFee
from drita.rules.tariffs.zone_prices import ZonePrice, ZonePrices
from drita.rules.words import Words
from tests.rules.tariffs.oracle import PlainBill, PlainVersion

WORDS = Words(sq="prove", en="test")
ZONES = ("peak", "offpeak")
CALENDAR = ZoneCalendar(
    code="TEST",
    other_zone="offpeak",
    seasons=(ZoneSeason((1, 1), (12, 31), (ZoneWindow("peak", 1080, 1320),)),),
)
FIRST, END = date(2020, 1, 1), date(2024, 1, 1)
NO_FIXED = ("credit", "settlement")


@dataclass(frozen=True)
class Cases:
    """The same bills twice."""

    supplies: pl.DataFrame
    determinants: pl.DataFrame
    tariffs: tuple[TariffVersion, ...]
    plain_versions: dict[str, list[PlainVersion]]
    plain_bills: list[tuple[str, PlainBill]]


def random_price(random: Random) -> int:
    """Return a price in micro-lek: whole lek, two decimals, or as many as a price may have."""
    step = random.choice((1_000_000, 100_000, 10_000, 1))
    return random.randrange(0, 50_000_000 // step) * step


def random_versions(random: Random, code: str) -> tuple[list[TariffVersion], list[PlainVersion]]:
    """Make one to four versions that tile the years of the test."""
    days = (END - FIRST).days
    cuts = sorted(random.sample(range(1, days), random.randrange(0, 4)))
    bounds = [FIRST, *(FIRST + timedelta(days=cut) for cut in cuts), END]
    pairs = [
        random_version(random, code, f"v{number}", first, end) for number, (first, end) in enumerate(pairwise(bounds))
    ]
    return [pair[0] for pair in pairs], [pair[1] for pair in pairs]


@dataclass(frozen=True)
class Drawn:
    """What chance decided about a version, before it is written in the two forms."""

    kind: str
    prices: tuple[int, ...]
    limits: tuple[int, ...]
    by_days: bool
    share_ppm: int | None
    fee_micro: int | None
    item_micro: int | None
    categories: tuple[str, ...]
    rate_ppm: int


def draw(random: Random) -> Drawn:
    """Let chance decide about a version."""
    months = random.sample(range(1, 1_200), random.randrange(0, 4))
    # Limits a few Wh apart and odd ones show what the shares of days do to them.
    limits = {limit * random.choice((1_000, 1_000, 1)) for limit in months}
    limits |= {limit + 1 for limit in limits if random.random() < 0.3}
    return Drawn(
        kind=random.choice(("flat", "blocks", "whole", "zones")),
        prices=tuple(random_price(random) for _ in range(8)),
        limits=tuple(sorted(limits)),
        by_days=random.random() < 0.5,
        share_ppm=random.choice((None, 0, 484_322, 1_000_000)),
        fee_micro=random.choice((None, 200_000_000, 199_995_000)),
        item_micro=random.choice((None, 100_000_000)),
        categories=random.choice(((), ("household",), ("household", "private"))),
        rate_ppm=random.choice((200_000, 200_000, 100_000, 0)),
    )


def random_version(random: Random, code: str, name: str, first: date, end: date) -> tuple[TariffVersion, PlainVersion]:
    """Make one version in both forms."""
    drawn = draw(random)
    charges = charges_of(drawn)
    random.shuffle(charges)
    version = TariffVersion(
        code=code,
        version=name,
        valid_from=first,
        valid_to=None if end == END else end,
        name=WORDS,
        customers=WORDS,
        source=Words(sq="rastësor", en="random"),
        is_verified=False,
        may_be_activated=False,
        note=None,
        zone_calendar=CALENDAR if drawn.kind == "zones" else None,
        charges=tuple(charges),
        taxes=(Tax(code="vat", label=WORDS, rate_ppm=drawn.rate_ppm),),
        examples=(),
    )
    return version, plain_version(drawn, name, first, end)


def charges_of(drawn: Drawn) -> list[Charge]:
    """Write the charges as the product has them."""
    prices = drawn.prices
    rows = tuple(Block(limit, price) for limit, price in zip(drawn.limits, prices, strict=False))
    blocks = (*rows, Block(None, prices[-1]))
    zones = tuple(ZonePrice(zone=zone, label=WORDS, price_micro=prices[no]) for no, zone in enumerate(ZONES, start=1))
    energy = head("energy", "energy")
    by_kind: dict[str, Charge] = {
        "flat": FlatEnergy(**energy, price_micro=prices[0]),
        "blocks": IncrementalBlocks(**energy, blocks=blocks, is_scaled_by_days=drawn.by_days),
        "whole": WholeTableByTotal(**energy, rows=blocks, is_scaled_by_days=drawn.by_days),
        "zones": ZonePrices(**energy, prices=zones, fallback_price_micro=prices[0]),
    }
    charges = [by_kind[drawn.kind]]
    if drawn.share_ppm is not None:
        reactive = head("reactive", "reactive")
        charges.append(ReactiveExcess(**reactive, free_share_ppm=drawn.share_ppm, price_micro=prices[3]))
    if drawn.fee_micro is not None:
        fee = head("zero", "fixed_fee")
        charges.append(ZeroUseFee(**fee, amount_micro=drawn.fee_micro, not_on_kinds=NO_FIXED))
    if drawn.item_micro is not None:
        item = {**head("item", "rtsh", tax="none"), "only_categories": drawn.categories}
        charges.append(FixedMonthlyItem(**item, amount_micro=drawn.item_micro, not_on_kinds=NO_FIXED))
    return charges


def plain_version(drawn: Drawn, name: str, first: date, end: date) -> PlainVersion:
    """Write the same as the oracle has it, in lek."""
    prices = [Fraction(price, 1_000_000) for price in drawn.prices]
    table = [*zip(drawn.limits, prices, strict=False), (None, prices[-1])]
    return PlainVersion(
        name=name,
        first=first,
        end=end,
        energy=drawn.kind,
        price=prices[0],
        table=tuple(table),
        by_days=drawn.by_days,
        zones=dict(zip(ZONES, prices[1:], strict=False)) if drawn.kind == "zones" else None,
        free_share=None if drawn.share_ppm is None else Fraction(drawn.share_ppm, 1_000_000),
        reactive_price=prices[3],
        zero_fee=None if drawn.fee_micro is None else Fraction(drawn.fee_micro, 1_000_000),
        item=None if drawn.item_micro is None else Fraction(drawn.item_micro, 1_000_000),
        item_categories=drawn.categories,
        tax=Fraction(drawn.rate_ppm, 1_000_000),
    )


def head(code: str, ledger_key: str, tax: str = "vat") -> dict[str, object]:
    """Return the keys that every charge has."""
    return {"code": code, "label": WORDS, "ledger_key": ledger_key, "tax_code": tax}


def random_bill(random: Random, versions: Sequence[PlainVersion]) -> PlainBill:
    """Make a bill whose period likes to lie across a change, and whose energy likes the limits."""
    length = random.choice((1, 2, 28, 30, 31, 31, 31, 62, 100))
    change = random.choice(versions).first
    start = change - timedelta(days=random.randrange(0, length + 1))
    start = min(max(start, FIRST), END - timedelta(days=length))
    end = start + timedelta(days=length)
    cuts = sorted(random.sample(range(1, length), min(length - 1, random.choice((0, 0, 1, 2)))))
    bounds = [start, *(start + timedelta(days=cut) for cut in cuts), end]
    limits = [limit for version in versions for limit, _ in version.table if limit is not None]
    total = random.choice(
        (
            0,
            random.randrange(0, 3_000_000),
            random.randrange(0, 2_000) * 1_000,
            random.randrange(0, 10**12),
            random.choice(limits or [0]) + random.choice((-1, 0, 1)),
        )
    )
    sign = random.choice((1, 1, 1, -1))
    sub_periods = []
    rest = total
    for number, (first, last) in enumerate(pairwise(bounds)):
        is_last = number == len(bounds) - 2
        takes_all = is_last or random.random() < 0.2
        active = rest if takes_all else random.randrange(0, max(rest, 0) + 1)
        rest -= active
        active *= sign
        # Now and then one side of an exchange runs the other way (an estimate taken back).
        if random.random() < 0.05:
            active = -active
        elif is_last and random.random() < 0.05:
            active = -sum(sub[2] for sub in sub_periods)
        zones = None
        if random.random() < 0.5:
            peak = random.randrange(0, abs(active) + 1) * (1 if active >= 0 else -1)
            zones = {"peak": peak, "offpeak": active - peak}
        reactive = None if random.random() < 0.6 else random.randrange(-1_000, 2_000_000) * sign
        sub_periods.append((first, last, active, zones, reactive))
    if any(sub[4] is not None for sub in sub_periods):
        # What is measured is measured in the whole period.
        sub_periods = [(*sub[:4], sub[4] or 0) for sub in sub_periods]
    kind = random.choice(("ordinary", "ordinary", "ordinary", "final", "credit", "settlement"))
    category = random.choice(("household", "private", "budgetary"))
    return PlainBill(category=category, kind=kind, start=start, end=end, sub_periods=sub_periods)


def random_cases(*, seed: int, bills: int, tariffs: int) -> Cases:
    """Make many bills over some tariffs."""
    random = Random(seed)
    made = {f"T{number}": random_versions(random, f"T{number}") for number in range(tariffs)}
    plain_bills, supplies, rows = [], [], []
    for key in range(bills):
        code = random.choice(list(made))
        bill = random_bill(random, made[code][1])
        plain_bills.append((code, bill))
        supplies.append((key, code, bill.category, bill.start, bill.end, bill.kind))
        rows += determinant_rows(key, bill)
    return Cases(
        supplies=pl.DataFrame(supplies, schema=SUPPLY_FRAME, orient="row"),
        determinants=pl.DataFrame(rows, schema=DETERMINANT_FRAME, orient="row"),
        tariffs=tuple(version for versions, _ in made.values() for version in versions),
        plain_versions={code: plain for code, (_, plain) in made.items()},
        plain_bills=plain_bills,
    )


def determinant_rows(key: int, bill: PlainBill) -> list[tuple[int, str, str, date, date, int]]:
    """Write what was counted in a bill as rows of the determinants' frame."""
    rows = []
    for first, last, active, zones, reactive in bill.sub_periods:
        rows.append((key, "active_import", "", first, last, active))
        rows += [(key, "active_import", zone, first, last, wh) for zone, wh in (zones or {}).items()]
        if reactive is not None:
            rows.append((key, "reactive_import", "", first, last, reactive))
    return rows
