"""Staff: taken in with roles, asked what they may."""

from datetime import date

import pytest

from drita.modules.organisation.models import Staff, StaffRole
from drita.modules.organisation.operations.create_staff import (
    RoleGrant,
    UnableToUsePassword,
    UnableToUseRole,
    UnableToUseScope,
    UnableToUseTakenUsername,
    UnableToUseUsername,
    create_staff,
    store_staff_role,
)
from drita.modules.organisation.operations.store_places import HolidayDay, RoutePlace, store_holidays, store_places
from drita.modules.organisation.queries import (
    EVERYWHERE,
    get_agency,
    list_agencies,
    may,
    roles_of,
    scope_of,
    working_day_on_or_after,
)

pytestmark = pytest.mark.django_db
PASSWORD = "nje-fjale-e-gjate-7"


@pytest.fixture(autouse=True)
def places(db: None) -> None:
    store_places(
        places=[
            RoutePlace(region_code="11", region_name="Tiranë", agency_code="11-01", agency_name="Tirana 1"),
            RoutePlace(region_code="11", region_name="Tiranë", agency_code="11-02", agency_name="Tirana 2"),
            RoutePlace(region_code="12", region_name="Durrës", agency_code="12-01", agency_name="Durrës"),
        ]
    )


def staff(*grants: RoleGrant) -> Staff:
    return create_staff(username="Arta.Hoxha", full_name="Arta Hoxha", grants=grants, password=PASSWORD)


def test_a_member_of_staff_is_found_whatever_the_capitals() -> None:
    staff(RoleGrant(role="billing_clerk"))
    found = Staff.objects.get_by_natural_key(" ARTA.hoxha ")
    assert found.full_name == "Arta Hoxha"
    assert found.check_password(PASSWORD)


def test_without_a_password_nobody_logs_in() -> None:
    assert not create_staff(username="bora", full_name="Bora", grants=[]).has_usable_password()


@pytest.mark.parametrize(
    ("grant", "agency_code", "action", "expected"),
    [
        (RoleGrant(role="billing_clerk"), "12-01", "run_bills", True),
        (RoleGrant(role="billing_clerk"), None, "run_bills", True),
        (RoleGrant(role="billing_clerk"), "12-01", "take_payments", False),
        (RoleGrant(role="cashier", agency_code="11-01"), "11-01", "take_payments", True),
        (RoleGrant(role="cashier", agency_code="11-01"), "11-02", "take_payments", False),
        (RoleGrant(role="cashier", agency_code="11-01"), None, "take_payments", True),
        (RoleGrant(role="manager", region_code="11"), "11-02", "issue_bills", True),
        (RoleGrant(role="manager", region_code="11"), "12-01", "issue_bills", False),
        (RoleGrant(role="administrator"), "11-01", "issue_bills", False),
        (RoleGrant(role="reader"), "11-01", "see_subscribers", False),
    ],
)
def test_a_role_holds_in_its_scope(grant: RoleGrant, agency_code: str | None, action: str, expected: bool) -> None:
    agency = next((place for place in list_agencies() if place.code == agency_code), None)
    assert may(staff=staff(grant), action=action, agency=agency) is expected


def test_who_left_may_nothing() -> None:
    person = staff(RoleGrant(role="manager"))
    person.is_active = False
    person.save()
    assert roles_of(staff=person) == ()
    assert not may(staff=person, action="issue_bills")


def test_an_unknown_action_opens_no_door() -> None:
    with pytest.raises(KeyError):
        may(staff=staff(RoleGrant(role="manager")), action="isue_bills")


def test_a_scope_is_the_union_of_the_roles_for_the_action() -> None:
    person = staff(
        RoleGrant(role="cashier", agency_code="11-01"),
        RoleGrant(role="cashier", agency_code="12-01"),
        RoleGrant(role="reader"),
    )
    scope = scope_of(staff=person)
    assert [get_agency(agency_id=agency_id).code for agency_id in scope.agency_ids] == ["11-01", "12-01"]
    assert not scope.is_everywhere
    assert scope_of(staff=person, action="enter_readings") == EVERYWHERE


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"username": "x"}, UnableToUseUsername),
        ({"username": "Arta Hoxha"}, UnableToUseUsername),
        ({"password": "12345"}, UnableToUsePassword),
        ({"grants": [RoleGrant(role="king")]}, UnableToUseRole),
        ({"grants": [RoleGrant(role="reader", agency_code="99")]}, UnableToUseScope),
        ({"grants": [RoleGrant(role="reader", region_code="99")]}, UnableToUseScope),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_stored(changes: dict[str, object], error: type[Exception]) -> None:
    fields: dict[str, object] = {"username": "bora", "full_name": "Bora", "grants": [], "password": PASSWORD}
    with pytest.raises(error):
        create_staff(**(fields | changes))
    assert not Staff.objects.exists()


def test_a_user_name_is_given_once() -> None:
    staff()
    with pytest.raises(UnableToUseTakenUsername):
        staff()


def test_the_same_role_twice_changes_nothing_and_keeps_the_password() -> None:
    grant = RoleGrant(role="cashier", agency_code="11-01")
    assert store_staff_role(username="bora", full_name="Bora", grant=grant, password=PASSWORD)
    assert not store_staff_role(username="bora", full_name="Bora", grant=grant, password="tjeter-fjale-9")
    assert Staff.objects.get().check_password(PASSWORD)
    assert StaffRole.objects.count() == 1


def test_places_are_renamed_and_moved_but_never_doubled() -> None:
    place = RoutePlace(
        region_code="12", region_name="Durrësi", agency_code="11-02", agency_name="Tirana 2", route_code="R1"
    )
    assert store_places(places=[place]) == 3
    assert store_places(places=[place]) == 0
    moved = next(agency for agency in list_agencies() if agency.code == "11-02")
    assert (moved.region_code, moved.region_name) == ("12", "Durrësi")


def test_a_deadline_on_a_holiday_moves_to_the_next_working_day() -> None:
    days = [HolidayDay(date=date(2026, 11, day), name_sq="Festë", name_en="Holiday") for day in (28, 29, 30)]
    assert store_holidays(days=days) == 3
    assert store_holidays(days=days) == 0
    assert working_day_on_or_after(day=date(2026, 11, 28)) == date(2026, 12, 1)
