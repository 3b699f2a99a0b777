"""What a worked example of a version came to when it was last checked."""

from typing import ClassVar

from django.db import models

from drita.modules.tariffs.models.tariff_version import TariffVersion


class ExampleVerdict(models.Model):
    """Sums are hundredths of a lek by name; `problems` holds codes when the example could not be rated."""

    version = models.ForeignKey(TariffVersion, on_delete=models.CASCADE, related_name="verdicts")
    position = models.PositiveSmallIntegerField()
    title_sq = models.CharField(max_length=1_000)
    title_en = models.CharField(max_length=1_000)
    expected = models.JSONField()
    computed = models.JSONField()
    problems = models.JSONField(default=list)
    passed = models.BooleanField()
    checked_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "position"], name="tariffs_verdict_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.position}"
