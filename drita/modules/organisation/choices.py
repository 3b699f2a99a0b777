"""The fixed lists of the module organisation: codes for decisions, words for people."""

from django.db import models

from drita.rules.words import Words


class Role(models.TextChoices):
    BILLING_CLERK = "billing_clerk", "billing clerk"
    CASHIER = "cashier", "cashier"
    READER = "reader", "reader"
    DISPATCHER = "dispatcher", "dispatcher"
    ACCOUNTANT = "accountant", "accountant"
    MANAGER = "manager", "manager"
    ADMINISTRATOR = "administrator", "administrator"


ROLE_WORDS: dict[str, Words] = {
    Role.BILLING_CLERK: Words(sq="Nëpunës faturimi", en="Billing clerk"),
    Role.CASHIER: Words(sq="Arkëtar", en="Cashier"),
    Role.READER: Words(sq="Lexues", en="Meter reader"),
    Role.DISPATCHER: Words(sq="Dispeçer", en="Dispatcher"),
    Role.ACCOUNTANT: Words(sq="Kontabilist", en="Accountant"),
    Role.MANAGER: Words(sq="Drejtues", en="Manager"),
    Role.ADMINISTRATOR: Words(sq="Administrator", en="Administrator"),
}


class StaffLanguage(models.TextChoices):
    ALBANIAN = "sq", "shqip"
    ENGLISH = "en", "English"
