"""The part of the grid a service point hangs on: feeder, and the transformer fed by it."""

from typing import ClassVar

from django.db import models

from drita.modules.network.choices import VoltageLevel


class Feeder(models.Model):
    code = models.CharField(max_length=24, unique=True, db_collation="C")
    name = models.CharField(max_length=80)
    substation = models.CharField(max_length=80)
    voltage_level = models.CharField(max_length=8, choices=VoltageLevel)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="network_feeder_voltage_known",
                condition=models.Q(voltage_level__in=VoltageLevel.values),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Transformer(models.Model):
    code = models.CharField(max_length=24, unique=True, db_collation="C")
    name = models.CharField(max_length=80)
    feeder = models.ForeignKey(Feeder, on_delete=models.PROTECT, related_name="transformers")

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
