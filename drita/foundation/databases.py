"""Which database this installation uses, and as whom."""

import hashlib
import hmac
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

import psycopg
from psycopg import sql

from drita.foundation.embedded_postgres import OWNER, PORT, EmbeddedServer, Use, use_server
from drita.foundation.secret_files import ensure_secret, read_secret
from drita.rules.errors import UnableTo
from drita.rules.words import Words

APP_ROLE = "drita_app"
_OLDEST_SERVER = 170000


class UnableToUseDatabase(UnableTo):
    code = "database_unusable"
    words = Words(
        sq="Baza e të dhënave {place} nuk përdoret dot: {reason}",
        en="The database {place} cannot be used: {reason}",
    )


class UnableToUseOldServer(UnableTo):
    code = "database_server_too_old"
    words = Words(
        sq="Serveri PostgreSQL në {place} është versioni {version}; duhet 17 ose më i ri.",
        en="The PostgreSQL server at {place} is version {version}; 17 or newer is needed.",
    )


@dataclass(frozen=True, slots=True)
class Place:
    """One database on one server, seen as one role."""

    host: str
    port: int
    dbname: str
    user: str
    password: str = field(repr=False)
    options: Mapping[str, str] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """Name the place without its password."""
        return f"{self.user}@{self.host}:{self.port}/{self.dbname}"

    def parameters(self) -> dict[str, Any]:
        """Return what `psycopg.connect` takes."""
        return {
            **self.options,
            "host": self.host,
            "port": self.port,
            "dbname": self.dbname,
            "user": self.user,
            "password": self.password,
        }

    def url(self) -> str:
        """Return a connection address for drivers that want one; a socket folder goes as a parameter."""
        # libpq takes a plus sign for itself: blanks must be written as %20.
        parameters = {key: str(value) for key, value in self.parameters().items()}
        return "postgresql:///?" + urlencode(parameters, quote_via=quote)


def home_folder() -> Path:
    """(This function will) return the folder that holds everything this installation keeps on disk."""
    chosen = os.environ.get("DRITA_HOME")
    return Path(chosen).absolute() if chosen else Path(__file__).parents[2] / "var"


def embedded_server() -> EmbeddedServer | None:
    """(This function will) return our own server, or None where DATABASE_URL names another."""
    if os.environ.get("DATABASE_URL") or os.environ.get("DATABASE_APP_URL"):
        return None
    own = dict(pair.split("=", 1) for pair in os.environ.get("DRITA_POSTGRES_SETTINGS", "").split() if "=" in pair)
    return EmbeddedServer(home=home_folder(), settings=own)


def owner_place() -> Place | None:
    """(This function will) return the database as the owner of its tables; None where only the application's is known."""
    server = embedded_server()
    if server is not None:
        return _named(Place(str(server.socket_path), PORT, "drita", OWNER, server.owner_password or ""))
    url = os.environ.get("DATABASE_URL")
    return _named(_parse(url)) if url else None


def app_place() -> Place:
    """
    (This function will) return the database as the role `drita_app`, which owns nothing.

    Its password is made by the installation: random for the embedded server, derived from the owner's for a server
    given by DATABASE_URL, so that several hosts agree without sharing a file. DATABASE_APP_URL overrides both.
    """
    app_url = os.environ.get("DATABASE_APP_URL")
    if app_url:
        return _named(_parse(app_url))
    owner = owner_place()
    if owner is None:
        raise UnableToUseDatabase(place="-", reason="DATABASE_URL.")
    if embedded_server() is not None or not owner.password:
        password = read_secret(home=home_folder(), name="app_password") or ""
    else:
        password = hmac.new(owner.password.encode(), b"drita_app", hashlib.sha256).hexdigest()
    return replace(owner, user=APP_ROLE, password=password)


def _parse(url: str) -> Place:
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    if parts.scheme not in ("postgres", "postgresql") or not (parts.path.strip("/") or options.get("dbname")):
        raise UnableToUseDatabase(place=f"{parts.scheme}://…", reason="postgresql://user:password@host:5432/database")
    user = unquote(parts.username or "") or options.pop("user", "") or os.environ.get("USER", "postgres")
    return Place(
        host=unquote(parts.hostname or "") or options.pop("host", "") or "localhost",
        port=int(options.pop("port", "") or parts.port or PORT),
        dbname=options.pop("dbname", "") or unquote(parts.path.strip("/")),
        user=user,
        password=unquote(parts.password or "") or options.pop("password", ""),
        options=options,
    )


def _named(place: Place) -> Place:
    """Tests and child processes may point at another database of the same server."""
    other = os.environ.get("DRITA_DATABASE_NAME")
    return replace(place, dbname=other) if other else place


def django_databases() -> dict[str, dict[str, object]]:
    """(This function will) return Django's DATABASES: `default` as drita_app, `owner` for `drita migrate` only."""
    databases = {"default": _django_entry(app_place())}
    owner = owner_place()
    if owner is not None:
        databases["owner"] = _django_entry(owner)
    pool_size = int(os.environ.get("DRITA_POOL_SIZE", "0"))
    if pool_size:
        databases["default"]["OPTIONS"]["pool"] = {"min_size": 1, "max_size": pool_size, "timeout": 10}  # type: ignore[index]
    return databases


def _django_entry(place: Place) -> dict[str, object]:
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": place.dbname,
        "USER": place.user,
        "PASSWORD": place.password,
        "HOST": place.host,
        "PORT": str(place.port),
        "CONN_MAX_AGE": 0,
        "OPTIONS": {"application_name": "drita", "connect_timeout": 10, **place.options},
    }


def ensure_secrets() -> None:
    """(This function will) make the passwords and keys that do not exist yet; Django's settings read them when loaded."""
    names = ["secret_key", "app_password"]
    if embedded_server() is not None:
        names.append("owner_password")
    for name in names:
        ensure_secret(home=home_folder(), name=name)


def be_ready() -> Use | None:
    """
    (This function will) make the database reachable: start the embedded server if need be, make what is missing in it.

    Returns the right to use the embedded server (keep it as long as the database is used), None for another server.

    Raises: UnableToStartDatabase, UnableToUseDatabase, UnableToUseOldServer.
    """
    server = embedded_server()
    ensure_secrets()
    use = use_server(server) if server is not None else None
    try:
        if server is not None:
            _ensure_database(_existing_owner_place())
        _check_server(owner_place() or app_place())
    except BaseException:
        if use is not None:
            use.end()
        raise
    return use


def _existing_owner_place() -> Place:
    place = owner_place()
    if place is None:
        raise UnableToUseDatabase(place="-", reason="DATABASE_URL.")
    return place


def connect(place: Place, *, autocommit: bool = False) -> psycopg.Connection:
    """
    (This function will) connect to the place.

    Raises: UnableToUseDatabase with the server's reason.
    """
    try:
        return psycopg.connect(autocommit=autocommit, connect_timeout=10, **place.parameters())
    except psycopg.OperationalError as error:
        raise UnableToUseDatabase(place=place.label, reason=str(error).strip()) from error


def connect_owner(*, autocommit: bool = False) -> psycopg.Connection:
    """(This function will) connect as the owner of the tables (migrations, tests)."""
    return connect(_existing_owner_place(), autocommit=autocommit)


def connect_app(*, autocommit: bool = False) -> psycopg.Connection:
    """(This function will) connect as the role the application has."""
    return connect(app_place(), autocommit=autocommit)


def _ensure_database(place: Place) -> None:
    with connect(replace(place, dbname="postgres"), autocommit=True) as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [place.dbname]).fetchone()
        if not found:
            try:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(place.dbname)))
            except (psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):
                # Another command made it in the same moment.
                pass


def _check_server(place: Place) -> None:
    with connect(place, autocommit=True) as connection:
        version = connection.info.server_version
    if version < _OLDEST_SERVER:
        raise UnableToUseOldServer(place=place.label, version=f"{version // 10000}.{version % 10000}")


def ensure_app_role() -> None:
    """
    (This function will) make the role `drita_app` able to log in with the password this installation expects.

    Called by `drita migrate`. Where DATABASE_APP_URL is given the operator's administrator looks after the role.
    """
    app = app_place()
    if os.environ.get("DATABASE_APP_URL") or _can_connect(app):
        return
    with connect_owner(autocommit=True) as connection:
        with connection.transaction():
            # The role belongs to the whole server: two databases may be migrated at once.
            connection.execute("SELECT pg_advisory_xact_lock(hashtextextended('drita_app role', 0))")
            known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [APP_ROLE]).fetchone()
            connection.execute(
                sql.SQL("{verb} ROLE {role} LOGIN PASSWORD {password}").format(
                    verb=sql.SQL("ALTER" if known else "CREATE"),
                    role=sql.Identifier(APP_ROLE),
                    password=sql.Literal(app.password),
                )
            )


def _can_connect(place: Place) -> bool:
    try:
        psycopg.connect(connect_timeout=10, **place.parameters()).close()
    except psycopg.OperationalError:
        return False
    return True
