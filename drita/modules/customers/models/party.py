"""The person or company behind an account."""

from typing import ClassVar

from django.db import models

from drita.modules.customers.choices import PartyKind


class Party(models.Model):
    """
    Names are stored as written, folded for search and as a key for Albanian order.

    All three search columns are COLLATE "C": the btree then serves `LIKE 'x%' ORDER BY` directly,
    whatever the locale of the server.
    """

    kind = models.CharField(max_length=8, choices=PartyKind)
    name = models.CharField(max_length=160)
    given_name = models.CharField(max_length=80, blank=True, default="")
    family_name = models.CharField(max_length=80, blank=True, default="")
    name_folded = models.CharField(max_length=200, db_collation="C")
    name_folded_reversed = models.CharField(max_length=200, db_collation="C")
    sort_key = models.CharField(max_length=200, db_collation="C")
    # Null and not "": most parties lack the one or the other, and the indexes leave the nulls out.
    nipt = models.CharField(max_length=10, null=True, blank=True, db_collation="C")  # noqa: DJ001
    personal_number = models.CharField(max_length=10, null=True, blank=True, db_collation="C")  # noqa: DJ001
    email = models.CharField(max_length=120, blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="customers_party_kind_known", condition=models.Q(kind__in=PartyKind.values)),
            models.CheckConstraint(name="customers_party_named", condition=~models.Q(name="")),
        ]
        indexes: ClassVar = [
            models.Index(fields=["name_folded"], name="customers_party_name"),
            models.Index(fields=["sort_key", "id"], name="customers_party_sort"),
            models.Index(fields=["name_folded_reversed"], name="customers_party_reversed"),
            models.Index(
                fields=["nipt"],
                name="customers_party_nipt",
                condition=models.Q(nipt__isnull=False),
            ),
            models.Index(
                fields=["personal_number"],
                name="customers_party_personal",
                condition=models.Q(personal_number__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name
