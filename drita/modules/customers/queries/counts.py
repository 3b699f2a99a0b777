"""How many there are, for pages that give an overview."""

from datetime import date

from django.db.models import Q

from drita.modules.customers.models import Contract
from drita.modules.organisation.queries import EVERYWHERE, Scope


def count_contracts_in_force(*, on: date, scope: Scope = EVERYWHERE) -> int:
    """(This function will) count the contracts of a scope that hold on a day."""
    contracts = Contract.objects.filter(valid_period__contains=on)
    if not scope.is_everywhere:
        contracts = contracts.filter(
            Q(service_point__agency_id__in=scope.agency_ids) | Q(service_point__region_id__in=scope.region_ids)
        )
    return contracts.count()
