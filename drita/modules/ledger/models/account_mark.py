"""The newest entry that changed an account's debt."""

from django.db import models


class AccountMark(models.Model):
    """
    One row per account with its last entry, written under the account's lock.

    Every quoted debt carries this number. Read from here it costs one row and not a search through all months.
    """

    account = models.OneToOneField("customers.Account", primary_key=True, on_delete=models.PROTECT, related_name="+")
    last_entry_id = models.BigIntegerField()

    class Meta:
        db_table = "ledger_account_mark"

    def __str__(self) -> str:
        return f"account {self.account_id} up to entry {self.last_entry_id}"
