"""Rows that are never changed: proven as drita_app and, by the trigger, even as the owner."""

import psycopg
import pytest
from django.core.management import call_command
from psycopg import sql

# What the design names; a table that loses its protection fails here.
NEVER_CHANGED = {
    "billing_bill",
    "billing_bill_line",
    "billing_bill_reading",
    "billing_wording",
    "ledger_allocation",
    "ledger_entry",
    "ledger_open_item",
    "ledger_posting",
    "ledger_reversal",
    "metering_intervalday",
    "metering_reading",
    "payments_payment",
    "payments_paymentcancellation",
}
# A cache beside the truth may be written; everything else of the row may not.
MAY_CHANGE = {
    "ledger_open_item": {
        "open_principal_minor",
        "accrued_nano",
        "accrued_to_date",
        "interest_paid_minor",
        "settled_date",
    },
}

PROTECTED = """
SELECT DISTINCT c.relname FROM pg_trigger t JOIN pg_proc f ON f.oid = t.tgfoid JOIN pg_class c ON c.oid = t.tgrelid
WHERE f.proname = 'foundation_forbid_change' AND NOT c.relispartition ORDER BY 1
"""
PARTITIONS = "SELECT relid::regclass::text FROM pg_partition_tree(%s) WHERE relid <> %s::regclass"


@pytest.fixture
def protected(own_database) -> list[str]:
    """Every protected table, each partitioned one with a month in it."""
    with own_database.connect_app() as app:
        for (parent,) in app.execute("SELECT parent::text FROM foundation_partitioned_table").fetchall():
            app.execute("SELECT foundation_ensure_month(%s, '2026-10-01')", [parent])
        return [name for (name,) in app.execute(PROTECTED).fetchall()]


def test_the_tables_that_the_design_names_are_protected(protected) -> None:
    assert NEVER_CHANGED - set(protected) == set()


def test_the_application_can_neither_change_nor_remove_nor_unlock_them(protected, own_database) -> None:
    with own_database.connect_app() as app:
        assert app.execute("SELECT current_user").fetchone() == ("drita_app",)
        for table in protected:
            name = sql.Identifier(table)
            for statement in (
                "DELETE FROM {}",
                "TRUNCATE {} CASCADE",
                "ALTER TABLE {} DISABLE TRIGGER ALL",
                "ALTER TABLE {} DISABLE TRIGGER USER",
                "DROP TABLE {}",
            ):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    app.execute(sql.SQL(statement).format(name))
            assert _open_columns(app, table) == MAY_CHANGE.get(table, set()), table


def _open_columns(app: psycopg.Connection, table: str) -> set[str]:
    """The columns that the application may update, each refused one tried for real."""
    columns = app.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped", [table]
    ).fetchall()
    may = set()
    for (column,) in columns:
        try:
            app.execute(sql.SQL("UPDATE {} SET {} = NULL").format(*map(sql.Identifier, (table, column))))
            may.add(column)
        except psycopg.errors.InsufficientPrivilege:
            pass
        except psycopg.errors.GeneratedAlways:
            pass
    return may


def test_partitions_give_no_way_around_their_parent(protected, own_database) -> None:
    seen = 0
    with own_database.connect_app() as app:
        for table in protected:
            for (partition,) in app.execute(PARTITIONS, [table, table]).fetchall():
                seen += 1
                rights = app.execute(
                    "SELECT has_any_column_privilege(%s, 'INSERT'), has_any_column_privilege(%s, 'UPDATE'),"
                    " has_table_privilege(%s, 'DELETE, TRUNCATE, TRIGGER')",
                    [partition] * 3,
                ).fetchone()
                assert rights == (False, False, False), partition
    assert seen > 0


def test_even_the_owner_is_refused_by_a_trigger_on_each_partition(protected, own_database) -> None:
    with own_database.connect_owner() as owner:
        for table in protected:
            partitions = owner.execute(PARTITIONS, [table, table]).fetchall()
            leaves = [name for (name,) in partitions if _is_leaf(owner, name)] or [table]
            for leaf in leaves:
                enabled = owner.execute(
                    "SELECT count(*) FROM pg_trigger t JOIN pg_proc f ON f.oid = t.tgfoid WHERE t.tgrelid = %s::regclass"
                    " AND f.proname = 'foundation_forbid_change' AND t.tgenabled = 'O' AND t.tgtype & 1 = 1",
                    [leaf],
                ).fetchone()
                assert enabled == (1,), leaf


def _is_leaf(owner: psycopg.Connection, name: str) -> bool:
    return owner.execute("SELECT relkind = 'r' FROM pg_class WHERE oid = %s::regclass", [name]).fetchone()[0]


def test_the_application_owns_nothing_and_can_make_nothing(own_database) -> None:
    with own_database.connect_app() as app:
        assert app.execute("SELECT count(*) FROM pg_class WHERE relowner = 'drita_app'::regrole").fetchone() == (0,)
        assert app.execute(
            "SELECT rolsuper OR rolcreaterole OR rolcreatedb OR rolbypassrls FROM pg_roles WHERE rolname = 'drita_app'"
        ).fetchone() == (False,)
        for statement in (
            "CREATE TABLE public.mine (id int)",
            "CREATE FUNCTION public.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
            "SET session_replication_role = replica",
            "CREATE OR REPLACE FUNCTION foundation_forbid_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
        ):
            with pytest.raises((psycopg.errors.InsufficientPrivilege, psycopg.errors.InvalidSchemaName)):
                app.execute(statement)


def test_functions_with_the_owners_rights_pin_where_they_look(own_database) -> None:
    """Without a pinned search path a caller could put his own table in front of the one that is meant."""
    with own_database.connect_owner() as owner:
        loose = owner.execute(
            "SELECT proname FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace"
            " AND NOT coalesce(array_to_string(proconfig, ','), '') LIKE '%%search_path=pg_catalog%%'"
        ).fetchall()
    assert loose == []


@pytest.mark.django_db
def test_the_migrations_make_exactly_what_the_models_say() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
