"""Where entries came from: online, or a bill run whose tables become visible at one instant."""

from django.db import models


class Source(models.Model):
    id = models.IntegerField(primary_key=True)
    kind = models.CharField(max_length=12)
    ref = models.CharField(max_length=60, blank=True)
    # The place of the whole run in the order of entries; drawn when its tables are attached.
    visible_seq = models.BigIntegerField(null=True, unique=True)
    visible_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="ledger_source_kind_known", condition=models.Q(kind__in=["online", "bill_run"])
            ),
            models.CheckConstraint(
                name="ledger_source_visible_complete",
                condition=models.Q(visible_seq__isnull=True, visible_at__isnull=True)
                | models.Q(visible_seq__isnull=False, visible_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"
