"""Bill numbers: ranges drawn from a series, the stock for single bills, and the voided ones."""

from django.db import models


class NumberSeries(models.Model):
    """One series a year of issue. The row is locked only while a whole range is reserved."""

    series = models.CharField(primary_key=True, max_length=4, db_collation="C")
    next_number = models.BigIntegerField(default=1)

    def __str__(self) -> str:
        return self.series


class NumberRange(models.Model):
    series = models.CharField(max_length=4, db_collation="C")
    first_number = models.BigIntegerField()
    last_number = models.BigIntegerField()
    run = models.ForeignKey("billing.BillRun", null=True, on_delete=models.PROTECT, related_name="+")
    source_id = models.IntegerField()
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("series", "first_number")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(first_number__gt=0, last_number__gte=models.F("first_number")),
                name="billing_range_not_empty",
            ),
        )

    def __str__(self) -> str:
        return f"{self.series} {self.first_number}-{self.last_number}"


class NumberStock(models.Model):
    """
    A number of an online range that is still free.

    A single bill takes its number by deleting the row within its own transaction: a bill that
    fails gives the number back, and two clerks never wait for one another.
    """

    range = models.ForeignKey(NumberRange, on_delete=models.PROTECT, related_name="+")
    series = models.CharField(max_length=4, db_collation="C")
    number = models.BigIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("series", "number"), name="billing_stock_number_once"),)

    def __str__(self) -> str:
        return f"{self.series} {self.number}"


class NumberVoid(models.Model):
    """A stretch of numbers that will never stand on a bill, with the reason."""

    range = models.ForeignKey(NumberRange, on_delete=models.PROTECT, related_name="voids")
    first_number = models.BigIntegerField()
    last_number = models.BigIntegerField()
    reason = models.CharField(max_length=200)
    by = models.ForeignKey("organisation.Staff", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("range_id", "first_number")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(last_number__gte=models.F("first_number")),
                name="billing_void_not_empty",
            ),
        )

    def __str__(self) -> str:
        return f"{self.first_number}-{self.last_number}: {self.reason}"
