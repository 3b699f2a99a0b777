"""The tables of the ledger protect themselves."""


def test_smoke(db):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT ledger_ensure_month('2026-11-01')")
        cursor.execute("SELECT count(*) FROM ledger_entry")
        assert cursor.fetchone()[0] == 0
