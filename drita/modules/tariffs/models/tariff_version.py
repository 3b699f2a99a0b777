"""A tariff version: the file as it was loaded, its validity and its state."""

from typing import ClassVar

from django.contrib.postgres.fields import DateRangeField
from django.db import models

from drita.modules.tariffs.choices import VersionState
from drita.modules.tariffs.models.tariff import Tariff


class TariffVersion(models.Model):
    """
    The text is the truth; `definition` is the same as JSON, for people who ask the database.

    `valid_period` may end earlier than the file says: a later version that began closed it. That active versions of
    a tariff never overlap is an exclusion constraint (sql/active_versions.sql).
    """

    tariff = models.ForeignKey(Tariff, on_delete=models.PROTECT, related_name="versions")
    version = models.CharField(max_length=32, db_collation="C")
    valid_period = DateRangeField()
    state = models.CharField(max_length=10, choices=VersionState.choices, default=VersionState.DRAFT)
    source_toml = models.TextField()
    sha256 = models.CharField(max_length=64, db_collation="C")
    definition = models.JSONField()
    is_verified = models.BooleanField()
    loaded_at = models.DateTimeField()
    activated_at = models.DateTimeField(null=True)
    activated_by = models.ForeignKey("organisation.Staff", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tariff", "version"], name="tariffs_version_unique"),
            models.CheckConstraint(condition=models.Q(state__in=VersionState.values), name="tariffs_version_state"),
            models.CheckConstraint(
                condition=models.Q(valid_period__isempty=False), name="tariffs_version_period_not_empty"
            ),
            models.CheckConstraint(
                condition=models.Q(state=VersionState.DRAFT) | models.Q(activated_at__isnull=False),
                name="tariffs_version_active_since",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tariff_id} {self.version}"
