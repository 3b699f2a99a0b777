"""Databases for tests: a template made once per set of migrations, and copies of it."""

import hashlib
import importlib.metadata
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import psycopg
from psycopg import sql

from drita.foundation import databases
from drita.foundation.databases import APP_ROLE, Place

ROOT = Path(__file__).parents[1]
PREFIX = "drita_test"
# Enough for several people's working states at once; older templates are dropped.
_TEMPLATES_KEPT = 8
_MIGRATE = "import django; django.setup(); from drita.foundation.migrate import migrate_database as m; m()"


def prepare_environment() -> None:
    """Point everything that starts from here at the test cluster, before Django's settings are read."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "drita.project.settings")
    os.environ.setdefault("DRITA_HOME", str(ROOT / "var" / "test"))
    # A crash of the machine may cost the test cluster; a crash of a process may not: commits still reach the kernel.
    os.environ.setdefault(
        "DRITA_POSTGRES_SETTINGS", "fsync=off full_page_writes=off shared_buffers=512MB max_connections=300"
    )
    os.environ["DRITA_DATABASE_NAME"] = session_name()
    os.environ["DRITA_PLAIN_STATIC"] = "1"
    databases.ensure_secrets()
    # The static file server warns of a missing folder, and warnings are errors.
    (databases.home_folder() / "static").mkdir(exist_ok=True)


def session_name() -> str:
    return f"{PREFIX}_{os.getpid()}"


@dataclass(frozen=True)
class OwnDatabase:
    """A database that one test has to itself."""

    name: str

    @property
    def env(self) -> dict[str, str]:
        """The environment for child processes that are to work on this database."""
        return {**os.environ, "DRITA_DATABASE_NAME": self.name}

    def connect_app(self, *, autocommit: bool = True) -> psycopg.Connection:
        return databases.connect(replace(databases.app_place(), dbname=self.name), autocommit=autocommit)

    def connect_owner(self, *, autocommit: bool = True) -> psycopg.Connection:
        return databases.connect(replace(_owner(), dbname=self.name), autocommit=autocommit)


def _owner() -> Place:
    place = databases.owner_place()
    assert place is not None, "tests need the owner of the database: give DATABASE_URL"
    return place


def maintenance_connection() -> psycopg.Connection:
    return databases.connect(replace(_owner(), dbname="postgres"), autocommit=True)


@contextmanager
def without_database_name() -> Iterator[None]:
    name = os.environ.pop("DRITA_DATABASE_NAME", None)
    try:
        yield
    finally:
        if name:
            os.environ["DRITA_DATABASE_NAME"] = name


def start_cluster() -> databases.Use | None:
    with without_database_name():
        use = databases.be_ready()
    if databases.embedded_server() is not None:
        _drop_leftovers()
    return use


def _drop_leftovers() -> None:
    """Drop what killed test sessions left behind."""
    with maintenance_connection() as connection:
        for (name,) in connection.execute(
            "SELECT datname FROM pg_database WHERE datname ~ %s", [rf"^{PREFIX}_\d+"]
        ).fetchall():
            pid = int(name.split("_")[2])
            if not Path(f"/proc/{pid}").exists():
                connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def template_name() -> str:
    """Name the template by what decides its content: every migration and the SQL files it reads."""
    digest = hashlib.sha256()
    for package in ("Django", "procrastinate"):
        digest.update(importlib.metadata.version(package).encode())
    files = [ROOT / "drita/foundation/migration_steps.py", ROOT / "drita/project/settings.py"]
    files += (ROOT / "drita").rglob("migrations/*.py")
    files += (ROOT / "drita").rglob("sql/*.sql")
    for path in sorted(files):
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return f"{PREFIX}_template_{digest.hexdigest()[:16]}"


def ensure_template() -> str:
    name = template_name()
    with maintenance_connection() as connection:
        connection.execute("SELECT pg_advisory_lock(hashtextextended('drita test template', 0))")
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            return name
        draft = f"{name}_unfinished"
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(draft)))
        connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(draft)))
        done = subprocess.run(
            [sys.executable, "-c", _MIGRATE],
            cwd=ROOT,
            env={**os.environ, "DRITA_DATABASE_NAME": draft},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            raise RuntimeError(f"the test template could not be migrated:\n{done.stdout}\n{done.stderr}")
        rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
        connection.execute(rename.format(sql.Identifier(draft), sql.Identifier(name)))
        old = connection.execute(
            "SELECT datname FROM pg_database WHERE datname ~ %s ORDER BY oid DESC OFFSET %s",
            [rf"^{PREFIX}_template_[0-9a-f]+$", _TEMPLATES_KEPT],
        ).fetchall()
        for (unused,) in old:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(unused)))
    return name


def create_from_template(name: str) -> None:
    template = ensure_template()
    with maintenance_connection() as connection:
        drop_database(name)
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
        )
        connection.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(*map(sql.Identifier, (name, APP_ROLE))))


def drop_database(name: str) -> None:
    with maintenance_connection() as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
