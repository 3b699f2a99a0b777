"""What the one search finds, from every module that has something to find, in groups a person recognises."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.urls import reverse

from drita.interfaces.staff.access import Visit
from drita.interfaces.staff.templatetags.staff import language
from drita.modules.customers.queries import SubscriberHit, search_subscribers
from drita.rules.words import Words

_SHORTEST: Final = 2
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
    return [
        HitGroup(words=words, hits=hits)
        for words, icon, kinds in _GROUPS
        if (hits := tuple(_subscriber(hit, icon) for hit in found if hit.kind in kinds))
    ]


def _subscriber(hit: SubscriberHit, icon: str) -> Hit:
    # The name says who; what matched stands beside it where it is not the name itself.
    aside = hit.contract_number or hit.account_number
    if hit.kind not in ("name", "address", "contract"):
        aside = hit.matched
    state = "" if hit.is_in_force else f" · {_ENDED.in_language(language())}"
    return Hit(
        icon=icon,
        label=hit.name,
        aside=aside,
        more=f"{hit.address}{state}",
        address=reverse("staff:subscriber", args=[hit.account_number]),
        account_id=hit.account_id,
    )
