"""What was paid of one open item, as a clerk opens the sum."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from drita.modules.ledger.models import Allocation


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemAllocation:
    """What one entry settled of an item on one day of value; a release is negative."""

    entry_id: int
    value_date: date
    component: str
    amount_minor: int
    paid_by_kind: str
    paid_by_id: int


def list_item_allocations(*, account_id: int, item_id: int, as_of: date, known_seq: int) -> list[ItemAllocation]:
    """(This function will) return what had been settled of an item by the end of a day, as known at an entry."""
    rows = (
        Allocation.objects.filter(
            account_id=account_id, item_id=item_id, value_date__lte=as_of, entry_id__lte=known_seq
        )
        .values("entry_id", "value_date", "component", "paid_by_kind", "paid_by_id")
        .annotate(sum_minor=Sum("amount_minor"))
        .order_by("value_date", "entry_id", "component")
    )
    return [
        ItemAllocation(
            entry_id=row["entry_id"],
            value_date=row["value_date"],
            component=row["component"],
            amount_minor=int(row["sum_minor"]),
            paid_by_kind=row["paid_by_kind"],
            paid_by_id=row["paid_by_id"],
        )
        for row in rows
    ]
