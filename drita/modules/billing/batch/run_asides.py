"""The tables a run fills beside the live ones: made, built, proven, attached."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from django.db import transaction

from drita.foundation.bulk_copy import psycopg_cursor
from drita.modules.billing.sql_files import statement
from drita.modules.ledger.batch.run_asides import prove_aside_balanced
from drita.rules.errors import UnableTo
from drita.rules.words import Words

BILLING_PARENTS: Final = ("billing_bill", "billing_bill_line", "billing_bill_reading")
LEDGER_PARENTS: Final = ("ledger_entry", "ledger_posting", "ledger_open_item")


class UnableToProveBillRun(UnableTo):
    code = "bill_run_unproven"
    words = Words(
        sq="Faturimi nuk u botua: kontrolli «{proof}» gjeti {count} gabime.",
        en="The bill run was not published: the check “{proof}” found {count} errors.",
    )


def parents_with_months(*, bill_month: date, issue_date: date) -> tuple[tuple[str, date], ...]:
    """
    (This function will) list the tables of a run with the month its rows lie in.

    Parents of references come before what refers to them, the order of building and attaching.

    >>> parents_with_months(bill_month=date(2026, 10, 1), issue_date=date(2026, 11, 3))[3]
    ('ledger_entry', datetime.date(2026, 11, 1))
    """
    booking_month = issue_date.replace(day=1)
    return (
        *((parent, bill_month) for parent in BILLING_PARENTS),
        *((parent, booking_month) for parent in LEDGER_PARENTS),
    )


def prepare_asides(connection: Any, *, bill_month: date, issue_date: date, source_id: int) -> dict[str, str]:
    """(This function will) make the tables aside, where they are missing, and name them by their parents."""
    names = {}
    with psycopg_cursor(connection) as cursor:
        cursor.execute("SELECT billing_ensure_month(%s)", [bill_month])
        cursor.execute("SELECT ledger_ensure_month(%s)", [issue_date.replace(day=1)])
        for parent, month in parents_with_months(bill_month=bill_month, issue_date=issue_date):
            cursor.execute("SELECT foundation_prepare_aside(%s, %s, %s)", [parent, month, source_id])
            (names[parent],) = cursor.fetchone() or ("",)
    return names


def build_asides(
    connection: Any,
    *,
    bill_month: date,
    issue_date: date,
    source_id: int,
    on_step: Callable[[str], None],
) -> None:
    """
    (This function will) build keys, indexes and foreign keys on the full tables, each step on its own.

    Every step can be repeated; what a killed run had built is not built again.
    """
    for step in ("keys", "references", "validate"):
        for parent, month in parents_with_months(bill_month=bill_month, issue_date=issue_date):
            with transaction.atomic(), psycopg_cursor(connection) as cursor:
                cursor.execute("SELECT foundation_build_aside(%s, %s, %s, %s)", [parent, month, source_id, step])
            on_step(f"{step} {parent}")
    with transaction.atomic(), psycopg_cursor(connection) as cursor:
        cursor.execute("SELECT billing_link_leaves(%s, %s)", [bill_month, source_id])
    on_step("link bills")
    with transaction.atomic(), psycopg_cursor(connection) as cursor:
        cursor.execute("SELECT ledger_link_leaves(%s, %s)", [issue_date.replace(day=1), source_id])
    on_step("link entries")


def prove_asides(connection: Any, *, tables: Mapping[str, str], bill_month: date, source_id: int) -> None:
    """
    (This function will) prove the run in SQL before anybody sees it.

    Raises: UnableToProveBillRun, UnableToProveRunBalanced.
    """
    prove_aside_balanced(
        entries_table=tables["ledger_entry"],
        postings_table=tables["ledger_posting"],
        items_table=tables["ledger_open_item"],
    )
    text = statement("prove_run")
    for parent, table in tables.items():
        # Names come from foundation_prepare_aside: letters, digits and underscores.
        text = text.replace(f"<{parent}>", table)
    with psycopg_cursor(connection) as cursor:
        cursor.execute(text, {"bill_month": bill_month, "source_id": source_id})
        for proof, count in cursor.fetchall():
            if count:
                raise UnableToProveBillRun(proof=proof, count=count)


def attach_asides(connection: Any, *, bill_month: date, issue_date: date, source_id: int) -> None:
    """(This function will) make all tables partitions; the caller's transaction makes it one instant."""
    parents = parents_with_months(bill_month=bill_month, issue_date=issue_date)
    with psycopg_cursor(connection) as cursor:
        for parent, month in sorted(parents, key=lambda each: each[0] not in LEDGER_PARENTS):
            cursor.execute("SELECT foundation_attach_aside(%s, %s, %s)", [parent, month, source_id])
