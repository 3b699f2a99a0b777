"""Who is at a service point, for those who know only the place: a meter's number leads here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from drita.modules.customers.sql import statement
from drita.modules.organisation.queries import EVERYWHERE, Scope


@dataclass(frozen=True, slots=True)
class SubscriberAt:
    """The holder of the newest contract at a service point."""

    service_point_id: int
    account_id: int
    account_number: str
    name: str
    contract_number: str
    agency_name: str
    is_in_force: bool


def subscribers_at(*, service_point_ids: Sequence[int], on: date, scope: Scope = EVERYWHERE) -> dict[int, SubscriberAt]:
    """(This function will) map service points to the holders of their newest contracts; those out of scope are left out."""
    if not service_point_ids:
        return {}
    params: dict[str, Any] = {
        "service_points": list(service_point_ids),
        "on": on,
        "everywhere": scope.is_everywhere,
        "agencies": list(scope.agency_ids),
        "regions": list(scope.region_ids),
    }
    with connection.cursor() as cursor:
        cursor.execute(statement("subscribers_at"), params)
        return {row[0]: SubscriberAt(*row) for row in cursor.fetchall()}
