"""
The process that is the parent of the embedded `postgres`: it stops the server when its last user is gone.

It is started by `embedded_postgres.use_server` and never by hand. If it is killed itself, the kernel sends `postgres`
a SIGINT, which is a fast and clean shutdown.
"""

import fcntl
import os
import signal
import subprocess
import sys
import threading
import time
from functools import partial
from pathlib import Path

from drita.foundation.embedded_postgres import EmbeddedServer, identity_for
from drita.foundation.postgres_binaries import postgres_binaries
from drita.foundation.processes import end_with_parent

_ENDING = {signal.SIGTERM, signal.SIGINT, signal.SIGHUP}
# After a kill -9 of the server its helpers need up to two seconds to be gone; until then a start is refused.
_RETRY_S = 10.0
_LONGEST_STOP_S = 120.0


def keep(home: Path, /) -> int:
    """(This function will) run the server of that home until nobody uses it, and return the exit code."""
    signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING | {signal.SIGCHLD})
    server = EmbeddedServer(home=home)
    # A daemon thread: it may still wait for the lock when a signal ends the keeper.
    threading.Thread(target=_wait_until_unused, args=(server,), daemon=True).start()
    refused_since: float | None = None
    while True:
        started_at = time.monotonic()
        # Started from the main thread, since the death signal follows the thread that started the child.
        postgres = _start(server)
        if _wait(postgres):
            return _stop(postgres)
        if time.monotonic() - started_at > _RETRY_S:
            refused_since = None
        refused_since = refused_since or started_at
        if time.monotonic() - refused_since > _RETRY_S:
            return 1
        time.sleep(0.3)


def _wait_until_unused(server: EmbeddedServer) -> None:
    lock = (server.home / "run" / "users.lock").open("ab")
    fcntl.flock(lock, fcntl.LOCK_EX)
    # The lock stays with this process until it ends, so that a new user waits for the end of the shutdown.
    _HELD.append(lock)
    os.kill(os.getpid(), signal.SIGTERM)


_HELD: list[object] = []


def _start(server: EmbeddedServer) -> subprocess.Popen[bytes]:
    identity = identity_for(server)
    postgres: subprocess.Popen[bytes] = subprocess.Popen(
        [*identity.prefix, str(postgres_binaries() / "postgres"), "-D", str(server.data_path)],
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=partial(end_with_parent, signal.SIGINT, os.getpid()),
        **identity.arguments(),  # type: ignore[call-overload]
    )
    return postgres


def _wait(postgres: subprocess.Popen[bytes]) -> bool:
    """Wait for a request to end (True) or for the end of the server itself (False)."""
    while True:
        if signal.sigwait(_ENDING | {signal.SIGCHLD}) in _ENDING:
            return True
        if postgres.poll() is not None:
            return False


def _stop(postgres: subprocess.Popen[bytes]) -> int:
    postgres.send_signal(signal.SIGINT)
    try:
        postgres.wait(timeout=_LONGEST_STOP_S)
    except subprocess.TimeoutExpired:
        postgres.send_signal(signal.SIGQUIT)
        postgres.wait(timeout=_LONGEST_STOP_S)
    return 0


if __name__ == "__main__":
    sys.exit(keep(Path(sys.argv[1])))
