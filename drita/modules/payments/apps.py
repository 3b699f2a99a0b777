"""The Django app of the module payments."""

from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    name = "drita.modules.payments"
    label = "payments"
    default_auto_field = "django.db.models.BigAutoField"
