"""A meter, its registers, and what one unit of each dial stood for from when to when."""

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Value

from drita.modules.metering.choices import Determinant, MeterKind


def same(column: str) -> tuple[Func, str]:
    """(This function will) give equality of an id inside a GiST constraint without the extension btree_gist."""
    point = Func(F(column), F(column), Value("[]"), function="int8range")
    return point, RangeOperators.OVERLAPS


class Meter(models.Model):
    serial = models.CharField(max_length=32, db_collation="C")
    kind = models.CharField(max_length=12, choices=MeterKind.choices)
    manufacturer = models.CharField(max_length=60, blank=True, default="")
    phases = models.PositiveSmallIntegerField()
    verification_due = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["serial"], name="metering_meter_serial_unique"),
            models.CheckConstraint(name="metering_meter_phases", condition=models.Q(phases__in=[1, 3])),
        ]

    def __str__(self) -> str:
        return self.serial


class Register(models.Model):
    meter = models.ForeignKey(Meter, on_delete=models.PROTECT, related_name="registers")
    code = models.CharField(max_length=8, db_collation="C")
    determinant = models.CharField(max_length=16, choices=Determinant.choices)
    zone = models.CharField(max_length=12, blank=True, default="")
    dials = models.PositiveSmallIntegerField()
    decimals = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meter", "code"], name="metering_register_code_unique"),
            # Twelve dials of kWh in thousandths still fit 63 bits with room for sums.
            models.CheckConstraint(
                name="metering_register_dials",
                condition=models.Q(dials__gte=1, dials__lte=12, decimals__lte=3),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meter_id} {self.code}"


class RegisterMultiplier(models.Model):
    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="multipliers")
    multiplier_milli = models.BigIntegerField()
    valid_period = DateRangeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="metering_multiplier_positive", condition=models.Q(multiplier_milli__gt=0)),
            models.CheckConstraint(
                name="metering_multiplier_period_begins",
                condition=models.Q(valid_period__isempty=False) & models.Q(valid_period__lower_inf=False),
            ),
            ExclusionConstraint(
                name="metering_multiplier_one_at_a_time",
                expressions=[same("register_id"), ("valid_period", RangeOperators.OVERLAPS)],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.register_id} x{self.multiplier_milli}"
