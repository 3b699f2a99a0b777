"""
The journal: entries, their postings, and which entry took which back.

The tables are partitioned by month and source and stand in sql/; their rows are never changed.
"""

from django.db import models


class Entry(models.Model):
    id = models.BigAutoField(primary_key=True)
    booking_month = models.DateField()
    source_id = models.IntegerField()
    account_id = models.BigIntegerField(null=True)
    event = models.CharField(max_length=40)
    rule_id = models.CharField(max_length=60)
    document_kind = models.CharField(max_length=20)
    document_id = models.BigIntegerField()
    document_month = models.DateField(null=True)
    document_date = models.DateField()
    booking_date = models.DateField()
    value_date = models.DateField()
    reconciliation_key = models.CharField(max_length=16)
    booked_at = models.DateTimeField()

    class Meta:
        managed = False
        db_table = "ledger_entry"

    def __str__(self) -> str:
        return f"entry {self.pk} {self.event}"


class Posting(models.Model):
    pk = models.CompositePrimaryKey("entry_id", "line_no", "booking_month", "source_id")
    entry_id = models.BigIntegerField()
    line_no = models.SmallIntegerField()
    booking_month = models.DateField()
    source_id = models.IntegerField()
    account_id = models.BigIntegerField(null=True)
    ledger_account = models.CharField(max_length=20)
    debit_minor = models.BigIntegerField()
    credit_minor = models.BigIntegerField()

    class Meta:
        managed = False
        db_table = "ledger_posting"

    def __str__(self) -> str:
        return f"posting {self.entry_id}/{self.line_no} {self.ledger_account}"


class Reversal(models.Model):
    # The key makes sure that an entry is taken back once.
    reversed_entry_id = models.BigIntegerField(primary_key=True)
    reversed_month = models.DateField()
    reversed_source_id = models.IntegerField()
    reversing_entry_id = models.BigIntegerField()
    reversing_month = models.DateField()
    reason = models.CharField(max_length=200)
    by = models.ForeignKey(
        "organisation.Staff", null=True, on_delete=models.PROTECT, related_name="+", db_column="by_id"
    )

    class Meta:
        managed = False
        db_table = "ledger_reversal"

    def __str__(self) -> str:
        return f"{self.reversing_entry_id} takes back {self.reversed_entry_id}"
