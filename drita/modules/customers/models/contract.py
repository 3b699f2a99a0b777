"""The dated agreement between an account and a service point, and the history of its category."""

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Value

from drita.modules.customers.models.account import Account
from drita.modules.customers.models.service_point import ServicePoint


def _same(column: str) -> tuple[Func, str]:
    """
    Equality of an id inside a GiST constraint without the extension btree_gist: a one-element range.
    """
    point = Func(F(column), F(column), Value("[]"), function="int8range")
    return point, RangeOperators.OVERLAPS


class Contract(models.Model):
    number = models.CharField(max_length=24, db_collation="C")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="contracts")
    service_point = models.ForeignKey(ServicePoint, on_delete=models.PROTECT, related_name="contracts")
    valid_period = DateRangeField()
    # Which rate and which cap of late interest apply: a code of the ledger's tables.
    interest_class = models.CharField(max_length=24)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["number"], name="customers_contract_number_unique"),
            ExclusionConstraint(
                name="customers_contract_one_at_a_time",
                expressions=[_same("service_point_id"), ("valid_period", RangeOperators.OVERLAPS)],
            ),
            models.CheckConstraint(
                name="customers_contract_period_begins",
                condition=models.Q(valid_period__isempty=False) & models.Q(valid_period__lower_inf=False),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class ContractCategoryPeriod(models.Model):
    """From when to when a contract was of which category and under which tariff."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="category_periods")
    category = models.CharField(max_length=24)
    tariff_code = models.CharField(max_length=40)
    valid_period = DateRangeField()

    class Meta:
        constraints: ClassVar = [
            ExclusionConstraint(
                name="customers_category_one_at_a_time",
                expressions=[_same("contract_id"), ("valid_period", RangeOperators.OVERLAPS)],
            ),
            models.CheckConstraint(
                name="customers_category_period_begins",
                condition=models.Q(valid_period__isempty=False) & models.Q(valid_period__lower_inf=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contract_id} {self.category} {self.tariff_code}"
