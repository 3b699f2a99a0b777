"""One day of one register in intervals, on the local clock: 92, 96 or 100 quarter-hours."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class IntervalDay(models.Model):
    """
    Partitioned by month in SQL (see the migration), so Django does not manage the table.

    A missing interval is NULL in `values_wh` and N in `qualities`. Varh for reactive registers. Of
    the revisions of a register and day the newest counts; none is ever overwritten.
    """

    id = models.BigAutoField(primary_key=True)
    day_month = models.DateField()
    source_id = models.IntegerField(default=0)
    register = models.ForeignKey("metering.Register", on_delete=models.DO_NOTHING, related_name="+")
    service_point = models.ForeignKey("customers.ServicePoint", on_delete=models.DO_NOTHING, related_name="+")
    account = models.ForeignKey("customers.Account", on_delete=models.DO_NOTHING, null=True, related_name="+")
    day = models.DateField()
    interval_minutes = models.SmallIntegerField()
    values_wh = ArrayField(models.BigIntegerField(null=True))
    qualities = models.TextField()
    revision = models.IntegerField(default=0)
    recorded_at = models.DateTimeField()

    class Meta:
        managed = False
        db_table = "metering_intervalday"

    def __str__(self) -> str:
        return f"{self.register_id} {self.day}"
