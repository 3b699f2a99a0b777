"""Operators for the tests of volume."""

from collections.abc import Iterator

import pytest

from tests import database
from tests.batch.operators import Operator, build_template, copied

SUBSCRIBERS = 1_000


@pytest.fixture(scope="session")
def operator_template(cluster: None, django_db_blocker) -> Iterator[tuple[str, list[int]]]:
    """The operator that the runs bill, built once."""
    with django_db_blocker.unblock():
        name, contract_ids = build_template(subscribers=SUBSCRIBERS, seed=1)
        yield name, contract_ids
    database.drop_database(name)


@pytest.fixture
def operator(operator_template: tuple[str, list[int]], django_db_blocker) -> Iterator[Operator]:
    """A copy of the operator for one test, committed, with the month waiting to be billed."""
    with django_db_blocker.unblock(), copied(*operator_template) as made:
        yield made


@pytest.fixture
def another_operator(operator_template: tuple[str, list[int]], django_db_blocker):
    """A context manager that gives a further copy of the same operator."""
    with django_db_blocker.unblock():
        yield lambda: copied(*operator_template)
