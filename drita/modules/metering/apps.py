"""The Django app of the module metering."""

from django.apps import AppConfig


class MeteringConfig(AppConfig):
    name = "drita.modules.metering"
    label = "metering"
    default_auto_field = "django.db.models.BigAutoField"
