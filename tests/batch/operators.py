"""Synthetic operators in databases of their own: built once a session, copied for each test that bills them."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime

import polars as pl
from django.db import connections
from psycopg import sql

from tests import database

MONTH = date(2026, 10, 1)
ISSUED = date(2026, 11, 8)
AT = datetime(2026, 11, 8, 9, tzinfo=UTC)


@dataclass(frozen=True)
class Operator:
    """A copy of the built operator: its database and the contracts that wait for their bills."""

    database: database.OwnDatabase
    contract_ids: list[int]


@contextmanager
def used_database(name: str) -> Iterator[None]:
    """Point Django and everything that asks for the place of the database at this one."""
    before = os.environ.get("DRITA_DATABASE_NAME")
    names = {alias: connections[alias].settings_dict["NAME"] for alias in connections}
    connections.close_all()
    os.environ["DRITA_DATABASE_NAME"] = name
    for alias in connections:
        connections[alias].settings_dict["NAME"] = name
    try:
        yield
    finally:
        connections.close_all()
        for alias, former in names.items():
            connections[alias].settings_dict["NAME"] = former
        if before is None:
            os.environ.pop("DRITA_DATABASE_NAME")
        else:
            os.environ["DRITA_DATABASE_NAME"] = before


def build_template(*, subscribers: int, seed: int) -> tuple[str, list[int]]:
    """Build an operator into a database that is then only copied; return its name and contracts."""
    from bench.synthetic_operator import build_operator

    name = f"{database.session_name()}_operator{subscribers}"
    database.create_from_template(name)
    with used_database(name):
        built = build_operator(connections["default"], subscribers=subscribers, bill_month=MONTH, seed=seed)
    return name, built.people["contract_id"].to_list()


@contextmanager
def copied(template: str, contract_ids: list[int]) -> Iterator[Operator]:
    """A fresh copy of the template, in use."""
    copied.made = getattr(copied, "made", 0) + 1
    name = f"{template}_{copied.made}"
    with database.maintenance_connection() as connection:
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
        )
    try:
        with used_database(name):
            yield Operator(database=database.OwnDatabase(name), contract_ids=contract_ids)
    finally:
        database.drop_database(name)


# What a run leaves behind, without what may differ between two equal runs: ids and the instant of writing.
_STATE = {
    "bills": """
        SELECT to_jsonb(b) - '{id,source_id,issued_at,debt_last_entry_id}'::text[] {without_number}
        FROM billing_bill b WHERE b.bill_month = '2026-10-01'""",
    "lines": """
        SELECT to_jsonb(l) - '{bill_id,source_id}'::text[] || jsonb_build_object('contract', b.contract_id)
        FROM billing_bill_line l JOIN billing_bill b
            ON b.id = l.bill_id AND b.bill_month = l.bill_month AND b.source_id = l.source_id
        WHERE l.bill_month = '2026-10-01'""",
    "readings": """
        SELECT to_jsonb(r) - '{bill_id,source_id}'::text[] || jsonb_build_object('contract', b.contract_id)
        FROM billing_bill_reading r JOIN billing_bill b
            ON b.id = r.bill_id AND b.bill_month = r.bill_month AND b.source_id = r.source_id
        WHERE r.bill_month = '2026-10-01'""",
    "claims": """
        SELECT to_jsonb(k) - '{bill_id,source_id}'::text[]
        FROM billing_period_claim k WHERE k.bill_month = '2026-10-01'""",
    "entries": """
        SELECT to_jsonb(e) - '{id,source_id,document_id,booked_at}'::text[] || jsonb_build_object('contract', b.contract_id)
        FROM ledger_entry e JOIN billing_bill b ON b.id = e.document_id
        WHERE e.booking_date = '2026-11-08' AND b.bill_month = '2026-10-01'""",
    "postings": """
        SELECT to_jsonb(p) - '{entry_id,source_id}'::text[] || jsonb_build_object('contract', b.contract_id)
        FROM ledger_posting p JOIN ledger_entry e ON e.id = p.entry_id
        JOIN billing_bill b ON b.id = e.document_id
        WHERE e.booking_date = '2026-11-08' AND b.bill_month = '2026-10-01'""",
    "items": """
        SELECT to_jsonb(i) - '{id,source_id,document_id,entry_id}'::text[] {without_document}
        FROM ledger_open_item i WHERE i.item_date = '2026-11-08'""",
    "problems": """
        SELECT DISTINCT jsonb_build_object('contract', contract_id, 'code', code)
        FROM billing_billproblem WHERE bill_month = '2026-10-01'""",
}


def stored_state(*, with_numbers: bool) -> dict[str, list[str]]:
    """Everything the billing of the month has stored, as sorted texts, comparable between databases."""
    state = {}
    with connections["default"].cursor() as cursor:
        for name, text in _STATE.items():
            chosen = text.replace("{without_number}", "" if with_numbers else "- 'number'")
            chosen = chosen.replace("{without_document}", "" if with_numbers else "- 'document_number'")
            cursor.execute(f"SELECT row::text FROM ({chosen}) AS x (row) ORDER BY 1")
            state[name] = [row[0] for row in cursor.fetchall()]
    return state


def plan(kind: str = "issue") -> int:
    from drita.modules.billing.operations.plan_bill_run import plan_bill_run

    return plan_bill_run(bill_month=MONTH, kind=kind, issue_date=ISSUED, region_id=None, staff_id=None, at=AT)


def frames_equal(one: pl.DataFrame, two: pl.DataFrame, keys: list[str]) -> bool:
    return one.sort(keys).equals(two.sort(keys))


OperatorFactory = Callable[[], "Iterator[Operator]"]
