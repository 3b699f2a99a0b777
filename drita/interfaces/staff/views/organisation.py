"""Where the operator works, who works there, and its public holidays: lists to read."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from drita.interfaces.staff.access import Visit, staff_page
from drita.interfaces.staff.lists import Column, Empty, ListView, Tab, answer_list
from drita.interfaces.staff.templatetags.staff import language
from drita.modules.organisation.choices import ROLE_WORDS
from drita.modules.organisation.queries import (
    AgencyPlace,
    StaffLine,
    list_agencies,
    list_holidays,
    list_route_lines,
    list_staff,
)
from drita.rules import formats
from drita.rules.words import Words

_NAME = Words(sq="Emri", en="Name")
_CODE = Words(sq="Kodi", en="Code")
_REGION = Words(sq="Drejtoria rajonale", en="Region")
_AGENCY = Words(sq="Agjencia", en="Agency")
_TITLE = Words(sq="Organizimi", en="Organisation")
_PAGES = (
    ("places", Words(sq="Agjencitë", en="Agencies")),
    ("routes", Words(sq="Rrugët e leximit", en="Reading routes")),
    ("people", Words(sq="Punonjësit", en="Staff")),
    ("holidays", Words(sq="Festat zyrtare", en="Public holidays")),
)


def _tabs(current: str) -> list[Tab]:
    return [Tab(words=words, address=reverse(f"staff:{name}"), is_current=name == current) for name, words in _PAGES]


def _empty(what: Words) -> Empty:
    return Empty(
        title=what,
        text=Words(
            sq="Këto të dhëna hyjnë me komandën `drita import`.", en="This comes in by the command `drita import`."
        ),
        icon="place",
    )


@staff_page(action=None)
def places(request: HttpRequest, visit: Visit) -> HttpResponse:
    """(This function will) list the agencies with their regions."""

    def load(after: str, limit: int) -> list[AgencyPlace]:
        # A few dozen rows in all, so they are sliced here and not by the database.
        rows = sorted(list_agencies(), key=lambda row: row.code)
        return [row for row in rows if row.code > after][:limit]

    view = ListView(
        title=_TITLE,
        file_name="agencies",
        section="places",
        tabs=_tabs("places"),
        columns=(
            Column(key="code", words=_CODE, value=lambda row: row.code, css="code"),
            Column(key="name", words=_AGENCY, value=lambda row: row.name),
            Column(key="region", words=_REGION, value=lambda row: f"{row.region_code} {row.region_name}"),
        ),
        load=load,
        key_of=lambda row: row.code,
        empty=_empty(Words(sq="Nuk ka agjenci", en="There are no agencies")),
    )
    return answer_list(request=request, view=view)


@staff_page(action=None)
def routes(request: HttpRequest, visit: Visit) -> HttpResponse:
    """(This function will) list the reading routes of the person's area."""
    view = ListView(
        title=_TITLE,
        file_name="routes",
        section="places",
        tabs=_tabs("routes"),
        columns=(
            Column(key="code", words=_CODE, value=lambda row: row.code, css="code"),
            Column(key="name", words=_NAME, value=lambda row: row.name),
            Column(key="agency", words=_AGENCY, value=lambda row: f"{row.agency_code} {row.agency_name}"),
            Column(key="region", words=_REGION, value=lambda row: row.region_name),
        ),
        load=lambda after, limit: list_route_lines(after=after, limit=limit, scope=visit.scope),
        key_of=lambda row: row.code,
        empty=_empty(Words(sq="Nuk ka rrugë leximi", en="There are no routes")),
    )
    return answer_list(request=request, view=view)


@staff_page(action="manage_staff")
def people(request: HttpRequest, visit: Visit) -> HttpResponse:
    """(This function will) list the staff with their roles, for the administrator."""
    view = ListView(
        title=_TITLE,
        file_name="staff",
        section="places",
        tabs=_tabs("people"),
        columns=(
            Column(key="username", words=Words(sq="Përdoruesi", en="User name"), value=lambda row: row.username),
            Column(key="name", words=_NAME, value=lambda row: row.full_name),
            Column(key="roles", words=Words(sq="Rolet", en="Roles"), value=_roles),
            Column(key="language", words=Words(sq="Gjuha", en="Language"), value=_language),
            Column(key="active", words=Words(sq="Gjendja", en="State"), value=_activity, badge="staff"),
        ),
        load=lambda after, limit: list_staff(after=after, limit=limit),
        key_of=lambda row: row.username,
        empty=_empty(Words(sq="Nuk ka punonjës", en="There are no staff")),
    )
    return answer_list(request=request, view=view)


@staff_page(action=None)
def holidays(request: HttpRequest, visit: Visit) -> HttpResponse:
    """(This function will) list the public holidays, which move due dates and answers to working days."""
    view = ListView(
        title=_TITLE,
        file_name="holidays",
        section="places",
        tabs=_tabs("holidays"),
        columns=(
            Column(key="date", words=Words(sq="Data", en="Date"), value=lambda row: row.date),
            Column(
                key="weekday",
                words=Words(sq="Dita", en="Day"),
                value=lambda row: formats.weekday_name(row.date, language()),
            ),
            Column(
                key="name",
                words=Words(sq="Festa", en="Holiday"),
                value=lambda row: row.name_en if language() == "en" else row.name_sq,
            ),
        ),
        load=lambda after, limit: list_holidays(after=_day(after), limit=limit),
        key_of=lambda row: row.date.isoformat(),
        empty=_empty(Words(sq="Nuk ka festa të shënuara", en="No holidays are noted")),
    )
    return answer_list(request=request, view=view)


def _roles(row: StaffLine) -> str:
    everywhere = Words(sq="gjithë vendi", en="everywhere").in_language(language())
    return "; ".join(f"{ROLE_WORDS[role].in_language(language())} ({place or everywhere})" for role, place in row.roles)


def _language(row: StaffLine) -> str:
    return "English" if row.language == "en" else "Shqip"


def _activity(row: StaffLine) -> str:
    return "active" if row.is_active else "shut"


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
