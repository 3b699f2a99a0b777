"""Where the operator works: region, agency within it, reading route within the agency."""

from django.db import models


class Region(models.Model):
    code = models.CharField(max_length=16, unique=True, db_collation="C")
    name = models.CharField(max_length=80)

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Agency(models.Model):
    code = models.CharField(max_length=16, unique=True, db_collation="C")
    name = models.CharField(max_length=80)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="agencies")

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Route(models.Model):
    code = models.CharField(max_length=24, unique=True, db_collation="C")
    name = models.CharField(max_length=80)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="routes")

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
