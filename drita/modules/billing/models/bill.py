"""
Issued bills with their lines and readings, and the claim that makes a period billed only once.

The tables are partitioned by month and source and stand in SQL in the migrations; rows are
written by COPY and never changed. The database key is (id, bill_month, source_id).
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class PeriodClaim(models.Model):
    """
    The right to bill one contract for one month, kind and revision, whoever bills it.

    Bills themselves lie in partitions by source and could not be unique across them; this table
    is partitioned by month only and is what refuses the second bill.
    """

    pk = models.CompositePrimaryKey("contract_id", "bill_month", "kind", "revision")
    contract_id = models.BigIntegerField()
    bill_month = models.DateField()
    kind = models.CharField(max_length=16)
    revision = models.SmallIntegerField()
    bill_id = models.BigIntegerField()
    source_id = models.IntegerField()

    class Meta:
        managed = False
        db_table = "billing_period_claim"

    def __str__(self) -> str:
        return f"contract {self.contract_id} {self.bill_month:%Y-%m} {self.kind}"


class Bill(models.Model):
    id = models.BigAutoField(primary_key=True)
    bill_month = models.DateField()
    source_id = models.IntegerField()
    series = models.CharField(max_length=4)
    number = models.BigIntegerField()
    account_id = models.BigIntegerField()
    contract_id = models.BigIntegerField()
    service_point_id = models.BigIntegerField()
    kind = models.CharField(max_length=16)
    revision = models.SmallIntegerField()
    period_start = models.DateField()
    period_end = models.DateField()
    issue_date = models.DateField()
    due_date = models.DateField()
    tariff_code = models.CharField(max_length=40)
    category = models.CharField(max_length=40)
    consumption_wh = models.BigIntegerField()
    reading_method = models.CharField(max_length=16)
    energy_minor = models.BigIntegerField()
    taxable_minor = models.BigIntegerField()
    vat_minor = models.BigIntegerField()
    untaxed_minor = models.BigIntegerField()
    total_minor = models.BigIntegerField()
    earlier_principal_minor = models.BigIntegerField()
    earlier_interest_minor = models.BigIntegerField()
    credit_minor = models.BigIntegerField()
    payable_minor = models.BigIntegerField()
    debt_last_entry_id = models.BigIntegerField(null=True)
    snapshot = models.JSONField()
    history_wh = ArrayField(models.BigIntegerField(null=True))
    template_version = models.CharField(max_length=40)
    # Null on bills from before words were kept with them.
    wording_id = models.BigIntegerField(null=True)
    # One bit for each place of history_wh, the oldest month the lowest: was the month estimated?
    history_estimated = models.IntegerField(default=0)
    issued_at = models.DateTimeField()

    class Meta:
        managed = False
        db_table = "billing_bill"

    def __str__(self) -> str:
        return f"{self.series}-{self.number:08d}"


class BillLine(models.Model):
    """One line of the sum; with rule, quantity, price and factor it can be followed by hand."""

    pk = models.CompositePrimaryKey("bill_id", "line_no", "bill_month", "source_id")
    bill_id = models.BigIntegerField()
    line_no = models.IntegerField()
    bill_month = models.DateField()
    source_id = models.IntegerField()
    account_id = models.BigIntegerField()
    charge_code = models.CharField(max_length=60)
    rule_id = models.CharField(max_length=120)
    tariff_version = models.CharField(max_length=60)
    determinant = models.CharField(max_length=24)
    quantity = models.BigIntegerField()
    unit = models.CharField(max_length=8)
    price_micro = models.BigIntegerField()
    factor_ppm = models.BigIntegerField()
    from_date = models.DateField()
    to_date = models.DateField()
    amount_minor = models.BigIntegerField()
    ledger_key = models.CharField(max_length=24)
    tax_code = models.CharField(max_length=16)

    class Meta:
        managed = False
        db_table = "billing_bill_line"

    def __str__(self) -> str:
        return f"bill {self.bill_id} line {self.line_no}"


class BillReading(models.Model):
    """What the bill shows of one register: both ends, how they were got, and the difference."""

    pk = models.CompositePrimaryKey("bill_id", "line_no", "bill_month", "source_id")
    bill_id = models.BigIntegerField()
    line_no = models.IntegerField()
    bill_month = models.DateField()
    source_id = models.IntegerField()
    account_id = models.BigIntegerField()
    register_id = models.BigIntegerField()
    meter_serial = models.CharField(max_length=40)
    register_code = models.CharField(max_length=16)
    decimals = models.SmallIntegerField()
    determinant = models.CharField(max_length=24)
    zone = models.CharField(max_length=16)
    previous_date = models.DateField()
    previous_milli = models.BigIntegerField()
    previous_quality = models.CharField(max_length=16)
    present_date = models.DateField()
    present_milli = models.BigIntegerField()
    present_quality = models.CharField(max_length=16)
    multiplier_milli = models.BigIntegerField()
    consumption_wh = models.BigIntegerField()

    class Meta:
        managed = False
        db_table = "billing_bill_reading"

    def __str__(self) -> str:
        return f"bill {self.bill_id} register {self.register_id}"
