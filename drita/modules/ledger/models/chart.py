"""The chart of ledger accounts and the rules by which events are posted to it."""

from django.contrib.postgres.fields import DateRangeField
from django.db import models


class LedgerAccount(models.Model):
    code = models.CharField(primary_key=True, max_length=20, db_collation="C")
    name_sq = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    kind = models.CharField(max_length=12)
    is_control = models.BooleanField()
    # Whose receivables are booked here, by class of the account that owes; empty elsewhere.
    account_classes = models.JSONField(default=list)

    class Meta:
        db_table = "ledger_ledger_account"
        constraints = (
            models.CheckConstraint(
                name="ledger_account_kind_known",
                condition=models.Q(kind__in=["asset", "liability", "income", "expense", "opening"]),
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.name_en}"


class PostingRule(models.Model):
    event = models.CharField(max_length=40, db_collation="C")
    version = models.PositiveIntegerField()
    valid_period = DateRangeField()
    definition = models.JSONField()

    class Meta:
        db_table = "ledger_posting_rule"
        constraints = (models.UniqueConstraint(fields=["event", "version"], name="ledger_posting_rule_version_once"),)

    def __str__(self) -> str:
        return f"{self.event}/{self.version}"
