"""What every test can ask for: a database as the application sees it, one of its own, the owner's view of it."""

import os
from collections.abc import Iterator

import django
import psycopg
import pytest
from django.conf import settings

from tests import database

database.prepare_environment()
# Here and not by the plugin: it would read the settings before the environment above is prepared.
django.setup()
# A process of several that share the tests inherits the first one's environment, and with it settings read too early.
for _entry in settings.DATABASES.values():
    _entry["NAME"] = database.session_name()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """
    Say which tests stay together when several processes share the work.

    The fixtures of a file are made once; the browser's operator, which takes a minute to build, once for all its files.
    """
    for item in items:
        folder = item.path.parent.name
        item.add_marker(pytest.mark.xdist_group("browser" if folder == "browser" else str(item.path)))


@pytest.fixture(scope="session")
def cluster() -> Iterator[None]:
    """Run the test server for the length of the session."""
    use = database.start_cluster()
    yield
    if use is not None:
        use.end()


@pytest.fixture(scope="session")
def django_db_setup(cluster: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """Give the session its database; `db` then runs each test in a transaction, as the role drita_app."""
    from django.db import connections

    database.create_from_template(database.session_name())
    yield
    with django_db_blocker.unblock():
        connections.close_all()
    database.drop_database(database.session_name())


@pytest.fixture
def own_database(cluster: None, django_db_blocker: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch):
    """
    A fresh database for a test that commits, starts child processes or kills them.

    Django's `default` connection and everything that asks `drita.foundation.databases` points at it during the test;
    give `own_database.env` to child processes.
    """
    from django.db import connections

    _OwnDatabases.made += 1
    name = f"{database.session_name()}_{_OwnDatabases.made}"
    database.create_from_template(name)
    monkeypatch.setenv("DRITA_DATABASE_NAME", name)
    with django_db_blocker.unblock():
        connections.close_all()
        before = {alias: connections[alias].settings_dict["NAME"] for alias in connections}
        for alias in connections:
            connections[alias].settings_dict["NAME"] = name
        yield database.OwnDatabase(name)
        connections.close_all()
        for alias, former in before.items():
            connections[alias].settings_dict["NAME"] = former
    database.drop_database(name)


class _OwnDatabases:
    made = 0


@pytest.fixture
def owner_connection(db: None) -> Iterator[psycopg.Connection]:
    """The owner of the tables, in the database of the session, in a transaction that is rolled back."""
    connection = database.OwnDatabase(database.session_name()).connect_owner(autocommit=False)
    yield connection
    connection.rollback()
    connection.close()


def require(component: str, present: bool) -> None:
    """Skip the test where a component is missing, with its name; where everything must run, fail instead."""
    if present:
        return
    if os.environ.get("DRITA_REQUIRE_ALL") == "1":
        pytest.fail(f"{component} is missing, and DRITA_REQUIRE_ALL=1 asks for every test")
    pytest.skip(f"{component} is missing")
