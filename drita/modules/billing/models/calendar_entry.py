"""The billing calendar: for each route and month the days on which things happen."""

from django.db import models


class CalendarEntry(models.Model):
    """Readings up to and including the cut-off date belong to the bill of the month."""

    route = models.ForeignKey("organisation.Route", on_delete=models.PROTECT, related_name="+")
    bill_month = models.DateField()
    reading_date = models.DateField()
    cutoff_date = models.DateField()
    issue_date = models.DateField()
    due_date = models.DateField()

    class Meta:
        ordering = ("bill_month", "route_id")
        constraints = (
            models.UniqueConstraint(fields=("route", "bill_month"), name="billing_calendar_once_per_route"),
            models.CheckConstraint(
                condition=models.Q(reading_date__lte=models.F("cutoff_date"))
                & models.Q(cutoff_date__lte=models.F("issue_date"))
                & models.Q(issue_date__lt=models.F("due_date")),
                name="billing_calendar_in_order",
            ),
        )

    def __str__(self) -> str:
        return f"{self.route_id} {self.bill_month:%Y-%m}"
