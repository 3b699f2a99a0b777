"""Tables of the module customers, one file per aggregate."""

from drita.modules.customers.models.account import Account, Phone
from drita.modules.customers.models.contract import Contract, ContractCategoryPeriod
from drita.modules.customers.models.party import Party
from drita.modules.customers.models.premises import Premises
from drita.modules.customers.models.service_point import ServicePoint

__all__ = [
    "Account",
    "Contract",
    "ContractCategoryPeriod",
    "Party",
    "Phone",
    "Premises",
    "ServicePoint",
]
