"""The Django app of the module organisation."""

from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "drita.modules.organisation"
    label = "organisation"
    default_auto_field = "django.db.models.BigAutoField"
