"""A running installation with the small operator, and a browser to look at it."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests import database
from tests.interfaces.small_operator import TODAY, built_operator

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_START_S = 90


def find_chromium() -> str:
    """Return the path of an installed Chromium, "" where there is none; none is ever downloaded."""
    return next((path for name in _NAMES if (path := shutil.which(name))), "")


@contextmanager
def running_site() -> Iterator[str]:
    """
    Serve the small operator, with web, worker and live process, and give its address.

    DRITA_TEST_SITE names a site that runs already (a demo), for quick work on the pages.
    """
    if given := os.environ.get("DRITA_TEST_SITE"):
        yield given
        return
    own = built_operator()
    port = _free_ports()
    command = [sys.executable, "-m", "drita.interfaces.commands.main", "serve", "--port", str(port)]
    env = {**own.env, "DRITA_TODAY": TODAY}
    # A group of its own: Ctrl-C in the terminal reaches the tests first, and they stop the site.
    process = subprocess.Popen(
        command, cwd=database.ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        start_new_session=True,
    )  # fmt: skip
    address = f"http://localhost:{port}"
    try:
        _wait_for(address, process)
        yield address
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(timeout=60)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        if process.stdout is not None:
            process.stdout.close()


def _free_ports() -> int:
    """The pages and the live process need two ports in a row."""
    for port in range(18_200, 18_400, 2):
        if all(_is_free(each) for each in (port, port + 1)):
            return port
    raise RuntimeError("no two free ports between 18200 and 18400")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _wait_for(address: str, process: subprocess.Popen[str]) -> None:
    until = time.monotonic() + _START_S
    while time.monotonic() < until:
        if process.poll() is not None:
            said = process.stdout.read() if process.stdout else ""
            raise RuntimeError(f"the site ended at once:\n{said}")
        try:
            urllib.request.urlopen(f"{address}/staff/log-in/", timeout=5).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError(f"the site did not answer within {_START_S} s")


def pictures_folder() -> Path:
    """Where the pictures of a test run go."""
    folder = database.ROOT / "var" / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
