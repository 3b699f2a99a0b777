"""Note that something other than an entry changed an account's debt."""

from django.db import connection


def touch_account(*, account_id: int, seq: int) -> None:
    """(This function will) move the account's mark to a place drawn from the order of entries."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger_account_mark (account_id, last_entry_id) VALUES (%s, %s) "
            "ON CONFLICT (account_id) DO UPDATE SET last_entry_id = excluded.last_entry_id",
            [account_id, seq],
        )
