"""The Django app of the module ledger."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "drita.modules.ledger"
    label = "ledger"
    default_auto_field = "django.db.models.BigAutoField"
