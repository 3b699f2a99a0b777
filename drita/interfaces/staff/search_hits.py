"""What the one search finds, from every module that has something to find, in groups a person recognises."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.urls import reverse

from drita.interfaces.staff.access import Visit
from drita.interfaces.staff.subscriber_parts import phone_in_words
from drita.interfaces.staff.templatetags.staff import language
from drita.modules.billing.queries.lists import find_bills
from drita.modules.customers.queries import SubscriberHit, search_subscribers
from drita.modules.customers.queries.places import subscribers_at
from drita.modules.metering.queries import find_meters
from drita.rules import formats
from drita.rules.words import Words

_SHORTEST: Final = 2
_NUMBER_DIGITS: Final = 8
_BILL_NUMBER: Final = re.compile(r"^(\d{4})\s*-\s*(\d{1,8})$")
_METERS: Final = Words(sq="Matës", en="Meters")
_BILLS: Final = Words(sq="Fatura", en="Bills")
_ENDED: Final = Words(sq="e mbyllur", en="ended")
# Which group a kind of hit stands in, with its icon; the order is the order on the screen.
_GROUPS: Final[tuple[tuple[Words, str, frozenset[str]], ...]] = (
    (Words(sq="Kontrata dhe llogari", en="Contracts and accounts"), "contract", frozenset({"contract", "account"})),
    (Words(sq="Emra", en="Names"), "person", frozenset({"name"})),
    (Words(sq="Telefona", en="Phones"), "phone", frozenset({"phone"})),
    (
        Words(sq="NIPT dhe numra personalë", en="Tax and personal numbers"),
        "people",
        frozenset({"nipt", "personal_number"}),
    ),
    (Words(sq="Pika furnizimi", en="Service points"), "spark", frozenset({"service_point"})),
    (Words(sq="Adresa", en="Addresses"), "place", frozenset({"address"})),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One line of what was found."""

    icon: str
    label: str
    more: str
    aside: str
    address: str
    account_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HitGroup:
    """Hits of one kind below their heading."""

    words: Words
    hits: tuple[Hit, ...]


def find_everything(*, text: str, visit: Visit, on: date, limit: int) -> list[HitGroup]:
    """(This function will) search all that a person may see for what was typed; fewer than two letters find nothing."""
    if len(text) < _SHORTEST:
        return []
    found = search_subscribers(text=text, on=on, limit=limit, scope=visit.scope)
    groups = [
        HitGroup(words=words, hits=tuple(_subscriber(hit, icon) for hit in found if hit.kind in kinds))
        for words, icon, kinds in _GROUPS
    ]
    groups.append(HitGroup(words=_METERS, hits=_meters(text, visit, on, limit)))
    if visit.may("see_bills"):
        groups.append(HitGroup(words=_BILLS, hits=_bills(text, visit, limit)))
    return [group for group in groups if group.hits]


def _meters(text: str, visit: Visit, on: date, limit: int) -> tuple[Hit, ...]:
    # Numbers of meters have digits; a name is not looked for among them.
    if not any(sign.isdigit() for sign in text):
        return ()
    places = {serial: point for serial, point in find_meters(prefix=text.upper(), limit=limit) if point is not None}
    held = subscribers_at(service_point_ids=list(places.values()), on=on, scope=visit.scope)
    return tuple(
        Hit(
            icon="meter",
            label=serial,
            aside=held[point].contract_number,
            more=f"{held[point].name} · {held[point].agency_name}",
            address=f"{reverse('staff:subscriber', args=[held[point].account_number])}#meters",
            account_id=held[point].account_id,
        )
        for serial, point in places.items()
        if point in held
    )


def _bills(text: str, visit: Visit, limit: int) -> tuple[Hit, ...]:
    stretch = bill_number_stretch(text)
    if stretch is None:
        return ()
    series, first, last = stretch
    found = find_bills(series=series, first_number=first, last_number=last, limit=limit, scope=visit.scope)
    return tuple(
        Hit(
            icon="bill",
            label=f"{bill.series}-{bill.number:08d}",
            aside=formats.format_money(bill.total_minor),
            more=f"{bill.name} · {formats.month_name(bill.bill_month, language())}",
            address=reverse("staff:bill", args=[f"{bill.series}-{bill.number:08d}"]),
            account_id=bill.account_id,
        )
        for bill in found
    )


def bill_number_stretch(text: str, /) -> tuple[str, int, int] | None:
    """
    (This function will) return the numbers that may be meant by the beginning of a bill number.

    The eight digits are typed from the left, so what is missing may be anything; a number typed without its leading
    zeros is taken as it is.

    >>> bill_number_stretch("2026-0000123"), bill_number_stretch("2026-00001234"), bill_number_stretch("Hoxha")
    (('2026', 1230, 1239), ('2026', 1234, 1234), None)
    >>> bill_number_stretch("2026-1234"), bill_number_stretch("2026-")
    (('2026', 1234, 1234), None)
    """
    typed = _BILL_NUMBER.match(text.strip())
    if typed is None:
        return None
    series, digits = typed.groups()
    if not digits.startswith("0"):
        return series, int(digits), int(digits)
    missing = _NUMBER_DIGITS - len(digits)
    first = int(digits) * 10**missing
    return series, first, first + 10**missing - 1


def _subscriber(hit: SubscriberHit, icon: str) -> Hit:
    # The name says who; what matched stands beside it where it is not the name itself.
    aside = hit.contract_number or hit.account_number
    if hit.kind not in ("name", "address", "contract"):
        aside = phone_in_words(hit.matched) if hit.kind == "phone" else hit.matched
    state = "" if hit.is_in_force else f" · {_ENDED.in_language(language())}"
    return Hit(
        icon=icon,
        label=hit.name,
        aside=aside,
        more=f"{hit.address}{state}",
        address=reverse("staff:subscriber", args=[hit.account_number]),
        account_id=hit.account_id,
    )
