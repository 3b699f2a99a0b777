"""The place at which energy is delivered and measured; it survives every customer."""

from typing import ClassVar

from django.db import models

from drita.modules.customers.models.premises import Premises


class ServicePoint(models.Model):
    code = models.CharField(max_length=24, db_collation="C")
    premises = models.ForeignKey(Premises, on_delete=models.PROTECT, related_name="service_points")
    region = models.ForeignKey("organisation.Region", on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey("organisation.Agency", on_delete=models.PROTECT, related_name="+")
    route = models.ForeignKey("organisation.Route", on_delete=models.PROTECT, related_name="+")
    feeder = models.ForeignKey("network.Feeder", on_delete=models.PROTECT, related_name="+")
    transformer = models.ForeignKey(
        "network.Transformer", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    voltage_level = models.CharField(max_length=8)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    # The order in which the reader walks and the deliverer hands out bills, within the route.
    walk_position = models.IntegerField()
    phases = models.SmallIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code"], name="customers_servicepoint_code_unique"),
            models.CheckConstraint(
                name="customers_servicepoint_voltage_known",
                condition=models.Q(voltage_level__in=["lv_04", "mv_6_20", "hv_35"]),
            ),
            models.CheckConstraint(name="customers_servicepoint_phases", condition=models.Q(phases__in=[1, 3])),
            models.CheckConstraint(
                name="customers_servicepoint_on_earth",
                condition=models.Q(latitude__isnull=True, longitude__isnull=True)
                | models.Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["route", "walk_position"], name="customers_sp_walk"),
        ]

    def __str__(self) -> str:
        return self.code
