"""Waiting for processes that are no children of the test, without sleeping."""

import os
import select
import signal
from pathlib import Path


def processes_of(home: Path) -> dict[int, str]:
    """Every process that works for the installation in that folder, by its environment or its arguments."""
    found = {}
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit() or int(folder.name) == os.getpid():
            continue
        try:
            command = (folder / "cmdline").read_bytes()
            environment = (folder / "environ").read_bytes()
            state = (folder / "stat").read_text().rsplit(")", 1)[1].split()[0]
        except (OSError, IndexError):
            continue
        if state != "Z" and (str(home).encode() in command or f"DRITA_HOME={home}\0".encode() in environment):
            found[int(folder.name)] = command.replace(b"\0", b" ").decode("utf-8", "replace")
    return found


def wait_for_end(pids: list[int], *, seconds: float) -> None:
    """Return when the processes have ended, at the latest after so many seconds each."""
    for pid in pids:
        try:
            descriptor = os.pidfd_open(pid)
        except ProcessLookupError:
            continue
        select.select([descriptor], [], [], seconds)
        os.close(descriptor)


def kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
    wait_for_end([pid], seconds=5)
