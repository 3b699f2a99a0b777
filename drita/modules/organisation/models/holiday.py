"""Public holidays as rows: the legal list changes nearly every year, so none of it is code."""

from django.db import models


class Holiday(models.Model):
    date = models.DateField(unique=True)
    name_sq = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)

    def __str__(self) -> str:
        return f"{self.date} {self.name_sq}"
