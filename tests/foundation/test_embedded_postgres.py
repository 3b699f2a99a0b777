"""The embedded server under everything that ends processes."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg
import pytest

from drita.foundation.embedded_postgres import (
    EmbeddedServer,
    UnableToShareDatabase,
    UnableToStartDatabase,
    answers,
    connect_as_owner,
    use_server,
)
from drita.foundation.postgres_binaries import postgres_binaries
from tests.foundation.process_end import kill, processes_of, wait_for_end

SETTINGS = {"shared_buffers": "16MB", "fsync": "off"}
USER = """
import sys
from pathlib import Path
from drita.foundation.embedded_postgres import EmbeddedServer, connect_as_owner, use_server
server = EmbeddedServer(home=Path(sys.argv[1]), settings={"shared_buffers": "16MB", "fsync": "off"})
use = use_server(server)
with connect_as_owner(server, dbname="postgres") as connection:
    connection.execute("SELECT 1")
print("using", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def server(tmp_path: Path):
    """A server of its own, in a folder with a blank, a quote and an Albanian letter."""
    made = EmbeddedServer(home=tmp_path / "shtëpia e 'dytë'", settings=SETTINGS)
    yield made
    wait_for_end(list(processes_of(made.home)), seconds=10)
    assert processes_of(made.home) == {}


def _user(server: EmbeddedServer) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", USER, str(server.home)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def _keeper(server: EmbeddedServer) -> int:
    (pid,) = [pid for pid, command in processes_of(server.home).items() if "postgres_keeper" in command]
    return pid


def _postmaster(server: EmbeddedServer) -> int:
    return int((server.data_path / "postmaster.pid").read_text().split("\n", 1)[0])


def test_rows_are_there_again_after_the_last_user_has_gone(server) -> None:
    use = use_server(server)
    with connect_as_owner(server, dbname="postgres") as connection:
        connection.execute("CREATE TABLE kept (id int)")
        connection.execute("INSERT INTO kept VALUES (1)")
    keeper = _keeper(server)
    use.end()
    wait_for_end([keeper], seconds=20)
    assert not answers(server)
    use = use_server(server)
    with connect_as_owner(server, dbname="postgres") as connection:
        assert connection.execute("SELECT count(*) FROM kept").fetchone() == (1,)
    use.end()


def test_nobody_enters_without_the_password_and_its_file_is_private(server) -> None:
    use = use_server(server)
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(host=str(server.socket_path), user="drita", dbname="postgres", password="guess")
    assert (server.home / "secrets" / "owner_password").stat().st_mode & 0o777 == 0o600
    use.end()


def test_two_users_may_start_it_at_once_and_the_second_keeps_it_running(server) -> None:
    first, second = _user(server), _user(server)
    assert (first.stdout.readline(), second.stdout.readline()) == ("using\n", "using\n")
    first.communicate("")
    assert answers(server)
    keeper = _keeper(server)
    second.communicate("")
    wait_for_end([keeper], seconds=20)
    assert not answers(server)


def test_a_killed_user_leaves_no_server_behind(server) -> None:
    user = _user(server)
    assert user.stdout.readline() == "using\n"
    keeper, postmaster = _keeper(server), _postmaster(server)
    user.kill()
    user.communicate()
    wait_for_end([keeper, postmaster], seconds=20)
    assert processes_of(server.home) == {}


def test_a_killed_keeper_takes_the_server_with_it_and_the_next_user_starts_it(server) -> None:
    use = use_server(server)
    postmaster = _postmaster(server)
    kill(_keeper(server))
    wait_for_end([postmaster], seconds=20)
    assert not answers(server)
    again = use_server(server)
    assert answers(server)
    use.end()
    again.end()


def test_a_killed_server_is_started_again_with_all_committed_rows(server) -> None:
    use = use_server(server)
    with connect_as_owner(server, dbname="postgres") as connection:
        connection.execute("CREATE TABLE kept AS SELECT generate_series(1, 1000) AS id")
    kill(_postmaster(server))
    # A second user at this moment waits for the recovery instead of failing.
    second = _user(server)
    assert second.stdout.readline() == "using\n"
    with connect_as_owner(server, dbname="postgres") as connection:
        assert connection.execute("SELECT count(*) FROM kept").fetchone() == (1000,)
    second.communicate("")
    use.end()


@pytest.mark.slow
def test_a_data_folder_served_by_somebody_else_is_named(server, tmp_path) -> None:
    use_server(server).end()
    wait_for_end([_keeper(server)], seconds=20)
    from drita.foundation.embedded_postgres import identity_for

    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir(mode=0o700)
    identity = identity_for(server)
    other = subprocess.Popen(
        [*identity.prefix, postgres_binaries() / "postgres", "-D", server.data_path, "-k", elsewhere],
        stderr=subprocess.PIPE,
        text=True,
        **identity.arguments(),
    )
    while "ready to accept" not in other.stderr.readline():
        pass
    with pytest.raises(UnableToShareDatabase, match=str(other.pid)):
        use_server(server)
    other.terminate()
    other.communicate()


def test_a_long_path_gets_a_short_private_socket_folder(tmp_path) -> None:
    server = EmbeddedServer(home=tmp_path / ("a" * 120), settings=SETTINGS)
    use = use_server(server)
    assert len(str(server.socket_path)) < 92
    assert server.socket_path.stat().st_mode & 0o777 == 0o700
    keeper = _keeper(server)
    use.end()
    wait_for_end([keeper], seconds=20)


def test_an_unusable_folder_is_refused_with_its_name(tmp_path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(UnableToStartDatabase, match="file"):
        use_server(EmbeddedServer(home=tmp_path / "file" / "home"))


@pytest.mark.skipif(os.getuid() != 0, reason="only root has to become somebody else")
def test_where_namespaces_are_forbidden_root_runs_it_as_nobody_or_says_which_folder_is_closed(monkeypatch) -> None:
    monkeypatch.setenv("DRITA_NO_NAMESPACES", "1")
    with tempfile.TemporaryDirectory() as folder:
        closed = EmbeddedServer(home=Path(folder) / "home", settings=SETTINGS)
        with pytest.raises(UnableToStartDatabase, match="chmod"):
            use_server(closed)
        Path(folder).chmod(0o755)
        try:
            use = use_server(closed)
        except UnableToStartDatabase as refusal:
            # The installation itself lies in a closed folder, for example root's home.
            assert "chmod" in str(refusal)  # noqa: PT017
            return
        assert Path(f"/proc/{_postmaster(closed)}").stat().st_uid == 65534
        keeper = _keeper(closed)
        use.end()
        wait_for_end([keeper], seconds=20)
