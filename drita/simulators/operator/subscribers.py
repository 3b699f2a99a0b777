"""The made-up subscribers: who they are, where they live, what they use energy for."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from drita.simulators.operator import names
from drita.simulators.operator.places import NORTHERN, SOUTHERN, Agency, agencies
from drita.simulators.operator.streams import stream

_CLASSES = ("household", "business", "budgetary", "other_body")
_CLASS_WEIGHTS = (88.0, 10.0, 1.2, 0.8)
_MOBILE_PREFIXES = ("066", "067", "068", "069")
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVW"
_EV_TARIFF_FROM = date(2025, 10, 15)
_POINTS_A_ROUTE = 72
_POINTS_A_BLOCK = 12
_POINTS_A_TRANSFORMER = 45
_POINTS_A_FEEDER = 405  # nine whole transformers


@dataclass(frozen=True, slots=True)
class Holder:
    """Who owes: the columns of a subscriber that belong to the person or company."""

    account_number: str
    account_class: str
    party_kind: str
    name: str
    given_name: str
    family_name: str
    nipt: str
    personal_number: str
    phone: str
    email: str


@dataclass(frozen=True, slots=True)
class Point:
    """Where energy is delivered, and what for (`use` decides the load)."""

    code: str
    agency: Agency
    route_code: str
    feeder_code: str
    transformer_code: str
    voltage_level: str
    phases: int
    street: str
    building: str
    entrance: str
    floor: str
    apartment: str
    quarter: str
    village: str
    latitude: float
    longitude: float
    walk_position: int
    use: str


@dataclass(frozen=True, slots=True)
class Subscription:
    """A holder at a point under a contract."""

    number: int
    contract_number: str
    holder: Holder
    point: Point
    category: str
    tariff_code: str
    valid_from: date
    valid_to: date | None = None


def subscriptions(*, seed: int, count: int, first_day: date) -> list[Subscription]:
    """
    (This function will) make `count` subscriptions spread over the agencies by their size, all in force on `first_day`
    except the charging points, whose tariff began later.
    """
    made: list[Subscription] = []
    for agency, share in _shares(count):
        random = stream(seed, "subscribers", agency.code)
        for place in range(share):
            made.append(_subscription(seed, random, agency, place, len(made) + 1, first_day))
    return _with_large_users(seed, made)


def new_holder_at(*, seed: int, old: Subscription, number: int, on: date) -> Subscription:
    """(This function will) make the household that moves in at a point on a day."""
    random = stream(seed, "moved in", number)
    holder = _holder(random, old.point.agency, number, "household", on)[0]
    return replace(
        old, number=number, contract_number=_contract_number(old.point.agency, number), holder=holder, valid_from=on
    )


def _shares(count: int) -> Iterator[tuple[Agency, int]]:
    """Split the count by the agencies' weights without losing one: running totals are rounded, not the parts."""
    places = agencies()
    whole = sum(place.weight for place in places)
    passed, given = 0, 0
    for place in places:
        passed += place.weight
        until = round(count * passed / whole)
        yield place, until - given
        given = until


def _subscription(seed: int, random: Random, agency: Agency, place: int, number: int, first_day: date) -> Subscription:
    account_class = random.choices(_CLASSES, weights=_CLASS_WEIGHTS)[0]
    valid_from = first_day - timedelta(days=random.randint(60, 7_000))
    holder, use = _holder(random, agency, number, account_class, valid_from)
    point = _point(random, agency, place, number, use, seed)
    category = {"business": "private"}.get(account_class, account_class)
    return Subscription(
        number=number,
        contract_number=_contract_number(agency, number),
        holder=holder,
        point=point,
        category=category,
        tariff_code="AL-HOUSEHOLD" if account_class == "household" else "AL-LV-04",
        valid_from=valid_from,
    )


def _contract_number(agency: Agency, number: int) -> str:
    """Sixteen digits, as the operator's contracts are said to have: region, agency, running number."""
    return f"{agency.region_code}{agency.code[-2:]}{number:012d}"


def _holder(random: Random, agency: Agency, number: int, account_class: str, since: date) -> tuple[Holder, str]:
    is_woman = random.random() < 0.38
    given, family = names.person(
        random,
        is_woman=is_woman,
        is_northern=agency.region_code in NORTHERN,
        is_southern=agency.region_code in SOUTHERN,
    )
    bare = Holder(
        account_number=f"{1_000_000_000 + number}",
        account_class=account_class,
        party_kind="company",
        name="",
        given_name="",
        family_name="",
        nipt="",
        personal_number="",
        phone=_phone(random) if random.random() < 0.86 else "",
        email="",
    )
    if account_class == "household":
        personal = _personal_number(random, is_woman=is_woman) if random.random() < 0.93 else ""
        email = f"{_plain(given)}.{_plain(family)}{number}@shembull.al" if random.random() < 0.25 else ""
        named = replace(bare, party_kind="person", given_name=given, family_name=family, name=f"{given} {family}")
        return replace(named, personal_number=personal, email=email), _household_use(random)
    if account_class == "business":
        name, use = names.business(random, surname=family)
        return replace(bare, name=name, nipt=_nipt(random, since)), use
    if account_class == "budgetary":
        name = names.budgetary_body(random, town=agency.name)
        use = "lighting" if "Ndriçimi" in name else "office" if "Bashkia" in name or "Gjykata" in name else "school"
        return replace(bare, name=name, nipt=_nipt(random, since)), use
    return replace(bare, name=names.other_body(random, town=agency.name), nipt=_nipt(random, since)), "office"


def _household_use(random: Random) -> str:
    return random.choices(("home", "empty", "holiday", "threshold"), weights=(90, 5, 2.5, 2.5))[0]


def _point(random: Random, agency: Agency, place: int, number: int, use: str, seed: int) -> Point:
    """
    Neighbours in the walk are neighbours in the street: a dozen points share a block, which is a building with flats, a
    row of houses, or a part of a village.
    """
    block = stream(seed, "block", agency.code, place // _POINTS_A_BLOCK)
    door = place % _POINTS_A_BLOCK
    is_rural = bool(agency.villages) and block.random() * 100 < agency.rural_percent
    street = "" if is_rural and block.random() < 0.6 else block.choice(agency.streets)
    house = block.randint(1, 160)
    is_building = not is_rural and block.random() < 0.65
    is_flat = is_building and use in ("home", "empty", "threshold")
    spread = 0.03 if is_rural else 0.008
    latitude, longitude = block.gauss(agency.latitude, spread), block.gauss(agency.longitude, spread)
    entrance, floor = door // 6 + 1, door % 6 // 2
    route = place // _POINTS_A_ROUTE + 1
    is_strong = use in ("hotel", "factory", "big", "lighting", "bar") or random.random() < 0.08
    return Point(
        code=f"PF{agency.region_code}{agency.code[-2:]}{number:07d}",
        agency=agency,
        route_code=f"{agency.code}-{route:03d}",
        feeder_code=f"{agency.code}-F{place // _POINTS_A_FEEDER + 1:02d}",
        transformer_code=f"{agency.code}-T{place // _POINTS_A_TRANSFORMER + 1:03d}",
        voltage_level="lv_04",
        phases=3 if is_strong else 1,
        street=street,
        building=(str(house) if is_building else str(house + 2 * door)) if street else "",
        entrance=str(entrance) if is_flat else "",
        floor=str(floor + 1) if is_flat else "",
        apartment=str(door + 1) if is_flat else "",
        quarter="" if is_rural else agency.quarters[route % len(agency.quarters)],
        village=block.choice(agency.villages) if is_rural else "",
        latitude=round(latitude + (0 if is_building else 0.0002 * door), 6),
        longitude=round(longitude + random.gauss(0, 0.00005), 6),
        walk_position=place % _POINTS_A_ROUTE * 10 + 10,
        use=use,
    )


def _with_large_users(seed: int, made: list[Subscription]) -> list[Subscription]:
    """Turn some businesses into what a small operator has few of: medium and high voltage, bakeries, charging points."""
    random = stream(seed, "large users")
    businesses = [n for n, s in enumerate(made) if s.holder.account_class == "business"]
    random.shuffle(businesses)
    plan = (
        *(("hv", max(1, len(made) // 700)), ("mv", max(2, len(made) // 110))),
        *(("bakery_mv", max(1, len(made) // 700)), ("ev", max(1, len(made) // 600))),
    )
    for kind, wanted in plan:
        for _ in range(min(wanted, len(businesses))):
            index = businesses.pop()
            made[index] = _large(random, made[index], kind)
    return made


def _large(random: Random, small: Subscription, kind: str) -> Subscription:
    if kind == "ev":
        point = replace(small.point, use="ev", phases=3)
        begun = max(small.valid_from, _EV_TARIFF_FROM + timedelta(days=random.randint(0, 120)))
        holder = replace(small.holder, name=f"Karikim Elektrik {small.holder.name.split()[-1]}")
        return replace(
            small, point=point, holder=holder, category="ev_point", tariff_code="AL-EV-POINT", valid_from=begun
        )
    if kind == "bakery_mv":
        point = replace(small.point, use="bakery", phases=3, voltage_level="mv_6_20", transformer_code="")
        name = names.bakery(random, surname=small.holder.name.split()[-1].strip("."))
        holder = replace(small.holder, name=name)
        return replace(small, point=point, holder=holder, category="bakery", tariff_code="AL-BAKERY-MV-6-20")
    level, tariff = ("hv_35", "AL-HV-35") if kind == "hv" else ("mv_6_20", "AL-MV-6-20")
    # A user at 35 kV hangs on a line of that voltage and not on the town's feeder.
    feeder = f"{small.point.agency.code}-L35" if kind == "hv" else small.point.feeder_code
    point = replace(small.point, use=kind, phases=3, voltage_level=level, feeder_code=feeder, transformer_code="")
    return replace(small, point=point, tariff_code=tariff)


def _phone(random: Random) -> str:
    digits = f"{random.randint(2_000_000, 9_999_999)}"
    return f"{random.choice(_MOBILE_PREFIXES)} {digits[:2]} {digits[2:4]} {digits[4:]}"


def _personal_number(random: Random, *, is_woman: bool) -> str:
    """The form only: the check letter's rule is not public, so these numbers belong to nobody on purpose."""
    year = random.randint(1940, 2004)
    decade = chr(ord("A") + (year - 1900) // 10) if year < 2000 else "K"
    month = random.randint(1, 12) + (50 if is_woman else 0)
    serial = random.randint(0, 999)
    return f"{decade}{year % 10}{month:02d}{random.randint(1, 28):02d}{serial:03d}{random.choice(_LETTERS)}"


def _nipt(random: Random, since: date) -> str:
    decade = "K" if since.year < 2010 else "L" if since.year < 2020 else "M"
    return f"{decade}{since.year % 10}{random.randint(1, 12):02d}{random.randint(1, 28):02d}{random.randint(0, 999):03d}{random.choice(_LETTERS)}"


def _plain(name: str) -> str:
    return name.lower().replace("ë", "e").replace("ç", "c")
