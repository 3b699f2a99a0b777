"""The audit list: written at each look, altered by nobody."""

import psycopg
import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from drita.foundation.audit import AuditEntry, record_audit

pytestmark = pytest.mark.django_db


def written() -> None:
    record_audit(
        staff_id=7, actor="arta", action="looked_at", object_kind="account", object_ids=[1, 2], request_id="r-1"
    )


def test_one_entry_an_object_in_one_statement(django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        written()
    rows = AuditEntry.objects.order_by("object_id").values_list(
        "staff_id", "actor", "action", "object_id", "request_id"
    )
    assert list(rows) == [(7, "arta", "looked_at", "1", "r-1"), (7, "arta", "looked_at", "2", "r-1")]
    assert AuditEntry.objects.first().at is not None


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE foundation_auditentry SET actor = 'x'",
        "DELETE FROM foundation_auditentry",
        "TRUNCATE foundation_auditentry",
        "ALTER TABLE foundation_auditentry DISABLE TRIGGER ALL",
    ],
)
def test_the_application_cannot_alter_it(statement: str) -> None:
    written()
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize(
    "statement", ["UPDATE foundation_auditentry SET actor = 'x'", "DELETE FROM foundation_auditentry"]
)
def test_not_even_the_owner_alters_it(owner_connection: psycopg.Connection, statement: str) -> None:
    owner_connection.execute(
        "INSERT INTO foundation_auditentry (actor, action, object_kind, object_id, request_id) "
        "VALUES ('a', 'b', 'c', 'd', '')"
    )
    with pytest.raises(psycopg.errors.RestrictViolation):
        owner_connection.execute(statement)
