"""The tables of the ledger protect themselves: as drita_app nothing written can be changed, and entries balance."""

from datetime import date

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from tests.modules.ledger.book import Book

PROTECTED = ["ledger_entry", "ledger_posting", "ledger_allocation", "ledger_reversal", "payments_payment"]


def refused(statement):
    """Say whether the database refuses a statement of the application."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except DatabaseError:
        return True
    return False


@pytest.fixture
def paid(book):
    account = book.account()
    book.bill(account, 100_000, date(2026, 9, 5))
    book.pay(account, 150_000, date(2026, 11, 1))
    return account


@pytest.mark.parametrize("table", PROTECTED)
def test_the_application_changes_nothing_that_is_written(paid, table):
    column = "reason" if table == "ledger_reversal" else "account_id"
    assert refused(f"UPDATE {table} SET {column} = {column}")
    assert refused(f"DELETE FROM {table}")
    assert refused(f"TRUNCATE {table} CASCADE")
    assert refused(f"ALTER TABLE {table} DISABLE TRIGGER ALL")


def test_of_an_item_only_the_cached_state_may_change(paid):
    assert refused("UPDATE ledger_open_item SET original_minor = 1")
    assert refused("UPDATE ledger_open_item SET due_date = due_date + 30")
    assert refused("DELETE FROM ledger_open_item")
    assert not refused("UPDATE ledger_open_item SET interest_paid_minor = interest_paid_minor")


def test_the_owner_of_the_tables_is_stopped_by_the_trigger(own_database):
    book = Book.opened(today=date(2026, 11, 23))
    book.bill(book.account(), 100_000, date(2026, 9, 5))
    with own_database.connect_owner() as owner, pytest.raises(psycopg.errors.RestrictViolation):
        owner.execute("UPDATE ledger_posting SET debit_minor = debit_minor + 1 WHERE debit_minor > 0")


def test_an_entry_out_of_balance_does_not_commit(own_database):
    book = Book.opened(today=date(2026, 11, 23))
    account = book.account()
    book.bill(account, 100_000, date(2026, 11, 5))
    entry = (
        "INSERT INTO ledger_entry (id, booking_month, source_id, account_id, event, rule_id, document_kind, "
        "document_id, document_date, booking_date, value_date, reconciliation_key) "
        "VALUES (nextval('ledger_entry_id_seq'), '2026-11-01', 0, %s, 'bill_issued', 'x/1', 'bill', 1, "
        "'2026-11-05', '2026-11-05', '2026-11-05', 'BL2026110500') RETURNING id"
    )
    posting = (
        "INSERT INTO ledger_posting (entry_id, line_no, booking_month, source_id, ledger_account, debit_minor, "
        "credit_minor) VALUES (%s, %s, '2026-11-01', 0, '4111', %s, %s)"
    )
    for lines in ([], [(1, 5, 0)], [(1, 5, 0), (2, 0, 4)]):
        with own_database.connect_app(autocommit=False) as app:
            (entry_id,) = app.execute(entry, [account]).fetchone()
            for line in lines:
                app.execute(posting, [entry_id, *line])
            with pytest.raises(psycopg.errors.CheckViolation):
                app.commit()
            app.rollback()


def test_a_posting_or_item_without_its_entry_is_refused(paid):
    assert refused(
        "INSERT INTO ledger_posting (entry_id, line_no, booking_month, source_id, ledger_account, debit_minor) "
        "VALUES (99999999, 1, '2026-11-01', 0, '4111', 5); SET CONSTRAINTS ALL IMMEDIATE"
    )


def test_a_run_becomes_visible_by_the_function_alone(book):
    assert refused("UPDATE ledger_source SET visible_seq = 1 WHERE id = 0")
