"""The Django app of the module billing."""

from django.apps import AppConfig


class BillingConfig(AppConfig):
    name = "drita.modules.billing"
    label = "billing"
    default_auto_field = "django.db.models.BigAutoField"
