"""The supervisor takes everything with it, however it ends."""

import os
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from pathlib import Path

import pytest

from drita.foundation.supervisor import (
    Service,
    UnableToKeepServiceRunning,
    UnableToListenOnPort,
    check_port,
    run_services,
)
from tests.foundation.process_end import kill, processes_of, wait_for_end


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    """One installation for all tests of this file: migrated once, started several times."""
    return tmp_path_factory.mktemp("an installation")


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def serving(home: Path, port: int):
    """`drita serve`, having said that it is ready."""
    process = _serve(home, port)
    line = process.stdout.readline()
    assert f":{port}" in line, process.communicate()
    yield process
    if process.poll() is None:
        process.terminate()
    process.communicate()
    wait_for_end(list(processes_of(home)), seconds=20)
    assert processes_of(home) == {}


def _serve(home: Path, port: int) -> "subprocess.Popen[str]":
    env = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "DRITA_DATABASE_NAME")}
    env |= {"DRITA_HOME": str(home), "DRITA_LANGUAGE": "en", "DRITA_POSTGRES_SETTINGS": "shared_buffers=16MB"}
    return subprocess.Popen(
        [sys.executable, "-m", "drita.interfaces.commands.main", "serve", "--port", str(port)],
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _pid_of(home: Path, words: str) -> int:
    return min(pid for pid, command in processes_of(home).items() if words in command)


def _status(port: int) -> int:
    """Ask until the server has loaded: the kernel queues connections only once somebody listens."""
    opener = urllib.request.build_opener(urllib.request.HTTPHandler())
    for _ in range(3000):
        try:
            with opener.open(f"http://127.0.0.1:{port}/", timeout=20) as answer:
                return answer.status
        except urllib.error.HTTPError as error:
            with error:
                return error.code
        except OSError:
            wait_for_end([os.getpid()], seconds=0.02)
    raise AssertionError("nobody answers")


@pytest.mark.slow
@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGKILL])
def test_nothing_is_left_when_the_supervisor_ends_by(ending, serving, home, port) -> None:
    assert _status(port) < 500
    everybody = list(processes_of(home))
    assert len(everybody) >= 8
    serving.send_signal(ending)
    out, err = serving.communicate()
    wait_for_end(everybody, seconds=30)
    assert processes_of(home) == {}
    if ending != signal.SIGKILL:
        assert (serving.returncode, err) == (0, ""), out
    check_port(host="127.0.0.1", port=port)


@pytest.mark.slow
def test_a_killed_web_server_is_started_again_and_no_old_worker_answers(serving, home, port) -> None:
    assert _status(port) < 500
    old = [pid for pid, command in processes_of(home).items() if "wsgi:application" in command]
    assert len(old) >= 2
    kill(min(old))
    wait_for_end(old, seconds=10)
    assert "web" in serving.stdout.readline()
    assert _status(port) < 500
    assert not set(old) & set(processes_of(home))


@pytest.mark.slow
def test_a_second_copy_on_the_same_port_is_refused_with_the_port(serving, home, port) -> None:
    second = _serve(home, port)
    out, err = second.communicate()
    assert second.returncode == 1, out
    assert f"Port {port}" in err
    assert "--port" in err


@pytest.mark.slow
def test_a_command_uses_the_server_of_the_running_installation(serving, home) -> None:
    env = {**os.environ, "DRITA_HOME": str(home), "DRITA_LANGUAGE": "en"}
    env.pop("DRITA_DATABASE_NAME")
    done = subprocess.run(
        [sys.executable, "-m", "drita.interfaces.commands.main", "migrate"], env=env, capture_output=True, text=True
    )
    assert (done.returncode, done.stdout) == (0, "The database is ready.\n"), done.stderr


def test_a_taken_port_is_found_before_anything_starts() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(UnableToListenOnPort):
            check_port(host="127.0.0.1", port=other.getsockname()[1])


@pytest.mark.slow
def test_a_service_that_keeps_ending_stops_everything(tmp_path) -> None:
    said = []
    broken = Service(name="broken", command=[sys.executable, "-c", "raise SystemExit(3)"])
    quiet = Service(name="quiet", command=["sleep", "600"])
    with pytest.raises(UnableToKeepServiceRunning) as refusal:
        run_services([broken, quiet], log_folder=tmp_path, say=lambda words, **params: said.append(params["name"]))
    assert refusal.value.params["code"] == 3
    assert said == ["broken"] * 5


@pytest.mark.slow
def test_an_end_whose_signal_went_to_another_thread_is_noticed_all_the_same(tmp_path) -> None:
    over = threading.Event()
    # A thread that does not block the signal takes it away while the supervisor is busy.
    thief = threading.Thread(target=over.wait)
    thief.start()
    try:
        with pytest.raises(UnableToKeepServiceRunning):
            run_services(
                [
                    Service(name="broken", command=[sys.executable, "-c", "raise SystemExit(3)"]),
                    Service(name="quiet", command=["sleep", "600"]),
                ],
                log_folder=tmp_path,
                say=lambda words, **params: None,
            )
    finally:
        over.set()
        thief.join()
