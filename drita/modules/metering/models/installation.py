"""Which meter hung where, from when to when."""

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models

from drita.modules.metering.choices import InstallationRole
from drita.modules.metering.models.meter import Meter, same


class Installation(models.Model):
    meter = models.ForeignKey(Meter, on_delete=models.PROTECT, related_name="installations")
    service_point = models.ForeignKey("customers.ServicePoint", on_delete=models.PROTECT, related_name="installations")
    role = models.CharField(max_length=5, choices=InstallationRole.choices, default=InstallationRole.MAIN)
    valid_period = DateRangeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="metering_installation_period_begins",
                condition=models.Q(valid_period__isempty=False) & models.Q(valid_period__lower_inf=False),
            ),
            ExclusionConstraint(
                name="metering_installation_meter_in_one_place",
                expressions=[same("meter_id"), ("valid_period", RangeOperators.OVERLAPS)],
            ),
            # A check meter may hang beside the main one; two main meters would bill the point twice.
            ExclusionConstraint(
                name="metering_installation_one_main_meter",
                expressions=[same("service_point_id"), ("valid_period", RangeOperators.OVERLAPS)],
                condition=models.Q(role=InstallationRole.MAIN),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meter_id} at {self.service_point_id}"
