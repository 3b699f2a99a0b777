"""
Open items and what settled them.

Partitioned tables in sql/. Of an item only the cached state may change; allocations never do.
"""

from django.db import models


class OpenItem(models.Model):
    id = models.BigAutoField(primary_key=True)
    item_month = models.DateField()
    source_id = models.IntegerField()
    account_id = models.BigIntegerField()
    contract_id = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=12)
    document_kind = models.CharField(max_length=20)
    document_id = models.BigIntegerField()
    document_number = models.CharField(max_length=40)
    interest_class = models.CharField(max_length=20)
    control_account = models.CharField(max_length=20)
    original_minor = models.BigIntegerField()
    item_date = models.DateField()
    due_date = models.DateField()
    entry_id = models.BigIntegerField()
    open_principal_minor = models.BigIntegerField()
    accrued_nano = models.DecimalField(max_digits=38, decimal_places=0)
    accrued_to_date = models.DateField()
    interest_paid_minor = models.BigIntegerField()
    settled_date = models.DateField(null=True)

    class Meta:
        managed = False
        db_table = "ledger_open_item"

    def __str__(self) -> str:
        return f"item {self.pk} {self.document_number}"


class Allocation(models.Model):
    id = models.BigAutoField(primary_key=True)
    account_id = models.BigIntegerField()
    entry_id = models.BigIntegerField()
    booking_month = models.DateField()
    source_id = models.IntegerField()
    item_id = models.BigIntegerField()
    item_month = models.DateField()
    item_source_id = models.IntegerField()
    component = models.CharField(max_length=10)
    amount_minor = models.BigIntegerField()
    value_date = models.DateField()
    strategy = models.CharField(max_length=60)
    paid_by_kind = models.CharField(max_length=10)
    paid_by_id = models.BigIntegerField()

    class Meta:
        managed = False
        db_table = "ledger_allocation"

    def __str__(self) -> str:
        return f"allocation {self.pk} on item {self.item_id}"
