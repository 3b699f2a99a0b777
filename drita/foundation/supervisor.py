"""One process that starts the others of an installation and takes them with it, however it ends."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from drita.foundation.processes import end_with_parent
from drita.rules.errors import UnableTo
from drita.rules.words import Words

_ENDING = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
# A service that ends this often within this time is broken; starting it again for ever would hide that.
_MOST_RESTARTS = 5
_RESTARTS_WITHIN_S = 60.0
_RESTART_PAUSE_S = 1.0
_LOOK_EVERY_S_AT_START = 0.1
_LOOK_EVERY_S = 1.0
_BIGGEST_LOG = 20_000_000

_STARTED_AGAIN = Words(
    sq="{name} përfundoi papritur (kodi {code}) dhe niset sërish. Shihni {log_path}.",
    en="{name} ended unexpectedly (code {code}) and is started again. See {log_path}.",
)
_STOPPING = Words(sq="Po mbyllet…", en="Stopping…")


class UnableToListenOnPort(UnableTo):
    code = "port_taken"
    words = Words(
        sq="Porta {port} në {host} është e zënë ({reason}). Jepni një tjetër me --port, p.sh. --port {other}.",
        en="Port {port} on {host} is taken ({reason}). Choose another with --port, for example --port {other}.",
    )


class UnableToKeepServiceRunning(UnableTo):
    code = "service_keeps_ending"
    words = Words(
        sq="{name} përfundon vazhdimisht (kodi i fundit {code}); gjithçka u mbyll. Shihni {log_path}.",
        en="{name} keeps ending (last code {code}); everything was stopped. See {log_path}.",
    )


@dataclass(frozen=True, slots=True)
class Service:
    """A process to keep running. Services end in the order in which they are given, those of one `stage` together."""

    name: str
    command: Sequence[str]
    env: Mapping[str, str] = field(default_factory=dict)
    # What the kernel sends when the supervisor is gone: a server with workers of its own must stop them itself.
    death_signal: signal.Signals = signal.SIGKILL
    longest_stop_s: float = 15.0
    stage: int = 0
    # Where it listens, if it does: nothing is called started before it takes connections.
    address: tuple[str, int] | None = None


@dataclass(slots=True)
class _Running:
    service: Service
    log_path: Path
    process: subprocess.Popen[bytes]
    ends: list[float] = field(default_factory=list)


def check_port(*, host: str, port: int) -> None:
    """
    (This function will) prove by a plain bind that the port is free.

    Web servers share ports by default: a second one would start without an error beside a forgotten first one.

    Raises: UnableToListenOnPort.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            # A port whose last connections are still being wound up is free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            probe.listen()
    except OSError as error:
        raise UnableToListenOnPort(port=port, host=host, reason=error.strerror, other=port + 10) from error


def run_services(
    services: Sequence[Service],
    *,
    log_folder: Path,
    say: Callable[..., None],
    when_started: Callable[[], None] = lambda: None,
) -> int:
    """
    (This function will) run the services until a signal asks it to end, start again what ends by itself, and stop all.

    What a service prints goes to `<log_folder>/<name>.log`.
    Call it from the main thread: the kernel ties the death signal to the thread that starts a process.

    Raises: UnableToKeepServiceRunning.
    """
    watched = _ENDING | {signal.SIGCHLD}
    before = signal.pthread_sigmask(signal.SIG_BLOCK, watched)
    running: list[_Running] = []
    try:
        for service in services:
            log_path = _log_path(log_folder, service)
            running.append(_Running(service, log_path, _start(service, log_path)))
        is_started = False
        while True:
            if not is_started and all(_takes_connections(each.service) for each in running):
                is_started = True
                when_started()
            # The news of a child's end can reach another thread of this process, where it is lost: look every now and then.
            came = _next_signal(watched, _LOOK_EVERY_S if is_started else _LOOK_EVERY_S_AT_START)
            if came in _ENDING:
                break
            for each in running:
                _start_again_if_ended(each, say)
        say(_STOPPING)
        return 0
    finally:
        _stop_all(running)
        _forget_pending(watched)
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _takes_connections(service: Service) -> bool:
    if service.address is None:
        return True
    try:
        socket.create_connection(service.address, timeout=1).close()
    except OSError:
        return False
    return True


def _next_signal(watched: set[signal.Signals], longest_wait_s: float) -> int:
    came = signal.sigtimedwait(watched, longest_wait_s)
    return came.si_signo if came is not None else 0


def _log_path(log_folder: Path, service: Service) -> Path:
    path = log_folder / f"{service.name}.log"
    if path.exists() and path.stat().st_size > _BIGGEST_LOG:
        path.replace(path.with_suffix(".log.old"))
    return path


def _start(service: Service, log_path: Path) -> subprocess.Popen[bytes]:
    with log_path.open("ab") as log:
        return subprocess.Popen(
            list(service.command),
            env={**os.environ, **service.env},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            # A group of its own: Ctrl-C reaches only the supervisor, which ends the services in their order,
            # and whatever a killed service leaves behind can be ended by its group.
            start_new_session=True,
            preexec_fn=partial(end_with_parent, service.death_signal, os.getpid()),
        )


def _start_again_if_ended(each: _Running, say: Callable[..., None]) -> None:
    code = each.process.poll()
    if code is None:
        return
    _kill_group(each.process)
    now = time.monotonic()
    each.ends = [moment for moment in each.ends if now - moment < _RESTARTS_WITHIN_S] + [now]
    if len(each.ends) > _MOST_RESTARTS:
        raise UnableToKeepServiceRunning(name=each.service.name, code=code, log_path=each.log_path)
    say(_STARTED_AGAIN, name=each.service.name, code=code, log_path=each.log_path)
    time.sleep(_RESTART_PAUSE_S)
    each.process = _start(each.service, each.log_path)


def _stop_all(running: Sequence[_Running]) -> None:
    for stage in sorted({each.service.stage for each in running}):
        part = [each for each in running if each.service.stage == stage]
        for each in part:
            if each.process.poll() is None:
                each.process.send_signal(signal.SIGTERM)
        for each in part:
            _wait(each)
            _kill_group(each.process)


def _wait(each: _Running) -> None:
    """Wait for the end of one service; a second Ctrl-C ends the patience."""
    deadline = time.monotonic() + each.service.longest_stop_s
    while each.process.poll() is None and time.monotonic() < deadline:
        # The time limit makes it a short sleep as well.
        came = signal.sigtimedwait(_ENDING | {signal.SIGCHLD}, 0.1)
        if came is not None and came.si_signo in _ENDING:
            return


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    finally:
        process.wait()


def _forget_pending(signals: set[signal.Signals]) -> None:
    while signal.sigtimedwait(signals, 0) is not None:
        pass
