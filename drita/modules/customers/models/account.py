"""Who owes: the account, and the phones by which its holder is reached."""

from typing import ClassVar

from django.db import models

from drita.modules.customers.choices import AccountClass, Language, PhoneKind
from drita.modules.customers.models.party import Party


class Account(models.Model):
    # Unique by constraint and not by unique=True: the latter adds a second index for LIKE,
    # which a COLLATE "C" column does not need.
    number = models.CharField(max_length=24, db_collation="C")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="accounts")
    account_class = models.CharField(max_length=12, choices=AccountClass)
    language = models.CharField(max_length=2, choices=Language, default=Language.ALBANIAN)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["number"], name="customers_account_number_unique"),
            models.CheckConstraint(
                name="customers_account_class_known",
                condition=models.Q(account_class__in=AccountClass.values),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Phone(models.Model):
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="phones")
    number = models.CharField(max_length=16, db_collation="C")
    kind = models.CharField(max_length=8, choices=PhoneKind)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account", "number"], name="customers_phone_once_an_account"),
            models.CheckConstraint(
                name="customers_phone_e164",
                condition=models.Q(number__regex=r"^\+[1-9][0-9]{6,14}$"),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["number"], name="customers_phone_number")]

    def __str__(self) -> str:
        return self.number
