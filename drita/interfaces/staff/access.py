"""Who may see a page: log-in, role and area are checked here, once, before any view runs."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec, Protocol, cast
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from drita.interfaces.staff.views.refusals import answer_not_allowed, answer_wrong_method
from drita.modules.organisation.queries import EVERYWHERE, ROLES_OF_ACTION, RoleScope, Scope, roles_of

P = ParamSpec("P")


class Staff(Protocol):
    """What the screens know of the person in front of them."""

    pk: int
    username: str
    full_name: str
    language: str
    is_active: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One request by one member of staff: who, in which roles, with what in sight for the page's action."""

    staff: Staff
    roles: tuple[RoleScope, ...]
    scope: Scope

    def may(self, action: str) -> bool:
        """Say whether any of the person's roles allows the action, somewhere."""
        return any(held.role in ROLES_OF_ACTION[action] for held in self.roles)

    def sees(self, *, region_id: int, agency_id: int) -> bool:
        """Say whether an agency lies in the person's sight."""
        scope = self.scope
        return scope.is_everywhere or region_id in scope.region_ids or agency_id in scope.agency_ids


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
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not request.user.is_authenticated:
                return _to_the_door(request)
            if request.method not in methods and not (request.method == "HEAD" and "GET" in methods):
                return answer_wrong_method(request, allowed=methods)
            roles = roles_of(staff=request.user)
            visit = Visit(staff=cast(Staff, request.user), roles=roles, scope=scope_for(roles=roles, action=action))
            # The shell around every page, the refusals too, names the person and the area.
            request.visit = visit  # type: ignore[attr-defined]
            if action is not None and not visit.may(action):
                return answer_not_allowed(request)
            # The database takes no such sign in a text, so nothing can be found by it.
            if any("\0" in value for value in kwargs.values() if isinstance(value, str)):
                raise Http404
            response = view(request, visit, *args, **kwargs)
            # Nothing of a subscriber may lie about in a shared browser after log-out.
            response.headers.setdefault("Cache-Control", "no-store, private")
            return response

        guarded.guards = action or "any staff"  # type: ignore[attr-defined]
        return guarded

    return wrap


def scope_for(*, roles: tuple[RoleScope, ...], action: str | None) -> Scope:
    """(This function will) unite the scopes of the roles that allow an action; all roles where no action is asked for."""
    held = [role for role in roles if action is None or role.role in ROLES_OF_ACTION[action]]
    if any(role.region_id is None and role.agency_id is None for role in held):
        return EVERYWHERE
    return Scope(
        is_everywhere=False,
        region_ids=tuple(sorted({role.region_id for role in held if role.region_id is not None})),
        agency_ids=tuple(sorted({role.agency_id for role in held if role.agency_id is not None})),
    )


def _to_the_door(request: HttpRequest) -> HttpResponse:
    # What was sent cannot be sent again after the log-in, and its address alone shows nothing.
    place = request.get_full_path() if request.method in ("GET", "HEAD") else reverse("staff:home")
    address = f"{reverse('staff:log-in')}?{urlencode({'next': place})}"
    if request.headers.get("HX-Request"):
        # A fragment cannot show the door: the whole page has to go there, and come back to the page, not the fragment.
        address = f"{reverse('staff:log-in')}?{urlencode({'next': reverse('staff:home')})}"
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return redirect(address)
