"""Who looked at or changed what, and when: an append-only list that the application itself cannot alter."""

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models.functions import Now


class AuditEntry(models.Model):
    """
    One look at, or one change of, one object by one person or program.

    The person is a plain number and not a foreign key: an entry outlives whoever it names, and the technical layer
    knows no staff. Only ids and codes are stored here, never the personal data that was looked at.
    """

    staff_id = models.BigIntegerField(null=True)
    actor = models.CharField(max_length=60, db_collation="C")
    action = models.CharField(max_length=40, db_collation="C")
    object_kind = models.CharField(max_length=40, db_collation="C")
    object_id = models.CharField(max_length=64, db_collation="C")
    at = models.DateTimeField(db_default=Now())
    request_id = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        app_label = "foundation"
        indexes: ClassVar = [
            models.Index(fields=["object_kind", "object_id", "at"], name="foundation_audit_object"),
            models.Index(fields=["staff_id", "at"], name="foundation_audit_staff"),
        ]

    def __str__(self) -> str:
        return f"{self.at} {self.actor} {self.action} {self.object_kind} {self.object_id}"


def record_audit(
    *,
    staff_id: int | None,
    actor: str,
    action: str,
    object_kind: str,
    object_ids: Sequence[int | str],
    request_id: str = "",
) -> None:
    """
    (This function will) write one audit entry for each object, in one statement.

    Called inside the transaction of a change it commits or vanishes with it; a look at personal data is recorded
    before the page is sent. `action` is a stable code: "looked_at", "searched", "created", "moved_in" ...
    """
    AuditEntry.objects.bulk_create(
        AuditEntry(
            staff_id=staff_id,
            actor=actor[:60],
            action=action,
            object_kind=object_kind,
            object_id=str(object_id)[:64],
            request_id=request_id[:64],
        )
        for object_id in object_ids
    )


def count_audit(*, action: str, object_kind: str, object_id: int | str, since: datetime) -> int:
    """(This function will) count the entries of one action on one object since an instant, to slow down what repeats."""
    return AuditEntry.objects.filter(
        object_kind=object_kind, object_id=str(object_id)[:64], at__gte=since, action=action
    ).count()
