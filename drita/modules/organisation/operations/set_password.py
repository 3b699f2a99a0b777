"""Give a member of staff a new password."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from drita.modules.organisation.models import Staff
from drita.modules.organisation.operations.create_staff import UnableToUsePassword
from drita.rules.errors import UnableTo
from drita.rules.words import Words


class UnableToFindStaff(UnableTo):
    code = "staff_not_found"
    words = Words(sq="Përdoruesi “{username}” nuk ekziston.", en="The user name “{username}” does not exist.")


def set_password(*, username: str, password: str) -> None:
    """
    (This function will) replace a password; sessions opened with the old one end.

    Raises: UnableToFindStaff, UnableToUsePassword.
    """
    with transaction.atomic():
        staff = Staff.objects.select_for_update().filter(username=username.strip().lower()).first()
        if staff is None:
            raise UnableToFindStaff(username=username)
        try:
            validate_password(password, user=staff)
        except ValidationError as error:
            raise UnableToUsePassword(username=staff.username, reason=" ".join(error.messages)) from error
        staff.set_password(password)
        staff.save(update_fields=["password"])
