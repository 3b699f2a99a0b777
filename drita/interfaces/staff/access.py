"""Who may see a page: log-in, role and area are checked here, once, before any view runs."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec, Protocol, cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import reverse

from drita.interfaces.staff.views.refusals import answer_not_allowed
from drita.modules.organisation.queries import ROLES_OF_ACTION, AgencyPlace, RoleScope, list_agencies, roles_of
from drita.rules.words import Words

P = ParamSpec("P")


class Staff(Protocol):
    """What the screens know of the person in front of them."""

    pk: int
    username: str
    full_name: str
    language: str
    is_active: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """The agencies whose subscribers a person may see for one action; None means all of them."""

    agency_ids: frozenset[int] | None
    words: Words

    def covers(self, agency_id: int | None) -> bool:
        """Say whether an agency lies within the area."""
        return self.agency_ids is None or agency_id in self.agency_ids


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One request by one member of staff: who, in which roles, with what in sight."""

    staff: Staff
    roles: tuple[RoleScope, ...]
    area: Area

    def may(self, action: str) -> bool:
        """Say whether any of the person's roles allows the action, somewhere."""
        return any(scope.role in ROLES_OF_ACTION[action] for scope in self.roles)


StaffView = Callable[Concatenate[HttpRequest, Visit, P], HttpResponse]


def staff_page(
    *, action: str | None, methods: tuple[str, ...] = ("GET",)
) -> Callable[[StaffView[P]], Callable[Concatenate[HttpRequest, P], HttpResponse]]:
    """
    (This function will) guard a view: the right method, a person logged in, a role that allows the action.

    Every view of the staff screens but the door itself is wrapped in it; tests walk over all addresses and prove it.
    """

    def wrap(view: StaffView[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not request.user.is_authenticated:
                return _to_the_door(request)
            if request.method not in methods and not (request.method == "HEAD" and "GET" in methods):
                return HttpResponseNotAllowed(methods)
            roles = roles_of(staff=request.user)
            visit = Visit(staff=cast(Staff, request.user), roles=roles, area=area_of(roles=roles, action=action))
            # The shell around every page, the refusals too, names the person and the area.
            request.visit = visit  # type: ignore[attr-defined]
            if action is not None and not visit.may(action):
                return answer_not_allowed(request)
            response = view(request, visit, *args, **kwargs)
            # Nothing of a subscriber may lie about in a shared browser after log-out.
            response.headers.setdefault("Cache-Control", "no-store, private")
            return response

        guarded.guards = action or "any staff"  # type: ignore[attr-defined]
        return guarded

    return wrap


def area_of(*, roles: tuple[RoleScope, ...], action: str | None) -> Area:
    """(This function will) work out the agencies that the roles allowing an action cover, and their name for people."""
    relevant = [scope for scope in roles if action is None or scope.role in ROLES_OF_ACTION[action]]
    if any(scope.region_id is None and scope.agency_id is None for scope in relevant):
        return Area(agency_ids=None, words=Words(sq="gjithë vendi", en="the whole country"))
    places = list_agencies() if relevant else ()
    seen = [place for place in places if any(_lies_in(place, scope) for scope in relevant)]
    return Area(agency_ids=frozenset(place.agency_id for place in seen), words=_name(seen, relevant))


def _lies_in(place: AgencyPlace, scope: RoleScope) -> bool:
    return place.agency_id == scope.agency_id or place.region_id == scope.region_id


def _name(seen: list[AgencyPlace], relevant: list[RoleScope]) -> Words:
    regions = {scope.region_id for scope in relevant if scope.region_id is not None}
    names = sorted({place.region_name for place in seen if place.region_id in regions})
    names += [place.name for place in seen if place.region_id not in regions]
    if not names:
        return Words(sq="asnjë", en="none")
    text = ", ".join(names[:3]) + (" …" if len(names) > 3 else "")
    return Words(sq=text, en=text)


def _to_the_door(request: HttpRequest) -> HttpResponse:
    address = f"{reverse('staff:log-in')}?{urlencode({'next': request.get_full_path()})}"
    if request.headers.get("HX-Request"):
        # A fragment cannot show the door: the whole page has to go there, and come back to the page, not the fragment.
        address = f"{reverse('staff:log-in')}?{urlencode({'next': reverse('staff:home')})}"
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return redirect(address)
