"""Payments and cancellations are never changed once written."""

from django.db import migrations

from drita.foundation.migration_steps import protect_table


class Migration(migrations.Migration):
    dependencies = [("payments", "0001_partners_and_payments")]

    operations = [
        protect_table("payments_payment"),
        protect_table("payments_paymentcancellation"),
    ]
