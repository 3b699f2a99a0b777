"""Payments as they were accepted, with the answer that was given; rows are never changed."""

from django.db import models
from django.db.models.functions import Now

from drita.modules.payments.models.partner import Partner


class Payment(models.Model):
    account = models.ForeignKey("customers.Account", on_delete=models.PROTECT, related_name="+")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="payments")
    partner_ref = models.CharField(max_length=80, db_collation="C")
    amount_minor = models.BigIntegerField()
    value_date = models.DateField()
    booked_at = models.DateTimeField(db_default=Now())
    channel = models.CharField(max_length=20)
    # What the payer named, and in which order interest and principal are settled: a replay needs both.
    designated_item_id = models.BigIntegerField(null=True)
    strategy = models.CharField(max_length=60)
    entry_id = models.BigIntegerField()
    entry_month = models.DateField()
    # The answer the partner got: the same reference is answered the same for ever.
    answer = models.JSONField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["partner", "partner_ref"], name="payments_reference_once"),
            models.CheckConstraint(name="payments_amount_positive", condition=models.Q(amount_minor__gt=0)),
        )
        indexes = (
            models.Index(fields=["account", "value_date"], name="payments_by_account"),
            models.Index(fields=["value_date"], name="payments_by_value_date"),
        )

    def __str__(self) -> str:
        return f"payment {self.pk}"


class PaymentCancellation(models.Model):
    payment = models.OneToOneField(Payment, primary_key=True, on_delete=models.PROTECT, related_name="cancellation")
    cancelled_at = models.DateTimeField()
    reason = models.CharField(max_length=200)
    by = models.ForeignKey("organisation.Staff", null=True, on_delete=models.PROTECT, related_name="+")
    entry_id = models.BigIntegerField()
    entry_month = models.DateField()

    def __str__(self) -> str:
        return f"payment {self.payment_id} cancelled"
