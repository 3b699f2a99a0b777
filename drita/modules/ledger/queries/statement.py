"""The running statement of an account: bills, payments and interest in order, with the balance after each."""

from dataclasses import dataclass
from datetime import date

from django.db import connection

from drita.modules.ledger.sql_files import sql_text


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementLine:
    """
    One entry that changed what an account owes.

    Positive change: billed (or interest made a claim); negative: collected. The balance is that of the books after it:
    principal and claimed interest less advances. Interest that grows by the day is not in it, see `get_account_debt`.
    """

    entry_id: int
    event: str
    document_kind: str
    document_id: int
    document_number: str
    document_date: date
    booking_date: date
    value_date: date
    change_minor: int
    balance_minor: int


def list_statement(*, account_id: int, before: tuple[date, int] | None = None, limit: int = 50) -> list[StatementLine]:
    """(This function will) return lines of the statement, newest first, behind (booking_date, entry_id)."""
    params = {
        "account_id": account_id,
        "before_date": before[0] if before else None,
        "before_id": before[1] if before else None,
        "limit": limit,
    }
    with connection.cursor() as cursor:
        cursor.execute(sql_text("account_statement"), params)
        names = [column.name for column in cursor.description or ()]
        return [StatementLine(**dict(zip(names, row, strict=True))) for row in cursor.fetchall()]
