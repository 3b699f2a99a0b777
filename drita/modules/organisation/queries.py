"""Reads of the module organisation: who may do what where, places, working days."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from drita.modules.organisation.choices import Role
from drita.modules.organisation.models import Agency, Holiday, Region, Route, Staff, StaffRole
from drita.rules.calendars import working_days

# What may be done, and by whom. An action is a code that interfaces ask for; the roles are the only place where the
# answer stands. An administrator sets the system up and is deliberately not allowed to bill or to take money.
ROLES_OF_ACTION: Mapping[str, frozenset[str]] = {
    "see_subscribers": frozenset(
        {Role.BILLING_CLERK, Role.CASHIER, Role.DISPATCHER, Role.ACCOUNTANT, Role.MANAGER, Role.ADMINISTRATOR}
    ),
    "change_subscribers": frozenset({Role.BILLING_CLERK, Role.MANAGER}),
    "enter_readings": frozenset({Role.BILLING_CLERK, Role.READER}),
    "run_bills": frozenset({Role.BILLING_CLERK, Role.MANAGER}),
    "issue_bills": frozenset({Role.BILLING_CLERK, Role.MANAGER}),
    "see_bills": frozenset({Role.BILLING_CLERK, Role.CASHIER, Role.ACCOUNTANT, Role.MANAGER}),
    "take_payments": frozenset({Role.CASHIER}),
    "see_ledger": frozenset({Role.ACCOUNTANT, Role.MANAGER, Role.BILLING_CLERK}),
    "see_tariffs": frozenset({Role.BILLING_CLERK, Role.ACCOUNTANT, Role.MANAGER, Role.ADMINISTRATOR}),
    "activate_tariffs": frozenset({Role.MANAGER}),
    "manage_staff": frozenset({Role.ADMINISTRATOR}),
}


@dataclass(frozen=True, slots=True)
class RoleScope:
    """One role and where it holds: an agency, a region, or everywhere when both are None."""

    role: str
    region_id: int | None
    agency_id: int | None


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a member of staff may look: everywhere, or in some regions and some agencies."""

    is_everywhere: bool
    region_ids: tuple[int, ...] = ()
    agency_ids: tuple[int, ...] = ()


EVERYWHERE = Scope(is_everywhere=True)


@dataclass(frozen=True, slots=True)
class AgencyPlace:
    """An agency with its region, as pages show it and as rights are checked."""

    agency_id: int
    code: str
    name: str
    region_id: int
    region_code: str
    region_name: str


def roles_of(*, staff: Staff) -> tuple[RoleScope, ...]:
    """(This function will) return the roles of a member of staff with their scopes; none when he is not active."""
    if not staff.is_active:
        return ()
    rows = StaffRole.objects.filter(staff_id=staff.pk).order_by("role", "id")
    return tuple(RoleScope(role=row.role, region_id=row.region_id, agency_id=row.agency_id) for row in rows)


def scope_of(*, staff: Staff, action: str = "see_subscribers") -> Scope:
    """
    (This function will) return where a member of staff may do an action: the union of the scopes of his roles for it.

    Raises: KeyError for an action nobody defined.
    """
    allowed = ROLES_OF_ACTION[action]
    held = [scope for scope in roles_of(staff=staff) if scope.role in allowed]
    if any(scope.region_id is None and scope.agency_id is None for scope in held):
        return EVERYWHERE
    return Scope(
        is_everywhere=False,
        region_ids=tuple(sorted({scope.region_id for scope in held if scope.region_id is not None})),
        agency_ids=tuple(sorted({scope.agency_id for scope in held if scope.agency_id is not None})),
    )


def may(*, staff: Staff, action: str, agency: AgencyPlace | None = None) -> bool:
    """
    (This function will) say whether a member of staff may do an action at an agency, or anywhere when none is given.

    Raises: KeyError for an action nobody defined, because a mistyped code must never open a door.
    """
    allowed = ROLES_OF_ACTION[action]
    return any(scope.role in allowed and _covers(scope, agency) for scope in roles_of(staff=staff))


def _covers(scope: RoleScope, agency: AgencyPlace | None) -> bool:
    is_everywhere = scope.region_id is None and scope.agency_id is None
    if agency is None or is_everywhere:
        return True
    return scope.agency_id == agency.agency_id or scope.region_id == agency.region_id


def list_agencies() -> tuple[AgencyPlace, ...]:
    """(This function will) return all agencies with their regions, by code."""
    rows = Agency.objects.select_related("region").order_by("region__code", "code")
    return tuple(_place(row) for row in rows)


def get_agency(*, agency_id: int) -> AgencyPlace:
    """(This function will) return one agency with its region. Raises: Agency.DoesNotExist."""
    return _place(Agency.objects.select_related("region").get(pk=agency_id))


def _place(row: Agency) -> AgencyPlace:
    return AgencyPlace(
        agency_id=row.pk,
        code=row.code,
        name=row.name,
        region_id=row.region.pk,
        region_code=row.region.code,
        region_name=row.region.name,
    )


def region_ids(*, codes: Iterable[str]) -> dict[str, int]:
    """(This function will) map region codes to ids; unknown codes are left out."""
    return dict(Region.objects.filter(code__in=set(codes)).values_list("code", "id"))


def agency_ids(*, codes: Iterable[str]) -> dict[str, tuple[int, int]]:
    """(This function will) map agency codes to (agency id, region id); unknown codes are left out."""
    rows = Agency.objects.filter(code__in=set(codes)).values_list("code", "id", "region_id")
    return {code: (agency_id, region_id) for code, agency_id, region_id in rows}


def route_ids(*, codes: Iterable[str]) -> dict[str, tuple[int, int, int]]:
    """(This function will) map route codes to (route id, agency id, region id); unknown codes are left out."""
    rows = Route.objects.filter(code__in=set(codes)).values_list("code", "id", "agency_id", "agency__region_id")
    return {code: (route_id, agency_id, region_id) for code, route_id, agency_id, region_id in rows}


def list_routes(*, region_id: int | None = None) -> list[tuple[int, str, str, str]]:
    """(This function will) return (route id, code, name, agency code) of all routes, or of one region's."""
    rows = Route.objects.order_by("code")
    if region_id is not None:
        rows = rows.filter(agency__region_id=region_id)
    return list(rows.values_list("id", "code", "name", "agency__code"))


def holidays_between(*, first: date, last: date) -> dict[date, tuple[str, str]]:
    """(This function will) return the public holidays of a span, both days included, with both names."""
    rows = Holiday.objects.filter(date__range=(first, last)).values_list("date", "name_sq", "name_en")
    return {day: (name_sq, name_en) for day, name_sq, name_en in rows}


def working_day_on_or_after(*, day: date) -> date:
    """(This function will) return the first working day from `day` on, by the stored holidays."""
    holidays = holidays_between(first=day, last=day + timedelta(days=31))
    return working_days.working_day_on_or_after(day=day, holidays=holidays)


@dataclass(frozen=True, slots=True)
class StaffLine:
    """A member of staff as the list of people shows him; roles as (role, name of the place or "" for everywhere)."""

    username: str
    full_name: str
    language: str
    is_active: bool
    roles: tuple[tuple[str, str], ...]


def list_staff(*, after: str = "", limit: int = 50) -> list[StaffLine]:
    """(This function will) return staff by user name behind the name `after`, with roles and where they hold."""
    rows = list(Staff.objects.filter(username__gt=after).order_by("username")[:limit])
    granted: dict[int, list[tuple[str, str]]] = {}
    roles = StaffRole.objects.filter(staff__in=rows).select_related("region", "agency").order_by("role", "id")
    for row in roles:
        place = row.agency or row.region
        granted.setdefault(row.staff_id, []).append((row.role, place.name if place else ""))
    return [
        StaffLine(row.username, row.full_name, row.language, row.is_active, tuple(granted.get(row.pk, ())))
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class RouteLine:
    """A route with the agency and region it lies in."""

    route_id: int
    code: str
    name: str
    agency_code: str
    agency_name: str
    region_name: str


def list_route_lines(*, after: str = "", limit: int = 50, scope: Scope = EVERYWHERE) -> list[RouteLine]:
    """(This function will) return the routes of a scope by code, behind the code `after`."""
    rows = Route.objects.filter(code__gt=after).select_related("agency__region").order_by("code")
    if not scope.is_everywhere:
        rows = rows.filter(Q(agency_id__in=scope.agency_ids) | Q(agency__region_id__in=scope.region_ids))
    return [
        RouteLine(row.pk, row.code, row.name, row.agency.code, row.agency.name, row.agency.region.name)
        for row in rows[:limit]
    ]


@dataclass(frozen=True, slots=True)
class HolidayLine:
    """One public holiday with both its names."""

    date: date
    name_sq: str
    name_en: str


def list_holidays(*, after: date | None = None, limit: int = 50) -> list[HolidayLine]:
    """(This function will) return public holidays behind a day, the earliest first."""
    rows = Holiday.objects.order_by("date")
    if after is not None:
        rows = rows.filter(date__gt=after)
    return [HolidayLine(row.date, row.name_sq, row.name_en) for row in rows[:limit]]


def staff_name(*, staff_id: int) -> str:
    """(This function will) return the full name of a member of staff, "" where there is none of that number."""
    return Staff.objects.filter(pk=staff_id).values_list("full_name", flat=True).first() or ""
