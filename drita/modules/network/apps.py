"""The Django app of the module network."""

from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "drita.modules.network"
    label = "network"
    default_auto_field = "django.db.models.BigAutoField"
