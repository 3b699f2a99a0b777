"""Values read on dials. Never overwritten: a later revision of the same day counts instead."""

from typing import ClassVar

from django.db import models

from drita.modules.metering.choices import ReadingOrigin, ReadingQuality


class Reading(models.Model):
    """
    Partitioned by month in SQL (see the migration), so Django does not manage the table.

    `read_on` bounds periods: the value stands at the beginning of that day. Of the revisions of a
    register and day the newest counts.
    """

    id = models.BigAutoField(primary_key=True)
    read_month = models.DateField()
    source_id = models.IntegerField(default=0)
    register = models.ForeignKey("metering.Register", on_delete=models.DO_NOTHING, related_name="+")
    service_point = models.ForeignKey("customers.ServicePoint", on_delete=models.DO_NOTHING, related_name="+")
    account = models.ForeignKey("customers.Account", on_delete=models.DO_NOTHING, null=True, related_name="+")
    read_on = models.DateField()
    read_at = models.DateTimeField(null=True)
    value_milli = models.BigIntegerField()
    quality = models.CharField(max_length=12, choices=ReadingQuality.choices)
    origin = models.CharField(max_length=8, choices=ReadingOrigin.choices)
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    reader_code = models.CharField(max_length=24, default="")
    note = models.CharField(max_length=200, default="")
    revision = models.IntegerField(default=0)
    recorded_at = models.DateTimeField()
    # NULL and not "" where nothing came from outside: the unique index leaves those out.
    import_key = models.CharField(max_length=100, null=True)  # noqa: DJ001

    class Meta:
        managed = False
        db_table = "metering_reading"

    def __str__(self) -> str:
        return f"{self.register_id} {self.read_on} {self.value_milli}"


class ReadingRefusal(models.Model):
    """A reading that came in and was refused by a blocking validation: kept with its inputs, never thrown away."""

    file = models.CharField(max_length=200)
    row_number = models.BigIntegerField()
    row = models.JSONField()
    code = models.CharField(max_length=40)
    params = models.JSONField()
    meter_serial = models.CharField(max_length=32, db_collation="C", default="")
    service_point = models.ForeignKey("customers.ServicePoint", on_delete=models.PROTECT, null=True, related_name="+")
    read_on = models.DateField(null=True)
    # The same row of the same file refused again for the same reason is one refusal.
    import_key = models.CharField(max_length=100, db_collation="C")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["import_key", "code"], name="metering_refusal_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["meter_serial"], name="metering_refusal_meter"),
            models.Index(fields=["service_point"], name="metering_refusal_point"),
        ]

    def __str__(self) -> str:
        return f"{self.file}:{self.row_number} {self.code}"
