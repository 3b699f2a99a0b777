"""What late interest costs, where it ends, and on which days it rests."""

from django.contrib.postgres.fields import DateRangeField
from django.db import models


class InterestClass(models.Model):
    code = models.CharField(primary_key=True, max_length=20, db_collation="C")

    class Meta:
        db_table = "ledger_interest_class"

    def __str__(self) -> str:
        return self.code


class InterestRate(models.Model):
    interest_class = models.ForeignKey(
        InterestClass, on_delete=models.PROTECT, related_name="rates", db_column="interest_class"
    )
    valid_period = DateRangeField()
    rate_ppb = models.BigIntegerField()
    source_words = models.CharField(max_length=200)

    class Meta:
        db_table = "ledger_interest_rate"
        constraints = (
            # Above 100 % a day no rate is meant; the exact products of the rule rely on the bound.
            models.CheckConstraint(
                name="ledger_rate_in_bounds", condition=models.Q(rate_ppb__gte=0, rate_ppb__lte=1_000_000_000)
            ),
        )

    def __str__(self) -> str:
        return f"{self.interest_class_id} {self.rate_ppb}"


class InterestCap(models.Model):
    interest_class = models.ForeignKey(
        InterestClass, on_delete=models.PROTECT, related_name="caps", db_column="interest_class"
    )
    valid_period = DateRangeField()
    cap_ppm = models.BigIntegerField()
    source_words = models.CharField(max_length=200)

    class Meta:
        db_table = "ledger_interest_cap"
        constraints = (
            models.CheckConstraint(
                name="ledger_cap_in_bounds", condition=models.Q(cap_ppm__gte=0, cap_ppm__lte=1_000_000_000)
            ),
        )

    def __str__(self) -> str:
        return f"{self.interest_class_id} {self.cap_ppm}"


class Suspension(models.Model):
    """
    Days on which an account's item (or all of them) bears no interest.

    A suspension that ends is not changed: it is withdrawn and, where it lasted, written anew with its end. Both have
    their place in the order of entries, so that what was quoted in between can be quoted again.
    """

    account = models.ForeignKey("customers.Account", on_delete=models.PROTECT, related_name="+")
    item_id = models.BigIntegerField(null=True)
    period = DateRangeField()
    origin_kind = models.CharField(max_length=20)
    origin_ref = models.CharField(max_length=60)
    reason = models.CharField(max_length=200)
    known_seq = models.BigIntegerField()
    withdrawn_seq = models.BigIntegerField(null=True)

    class Meta:
        indexes = (models.Index(fields=["account"], name="ledger_suspension_by_account"),)

    def __str__(self) -> str:
        return f"suspension {self.pk} of account {self.account_id}"
