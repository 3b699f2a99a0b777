"""The Django app of the module customers."""

from django.apps import AppConfig


class CustomersConfig(AppConfig):
    name = "drita.modules.customers"
    label = "customers"
    default_auto_field = "django.db.models.BigAutoField"
