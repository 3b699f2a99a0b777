"""The Django app of the module tariffs."""

from django.apps import AppConfig


class TariffsConfig(AppConfig):
    name = "drita.modules.tariffs"
    label = "tariffs"
    default_auto_field = "django.db.models.BigAutoField"
