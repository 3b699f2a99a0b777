"""Who works for the operator, and in which role where."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Now

from drita.modules.organisation.choices import Role, StaffLanguage
from drita.modules.organisation.models.agency import Agency, Region


class StaffManager(BaseUserManager["Staff"]):
    """Finds a member of staff by the name typed at log-in, whatever its capitals."""

    def get_by_natural_key(self, username: str | None) -> "Staff":
        return self.get(username=(username or "").strip().lower())


class Staff(AbstractBaseUser):
    """
    The custom user of the project.

    Rights come from StaffRole (role x scope) and nowhere else, so Django's own groups and
    permissions are left out: two systems of rights would one day disagree.
    """

    username = models.CharField(max_length=60, unique=True, db_collation="C")
    full_name = models.CharField(max_length=120)
    language = models.CharField(max_length=2, choices=StaffLanguage, default=StaffLanguage.ALBANIAN)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(db_default=Now())

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    objects: ClassVar[StaffManager] = StaffManager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="organisation_staff_username_form",
                condition=models.Q(username__regex=r"^[a-z0-9][a-z0-9._-]{1,59}$"),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name


class StaffRole(models.Model):
    """One role of one person in one scope; no region and no agency means everywhere."""

    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="roles")
    role = models.CharField(max_length=20, choices=Role)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, null=True, blank=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="organisation_staffrole_one_scope",
                condition=models.Q(region__isnull=True) | models.Q(agency__isnull=True),
            ),
            # NULLs are equal here: the same role twice "everywhere" is a doubled row too.
            models.UniqueConstraint(
                name="organisation_staffrole_unique",
                fields=["staff", "role", "region", "agency"],
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.staff_id} {self.role}"
