"""Accounts: locked for a change of debt, and listed page by page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from drita.modules.customers.sql import statement
from drita.modules.organisation.queries import EVERYWHERE, Scope


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One line of the list of subscribers."""

    account_id: int
    account_number: str
    name: str
    account_class: str
    contract_number: str | None
    category: str | None
    agency_name: str | None
    municipality: str | None
    sort_key: str


def lock_accounts(*, account_ids: Sequence[int]) -> None:
    """
    (This function will) lock accounts until the transaction ends, always in the order of their ids.

    Two transactions that lock in the same order wait for one another and never deadlock. NO KEY UPDATE lets others
    still insert rows that refer to the account.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM customers_account WHERE id = ANY(%s) ORDER BY id FOR NO KEY UPDATE",
            [sorted(set(account_ids))],
        )


def list_accounts(
    *,
    on: date,
    after: tuple[str, int] | None = None,
    limit: int = 50,
    scope: Scope = EVERYWHERE,
    account_class: str = "",
    agency_id: int | None = None,
) -> list[AccountRow]:
    """
    (This function will) return one page of accounts in Albanian order of their holders' names.

    `after` is (sort_key, account_id) of the last row of the page before. The contract shown is the one in force on
    `on`, else none.
    """
    params: dict[str, Any] = {
        "on": on,
        "after_key": after[0] if after else "",
        "after_id": after[1] if after else 0,
        "limit": limit,
        "everywhere": scope.is_everywhere,
        "agencies": list(scope.agency_ids),
        "regions": list(scope.region_ids),
        "account_class": account_class,
        "agency_id": agency_id,
    }
    with connection.cursor() as cursor:
        is_narrow = not scope.is_everywhere or agency_id is not None
        cursor.execute(statement("list_accounts_of_agencies" if is_narrow else "list_accounts"), params)
        return [AccountRow(*row) for row in cursor.fetchall()]
