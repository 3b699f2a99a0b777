"""The parts of the subscriber's page that say who and where: key facts, contracts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.http import Http404
from django.urls import reverse

from drita.interfaces.staff.access import Visit
from drita.interfaces.staff.templatetags.staff import language
from drita.modules.customers.choices import ACCOUNT_CLASS_WORDS, CATEGORY_WORDS
from drita.modules.customers.queries import (
    ContractCard,
    ServicePointCard,
    SubscriberCard,
    UnableToFindSubscriber,
    get_subscriber_card,
)
from drita.modules.network.choices import VOLTAGE_WORDS
from drita.rules import formats
from drita.rules.words import Words

_LANGUAGES = {"sq": Words(sq="shqip", en="Albanian"), "en": Words(sq="anglisht", en="English")}


@dataclass(frozen=True, slots=True)
class Fact:
    """One of the key facts below a title."""

    name: Words
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryView:
    category_words: Words
    tariff_code: str
    from_date: date
    to_date: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractView:
    """One contract as its card shows it."""

    number: str
    state: str
    from_date: date
    to_date: date | None
    address: str
    category_words: Words
    tariff_code: str
    tariff_address: str
    service_point: str
    voltage_words: Words
    phases: int
    agency: str
    route: str
    walk_position: int
    feeder: str
    categories: tuple[CategoryView, ...]


def find_subscriber(*, number: str, visit: Visit) -> SubscriberCard:
    """
    (This function will) return the subscriber if he lies in the person's sight.

    Raises: Http404 in the very same way for a number that does not exist and for one of another area, so that nobody
    learns from outside who is a customer there.
    """
    try:
        card = get_subscriber_card(account_number=number)
    except UnableToFindSubscriber as refusal:
        raise Http404 from refusal
    points = [contract.service_point for contract in card.contracts]
    is_seen = any(visit.sees(region_id=point.region_id, agency_id=point.agency_id) for point in points)
    if is_seen or visit.scope.is_everywhere:
        return card
    raise Http404


def address_of(point: ServicePointCard) -> str:
    """(This function will) write an address in one line."""
    return ", ".join(filter(None, (point.street_line, point.place_line)))


def class_words(card: SubscriberCard) -> Words:
    """(This function will) name the class of an account."""
    return ACCOUNT_CLASS_WORDS[card.account_class]


def category_words(code: str) -> Words:
    """(This function will) name a category; one that came with a tariff file shows its code."""
    return CATEGORY_WORDS.get(code) or Words(sq=code, en=code)


def key_facts(*, card: SubscriberCard) -> list[Fact]:
    """(This function will) choose the facts a clerk asks for first."""
    return [fact for fact in _facts(card) if fact.value]


def _facts(card: SubscriberCard) -> Iterator[Fact]:
    if card.contracts:
        point = card.contracts[0].service_point
        yield Fact(Words(sq="Adresa", en="Address"), address_of(point))
        yield Fact(Words(sq="Agjencia", en="Agency"), point.agency_name)
    yield Fact(Words(sq="NIPT", en="Tax number (NIPT)"), card.nipt or "")
    yield Fact(Words(sq="Numri personal", en="Personal number"), card.personal_number or "")
    phones = ", ".join(phone_in_words(phone.number) for phone in card.phones)
    yield Fact(Words(sq="Telefoni", en="Phone"), phones)
    yield Fact(Words(sq="E-posta", en="E-mail"), card.email)
    tongue = _LANGUAGES.get(card.language)
    yield Fact(Words(sq="Gjuha e faturës", en="Bill in"), tongue.in_language(language()) if tongue else "")


def phone_in_words(number: str) -> str:
    """
    (This function will) write an Albanian mobile number as people say it; others stay as they are.

    >>> phone_in_words("+355694140000"), phone_in_words("+390612345")
    ('069\\xa041\\xa040\\xa0000', '+390612345')
    """
    if not number.startswith("+3556") or len(number) != 13:
        return number
    rest = number[4:]
    return formats.NO_BREAK_BLANK.join((f"0{rest[:2]}", rest[2:4], rest[4:6], rest[6:]))


def contract_view(*, contract: ContractCard, on: date) -> ContractView:
    """(This function will) put one contract into words for a day."""
    point = contract.service_point
    now_valid = contract.category_on(on) or (contract.categories[-1] if contract.categories else None)
    return ContractView(
        number=contract.number,
        state=_state(contract, on),
        from_date=contract.valid_from,
        to_date=contract.valid_to,
        address=address_of(point),
        category_words=category_words(now_valid.category if now_valid else ""),
        tariff_code=now_valid.tariff_code if now_valid else "",
        tariff_address=f"{reverse('staff:tariffs')}#{now_valid.tariff_code}" if now_valid else "",
        service_point=point.code,
        voltage_words=VOLTAGE_WORDS[point.voltage_level],
        phases=point.phases,
        agency=f"{point.agency_code} {point.agency_name}",
        route=point.route_code,
        walk_position=point.walk_position,
        feeder=f"{point.feeder_code} {point.feeder_name}",
        categories=tuple(
            CategoryView(
                category_words=category_words(period.category),
                tariff_code=period.tariff_code,
                from_date=period.valid_from,
                to_date=period.valid_to,
            )
            for period in reversed(contract.categories)
        ),
    )


def _state(contract: ContractCard, on: date) -> str:
    if contract.is_in_force_on(on):
        return "current"
    return "future" if contract.valid_from > on else "ended"
