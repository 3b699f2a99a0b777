"""`drita serve`: the whole installation in the foreground, until Ctrl-C."""

import argparse
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from django.core.management import call_command

from drita.foundation import databases
from drita.foundation.migrate import migrate_database
from drita.foundation.supervisor import Service, check_port, run_services
from drita.interfaces.commands.command import Command, Console
from drita.rules.words import Words

_READY = Words(
    sq="Drita punon në http://{host}:{port} (Ctrl-C e ndal).", en="Drita is at http://{host}:{port} (Ctrl-C stops it)."
)
_THREADS = 8


def serve(*, host: str, port: int, console: Console, when_started: Callable[[], None] = lambda: None) -> int:
    """
    (This function will) bring the database up to date and run web, worker and live process until a signal ends them.

    The database is reachable already; `demo` calls this when its data is in.

    Raises: UnableToListenOnPort, UnableToKeepServiceRunning.
    """
    for each in (port, port + 1):
        check_port(host=host, port=each)
    migrate_database()
    # The pages name each static file by its content, which only this step knows.
    call_command("collectstatic", interactive=False, verbosity=0)

    def started() -> None:
        console.say(_READY, host="localhost" if host in ("127.0.0.1", "0.0.0.0") else host, port=port)  # noqa: S104
        when_started()

    log_folder = databases.home_folder() / "log"
    log_folder.mkdir(exist_ok=True, mode=0o700)
    return run_services(_services(host, port), log_folder=log_folder, say=console.say, when_started=started)


def _services(host: str, port: int) -> list[Service]:
    granian = [sys.executable, "-m", "granian", "--host", host, "--no-ws", "--log-level", "error"]
    granian += ["--workers-kill-timeout", "10"]
    procrastinate = [sys.executable, "-m", "django", "procrastinate", "worker"]
    procrastinate += ["--shutdown-graceful-timeout", "30", "--delete-jobs", "successful"]
    return [
        Service(
            name="web",
            command=[
                *granian,
                *("--port", str(port), "--interface", "wsgi", "--workers", str(_web_workers())),
                *("--blocking-threads", str(_THREADS), "drita.project.wsgi:application"),
            ],
            # One thread per web process: many requests at once, each with a frame of a few rows.
            env=_environment(POLARS_MAX_THREADS="1", DRITA_POOL_SIZE=str(_THREADS + 2), DRITA_LIVE_PORT=str(port + 1)),
            death_signal=signal.SIGTERM,
            address=(host, port),
        ),
        Service(
            name="live",
            command=[*granian, "--port", str(port + 1), "--interface", "asgi", "drita.foundation.live:application"],
            env=_environment(),
            death_signal=signal.SIGTERM,
            address=(host, port + 1),
        ),
        Service(
            name="worker",
            command=[*procrastinate, "--concurrency", "2"],
            env=_environment(),
            longest_stop_s=40.0,
            stage=1,
        ),
        Service(
            name="watch",
            command=[*procrastinate, "--concurrency", "1", "--queues", "watch"],
            env=_environment(POLARS_MAX_THREADS="1"),
            stage=1,
        ),
    ]


def _environment(**own: str) -> dict[str, str]:
    """Services know the application's way into the database and not the owner's."""
    shared = {
        "DJANGO_SETTINGS_MODULE": "drita.project.settings",
        "DRITA_SUPERVISED": "1",
        "PYTHONPATH": os.pathsep.join([str(Path(__file__).parents[3]), os.environ.get("PYTHONPATH", "")]).rstrip(":"),
    }
    if os.environ.get("DATABASE_URL"):
        shared |= {"DATABASE_URL": "", "DATABASE_APP_URL": databases.app_place().url()}
    return shared | own


def _web_workers() -> int:
    return max(1, min(4, (os.cpu_count() or 1) // 2))


def _serve(arguments: argparse.Namespace, console: Console) -> int:
    return serve(host=arguments.host, port=arguments.port, console=console)


def add_serve_arguments(parser: argparse.ArgumentParser) -> None:
    """(This function will) add what every command that serves takes."""
    parser.add_argument("--host", default="127.0.0.1", help=Words(sq="adresa ku dëgjon", en="address to listen on"))
    parser.add_argument(
        "--port",
        type=int,
        default=8000,
        help=Words(
            sq="porta e faqeve; porta pas saj i shërben faqeve të gjalla",
            en="port of the pages; the next one serves live pages",
        ),
    )


COMMANDS = [
    Command(
        name="serve",
        words=Words(sq="nis faqet, punët dhe njoftimet e gjalla", en="run the pages, the jobs and the live notices"),
        add_arguments=add_serve_arguments,
        run=_serve,
        needs_tables=False,
    )
]
