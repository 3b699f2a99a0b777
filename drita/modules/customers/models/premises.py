"""An address in the Albanian form. It outlives its tenants."""

from typing import ClassVar

from django.db import models


class Premises(models.Model):
    street = models.CharField(max_length=120, blank=True, default="")
    building = models.CharField(max_length=24, blank=True, default="")
    entrance = models.CharField(max_length=12, blank=True, default="")
    floor = models.CharField(max_length=8, blank=True, default="")
    apartment = models.CharField(max_length=12, blank=True, default="")
    quarter = models.CharField(max_length=80, blank=True, default="")
    village = models.CharField(max_length=80, blank=True, default="")
    administrative_unit = models.CharField(max_length=80, blank=True, default="")
    municipality = models.CharField(max_length=80)
    county = models.CharField(max_length=40, blank=True, default="")
    postal_code = models.CharField(max_length=8, blank=True, default="")
    address_folded = models.CharField(max_length=500, db_collation="C")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["address_folded"], name="customers_premises_addr")]

    def __str__(self) -> str:
        return f"{self.street} {self.building}, {self.municipality}"
