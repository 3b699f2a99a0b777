"""Take a member of staff into the house."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from drita.modules.organisation import queries
from drita.modules.organisation.choices import Role, StaffLanguage
from drita.modules.organisation.models import Staff, StaffRole
from drita.rules.errors import UnableTo
from drita.rules.words import Words

_USERNAME = re.compile(r"^[a-z0-9][a-z0-9._-]{1,59}$")


class UnableToCreateStaff(UnableTo):
    """The mother of all reasons for which a member of staff is not taken in."""

    code = "staff_refused"


class UnableToUseUsername(UnableToCreateStaff):
    code = "staff_username_form"
    words = Words(
        sq="Përdoruesi “{username}” duhet të ketë 2-60 shkronja të vogla, shifra, pikë ose vizë.",
        en="The user name “{username}” must be 2-60 small letters, digits, dots or dashes.",
    )


class UnableToUseTakenUsername(UnableToCreateStaff):
    code = "staff_username_taken"
    words = Words(sq="Përdoruesi “{username}” ekziston.", en="The user name “{username}” is taken.")


class UnableToUsePassword(UnableToCreateStaff):
    code = "staff_password_weak"
    words = Words(
        sq="Fjalëkalimi i “{username}” është i dobët: {reason}", en="The password of “{username}” is weak: {reason}"
    )


class UnableToUseRole(UnableToCreateStaff):
    code = "staff_role_unknown"
    words = Words(sq="Roli “{role}” nuk njihet.", en="The role “{role}” is not known.")


class UnableToUseScope(UnableToCreateStaff):
    code = "staff_scope_unknown"
    words = Words(sq="Rajoni ose agjencia “{scope}” nuk ekziston.", en="The region or agency “{scope}” does not exist.")


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleGrant:
    """A role in words of codes: at most one of region and agency, none of them meaning everywhere."""

    role: str
    region_code: str = ""
    agency_code: str = ""


def create_staff(
    *,
    username: str,
    full_name: str,
    grants: Sequence[RoleGrant],
    password: str | None = None,
    language: str = StaffLanguage.ALBANIAN,
) -> Staff:
    """
    (This function will) store a member of staff with his roles; without a password he cannot log in until one is set.

    Raises: UnableToCreateStaff and its kinds.
    """
    username = username.strip().lower()
    if not _USERNAME.match(username):
        raise UnableToUseUsername(username=username)
    staff = Staff(username=username, full_name=full_name.strip(), language=language)
    if password is None:
        staff.set_unusable_password()
    else:
        _check_password(staff, password)
        staff.set_password(password)
    with transaction.atomic():
        if Staff.objects.filter(username=username).exists():
            raise UnableToUseTakenUsername(username=username)
        staff.save(force_insert=True)
        grant_roles(staff=staff, grants=grants)
    return staff


def store_staff_role(
    *, username: str, full_name: str, grant: RoleGrant, password: str | None = None, language: str = ""
) -> bool:
    """
    (This function will) give a role to a member of staff, taking him in when he is new, and say whether anything changed.

    One who is there keeps his name, language and password: a file read twice must not set passwords back.

    Raises: UnableToCreateStaff and its kinds.
    """
    with transaction.atomic():
        stored = Staff.objects.filter(username=username.strip().lower()).first()
        if stored is not None:
            return grant_roles(staff=stored, grants=[grant]) > 0
        create_staff(
            username=username,
            full_name=full_name,
            grants=[grant],
            password=password,
            language=language or StaffLanguage.ALBANIAN,
        )
        return True


def grant_roles(*, staff: Staff, grants: Sequence[RoleGrant]) -> int:
    """
    (This function will) give roles to a member of staff and return how many were new.

    Raises: UnableToUseRole, UnableToUseScope.
    """
    regions = queries.region_ids(codes=[g.region_code for g in grants if g.region_code])
    agencies = queries.agency_ids(codes=[g.agency_code for g in grants if g.agency_code])
    created = 0
    with transaction.atomic():
        for grant in grants:
            if grant.role not in Role.values:
                raise UnableToUseRole(role=grant.role)
            if grant.agency_code and grant.agency_code not in agencies:
                raise UnableToUseScope(scope=grant.agency_code)
            if grant.region_code and grant.region_code not in regions:
                raise UnableToUseScope(scope=grant.region_code)
            # An agency already says its region; keeping both would be the same fact twice.
            region_id = None if grant.agency_code else regions.get(grant.region_code)
            agency_id = agencies[grant.agency_code][0] if grant.agency_code else None
            held = [
                row
                for row in StaffRole.objects.filter(staff=staff, role=grant.role)
                if (row.region_id, row.agency_id) == (region_id, agency_id)
            ]
            if not held:
                StaffRole.objects.create(staff=staff, role=grant.role, region_id=region_id, agency_id=agency_id)
                created += 1
    return created


def _check_password(staff: Staff, password: str) -> None:
    try:
        validate_password(password, user=staff)
    except ValidationError as error:
        raise UnableToUsePassword(username=staff.username, reason=" ".join(error.messages)) from error
