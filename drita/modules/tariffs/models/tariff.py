"""A tariff: a named family of prices; its prices stand in its versions."""

from django.db import models


class Tariff(models.Model):
    code = models.CharField(max_length=40, unique=True, db_collation="C")
    name_sq = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    customers_sq = models.CharField(max_length=1_000)
    customers_en = models.CharField(max_length=1_000)

    def __str__(self) -> str:
        return self.code
