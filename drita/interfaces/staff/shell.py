"""What every page carries around its own content: rail, breadcrumbs, person, theme and language."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.http import HttpRequest
from django.urls import reverse

from drita.interfaces.staff.templatetags.staff import language
from drita.modules.organisation.choices import ROLE_WORDS
from drita.modules.organisation.queries import Scope, list_agencies
from drita.rules.words import Words

if TYPE_CHECKING:
    from drita.interfaces.staff.access import Visit

THEMES: Final = ("light", "dark")


@dataclass(frozen=True, slots=True)
class RailEntry:
    key: str
    icon: str
    words: Words
    address: str


@dataclass(frozen=True, slots=True)
class RailGroup:
    words: Words | None
    entries: tuple[RailEntry, ...]


@dataclass(frozen=True, slots=True)
class Crumb:
    text: str
    address: str


# Key, icon, words, name of the address, and the action a person must be allowed to see the entry at all.
_RAIL: Final[tuple[tuple[Words | None, tuple[tuple[str, str, Words, str, str | None], ...]], ...]] = (
    (
        None,
        (
            ("home", "home", Words(sq="Puna e sotme", en="Today's work"), "staff:home", None),
            ("accounts", "people", Words(sq="Abonentët", en="Subscribers"), "staff:accounts", "see_subscribers"),
            ("bills", "bill", Words(sq="Faturat", en="Bills"), "staff:bills", "see_bills"),
        ),
    ),
    (
        Words(sq="Faturimi", en="Billing"),
        (
            ("runs", "run", Words(sq="Faturimet mujore", en="Bill runs"), "staff:runs", "run_bills"),
            ("calendar", "calendar", Words(sq="Kalendari", en="Calendar"), "staff:calendar", "see_bills"),
            ("tariffs", "tariff", Words(sq="Tarifat", en="Tariffs"), "staff:tariffs", "see_tariffs"),
            (
                "refused",
                "refused",
                Words(sq="Lexime të refuzuara", en="Refused readings"),
                "staff:refused",
                "see_bills",
            ),
        ),
    ),
    (
        Words(sq="Operatori", en="Operator"),
        (
            ("places", "place", Words(sq="Organizimi", en="Organisation"), "staff:places", None),
            ("glossary", "book", Words(sq="Fjalori", en="Glossary"), "staff:glossary", None),
            ("help", "help", Words(sq="Ndihma", en="Help"), "staff:help", None),
        ),
    ),
)


def shell(request: HttpRequest, *, section: str = "", crumbs: Sequence[tuple[Words | str, str]] = ()) -> dict[str, Any]:
    """(This function will) return the context of the frame for a page of a section."""
    visit: Visit | None = getattr(request, "visit", None)
    roles = sorted({scope.role for scope in visit.roles}) if visit else []
    return door(request) | {
        "section": section,
        "rail": rail(visit),
        "crumbs": [Crumb(text=_text(words), address=address) for words, address in crumbs],
        "staff": visit.staff if visit else None,
        "roles_words": ", ".join(ROLE_WORDS[role].in_language(language()) for role in roles),
        "scope_words": scope_words(visit.scope).in_language(language()) if visit else "",
    }


def door(request: HttpRequest) -> dict[str, Any]:
    """(This function will) return what also a page without log-in needs: language, theme, name of the operator."""
    theme = request.COOKIES.get("drita_theme", "")
    return {
        "language": language(),
        "theme": theme if theme in THEMES else "",
        "here": request.get_full_path() if request.method == "GET" else request.path,
        "operator_name": operator_name(),
    }


def scope_words(scope: Scope) -> Words:
    """(This function will) name what a person sees: the whole country, or regions and agencies by name."""
    if scope.is_everywhere:
        return Words(sq="gjithë vendi", en="the whole country")
    places = list_agencies()
    names = list(dict.fromkeys(place.region_name for place in places if place.region_id in scope.region_ids))
    names += [place.name for place in places if place.agency_id in scope.agency_ids]
    if not names:
        return Words(sq="asnjë", en="none")
    text = ", ".join(names[:3]) + (" …" if len(names) > 3 else "")
    return Words(sq=text, en=text)


def operator_name() -> str:
    """(This function will) name the operator as the installation was told (DRITA_OPERATOR_NAME)."""
    given = os.environ.get("DRITA_OPERATOR_NAME")
    default = Words(sq="Operatori i shpërndarjes", en="Distribution operator")
    return given or default.in_language(language())


def rail(visit: "Visit | None") -> list[RailGroup]:
    """(This function will) return the entries of the left rail that the person's roles allow."""
    groups = []
    for words, entries in _RAIL:
        shown = tuple(
            RailEntry(key, icon, name, reverse(address))
            for key, icon, name, address, action in entries
            if visit is not None and (action is None or visit.may(action))
        )
        if shown:
            groups.append(RailGroup(words, shown))
    return groups


def _text(words: Words | str) -> str:
    return words.in_language(language()) if isinstance(words, Words) else words
