"""Who takes payments for the operator: the Post, banks, its own cash desks."""

from django.db import models


class Partner(models.Model):
    code = models.CharField(max_length=20, db_collation="C")
    name = models.CharField(max_length=120)
    # The clearing account of the partner: 5111-nn.
    ledger_account = models.ForeignKey(
        "ledger.LedgerAccount", on_delete=models.PROTECT, related_name="+", db_column="ledger_account"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["code"], name="payments_partner_code_unique"),
            # One clearing account a partner: its balance is what that partner still has to hand over.
            models.UniqueConstraint(fields=["ledger_account"], name="payments_partner_own_clearing"),
        )

    def __str__(self) -> str:
        return self.code
