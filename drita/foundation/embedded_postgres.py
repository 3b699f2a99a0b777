"""
The PostgreSQL server that comes with Drita, run by our own launcher.

Whoever uses the server holds a shared lock on `<home>/run/users.lock`. A small keeper process is the parent of
`postgres` and waits for that lock alone: when the last user is gone, also by SIGKILL (the kernel lets go of the
lock), the keeper stops the server and ends. So a command can use the server while the supervisor runs, two commands
can start it at once, and nothing is left running behind any of them.
"""

import fcntl
import hashlib
import os
import pwd
import shutil
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import psycopg

from drita.foundation.postgres_binaries import postgres_binaries
from drita.foundation.postgres_settings import server_settings
from drita.foundation.secret_files import ensure_secret, read_secret, secret_file_path
from drita.rules.errors import UnableTo
from drita.rules.words import Words

OWNER = "drita"
PORT = 5432
# A socket name may have 107 bytes, of which "/.s.PGSQL.5432" and the end mark take 15.
_LONGEST_SOCKET_FOLDER = 107 - 15
_NOBODY = 65534
# A long recovery after a power cut is no failure; only a keeper that ended is one.
_LONGEST_START_S = 1800


class UnableToStartDatabase(UnableTo):
    code = "database_not_started"
    words = Words(
        sq="Baza e të dhënave në {data_path} nuk u nis: {reason} Shihni {log_path}.",
        en="The database in {data_path} could not be started: {reason} See {log_path}.",
    )


class UnableToShareDatabase(UnableToStartDatabase):
    code = "database_has_another_owner"


@dataclass(frozen=True, slots=True)
class EmbeddedServer:
    """One data directory and everything that belongs to it, below one home folder."""

    home: Path
    settings: Mapping[str, str] = field(default_factory=dict)

    @property
    def data_path(self) -> Path:
        return self.home / "postgres"

    @property
    def log_path(self) -> Path:
        return self.home / "log" / "postgres.log"

    @property
    def socket_path(self) -> Path:
        """Return the folder of the socket; a long home path gets a short private folder elsewhere."""
        near = self.home / "run"
        if len(os.fsencode(near)) <= _LONGEST_SOCKET_FOLDER:
            return near
        base = Path(os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir())
        return base / f"drita-{hashlib.sha256(os.fsencode(self.data_path)).hexdigest()[:16]}"

    @property
    def owner_password(self) -> str | None:
        return read_secret(home=self.home, name="owner_password")

    def refusal(self, reason: str) -> UnableToStartDatabase:
        return UnableToStartDatabase(data_path=self.data_path, reason=reason, log_path=self.log_path)


@dataclass(slots=True)
class Use:
    """The right to use the server; it lasts until `end` or until this process is gone."""

    lock: IO[bytes]

    def end(self) -> None:
        """Give the right back; the server stops when nobody else has one."""
        self.lock.close()


def use_server(server: EmbeddedServer, /) -> Use:
    """
    (This function will) make sure that the server runs, starting it if need be, and return the right to use it.

    Raises: UnableToStartDatabase, UnableToShareDatabase.
    """
    _make_folders(server)
    try:
        start_lock = (server.home / "run" / "start.lock").open("ab")
        users_lock = (server.home / "run" / "users.lock").open("ab")
    except PermissionError as error:
        raise server.refusal(f"{error.filename}: {error.strerror}.") from error
    with start_lock:
        # One starter at a time. The users' lock comes second: a keeper that is just stopping the server holds it.
        fcntl.flock(start_lock, fcntl.LOCK_EX)
        fcntl.flock(users_lock, fcntl.LOCK_SH)
        try:
            if not answers(server):
                _initialise(server)
                _write_settings(server)
                _start_keeper(server)
        except BaseException:
            users_lock.close()
            raise
    return Use(users_lock)


def answers(server: EmbeddedServer, /) -> bool:
    """(This function will) tell whether the server takes connections now."""
    password = server.owner_password
    if password is None or not (server.socket_path / f".s.PGSQL.{PORT}").exists():
        return False
    try:
        connect_as_owner(server, dbname="postgres").close()
    except psycopg.OperationalError as error:
        if "password authentication failed" in str(error):
            raise UnableToShareDatabase(
                data_path=server.data_path,
                reason=f"{secret_file_path(home=server.home, name='owner_password')} does not open the running server.",
                log_path=server.log_path,
            ) from error
        return False
    return True


def connect_as_owner(server: EmbeddedServer, *, dbname: str) -> psycopg.Connection:
    """(This function will) connect as the owner of the server, with autocommit."""
    return psycopg.connect(
        host=str(server.socket_path),
        port=PORT,
        user=OWNER,
        password=server.owner_password or "",
        dbname=dbname,
        connect_timeout=5,
        autocommit=True,
    )


def _make_folders(server: EmbeddedServer) -> None:
    try:
        server.home.mkdir(parents=True, exist_ok=True)
        for folder in (server.home / "run", server.home / "log", server.socket_path):
            folder.mkdir(exist_ok=True, mode=0o700)
    except OSError as error:
        raise server.refusal(f"{error.filename}: {error.strerror}.") from error
    # The short folder lies in a place where others may write: one that is not ours is never used.
    if server.socket_path.stat().st_uid not in (os.getuid(), _NOBODY if os.getuid() == 0 else os.getuid()):
        raise server.refusal(f"{server.socket_path} belongs to somebody else.")


@dataclass(frozen=True, slots=True)
class _Identity:
    """As whom the PostgreSQL programs run: they refuse to run as root."""

    prefix: tuple[str, ...] = ()
    user: int | None = None

    def arguments(self) -> dict[str, object]:
        if self.user is None:
            return {}
        return {"user": self.user, "group": pwd.getpwuid(self.user).pw_gid, "extra_groups": [], "cwd": "/"}


def identity_for(server: EmbeddedServer, /) -> _Identity:
    """
    (This function will) choose as whom `postgres` runs.

    An ordinary user runs it as himself. Root first tries a user namespace in which he appears as `nobody`: files stay
    root's and it works inside folders closed to others. Where namespaces are forbidden it runs as the real `nobody`,
    which must be able to reach the data and the programs.
    """
    if os.getuid() != 0:
        return _Identity()
    unshare = shutil.which("unshare")
    if unshare and os.environ.get("DRITA_NO_NAMESPACES") != "1":
        prefix = (unshare, "--user", f"--map-user={_NOBODY}", f"--map-group={_NOBODY}", "--")
        tried = subprocess.run([*prefix, "true"], capture_output=True, timeout=20, check=False)
        if tried.returncode == 0:
            return _Identity(prefix=prefix)
    for path in (postgres_binaries(), server.home):
        blocked = _first_closed_folder(path)
        if blocked:
            raise server.refusal(
                f"as root it runs as nobody, which may not enter {blocked}. "
                f"Run drita as an ordinary user, or open that folder (chmod o+x)."
            )
    return _Identity(user=_NOBODY)


def _first_closed_folder(path: Path) -> Path | None:
    for folder in (*reversed(path.resolve().parents), path.resolve()):
        if folder.exists() and not folder.stat().st_mode & stat.S_IXOTH:
            return folder
    return None


def _hand_over(server: EmbeddedServer, identity: _Identity) -> None:
    """Give data and socket folders to the user who runs the server, when that changed since last time."""
    if os.getuid() != 0:
        return
    wanted = identity.user or 0
    for folder in (server.data_path, server.socket_path):
        if folder.exists() and folder.stat().st_uid != wanted:
            for path in (folder, *folder.rglob("*")):
                os.chown(path, wanted, -1, follow_symlinks=False)


def _initialise(server: EmbeddedServer) -> None:
    """Make the data directory, whole or not at all: it gets its name only when initdb has finished."""
    if (server.data_path / "PG_VERSION").exists():
        return
    identity = identity_for(server)
    password = ensure_secret(home=server.home, name="owner_password")
    draft = server.home / "postgres.unfinished"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    # initdb reads the password from a file which the user it runs as must be able to read.
    password_file = server.home / "run" / "initdb.password"
    password_file.unlink(missing_ok=True)
    descriptor = os.open(password_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(password)
    for path in (draft, password_file, server.home / "run"):
        if identity.user is not None:
            os.chown(path, identity.user, -1)
    command = [
        *identity.prefix,
        str(postgres_binaries() / "initdb"),
        *("-D", str(draft), "-U", OWNER, "-E", "UTF8"),
        *("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"),
        *("--auth-local=scram-sha-256", "--auth-host=scram-sha-256", f"--pwfile={password_file}"),
    ]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False, **identity.arguments())  # type: ignore[call-overload]
    finally:
        password_file.unlink(missing_ok=True)
    if done.returncode != 0:
        server.log_path.write_text(done.stdout + done.stderr, encoding="utf-8")
        raise server.refusal(f"initdb said: {(done.stderr or done.stdout).strip()[-300:]}.")
    with (draft / "postgresql.conf").open("a", encoding="utf-8") as file:
        file.write("\n# Drita's own settings; the file is written anew at each start.\ninclude 'drita.conf'\n")
    draft.rename(server.data_path)


def _write_settings(server: EmbeddedServer) -> None:
    identity = identity_for(server)
    (server.data_path / "drita.conf").write_text(
        server_settings(socket_path=server.socket_path, port=PORT, own=server.settings), encoding="utf-8"
    )
    _hand_over(server, identity)


def _start_keeper(server: EmbeddedServer) -> None:
    if server.log_path.exists() and server.log_path.stat().st_size > 20_000_000:
        server.log_path.replace(server.log_path.with_suffix(".log.old"))
    with server.log_path.open("ab") as log:
        log_start = log.tell()
        keeper = subprocess.Popen(
            [sys.executable, "-m", "drita.foundation.postgres_keeper", str(server.home)],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            cwd=Path(__file__).parents[2],
        )
    deadline = time.monotonic() + _LONGEST_START_S
    while not answers(server):
        if keeper.poll() is not None or time.monotonic() > deadline:
            raise _why_not_started(server, log_start)
        time.sleep(0.02)
    # The keeper outlives this process on purpose; without this, Python would warn of a child left behind.
    keeper.returncode = 0


def _why_not_started(server: EmbeddedServer, log_start: int) -> UnableToStartDatabase:
    with server.log_path.open("rb") as log:
        log.seek(log_start)
        said = log.read()[-4000:].decode("utf-8", "replace")
    if "postmaster.pid" in said:
        pid = (server.data_path / "postmaster.pid").read_text().split("\n", 1)[0]
        return UnableToShareDatabase(
            data_path=server.data_path,
            reason=f"process {pid} already serves it (another copy or another user).",
            log_path=server.log_path,
        )
    telling = [line for line in said.splitlines() if "FATAL" in line or "could not" in line] or said.splitlines()[-1:]
    return server.refusal(" ".join(telling[-2:]).strip() or "no reason was given.")
