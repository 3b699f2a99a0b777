"""A small operator with a few months of bills, made once a session by the very commands that build the demo."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from tests import database

SUBSCRIBERS = 48
MONTHS = 4
CURRENT_MONTH = "2026-10-01"
# Pinned, so that debts, pictures and names of months are the same on every day the tests run.
TODAY = "2026-11-23"
PASSWORD = "drita-demo-2026"
_BUILD = """
import sys
from datetime import date
from pathlib import Path

import django

django.setup()
from drita.interfaces.commands import demo
from drita.interfaces.commands.command import Console

demo._MONTHS = {months}
with open(sys.argv[1] + ".log", "w") as out:
    demo.build_demo(
        folder=Path(sys.argv[1]),
        subscribers={subscribers},
        current_month=date.fromisoformat("{current_month}"),
        console=Console(language="en", file=out, width=100),
    )
"""


@cache
def built_operator() -> database.OwnDatabase:
    """Build the operator's database and return it; the test session's leftovers are dropped by the next one."""
    own = database.OwnDatabase(f"{database.session_name()}_operator")
    database.create_from_template(own.name)
    folder = Path(mkdtemp(prefix="drita-operator-")) / "files"
    code = _BUILD.format(months=MONTHS, subscribers=SUBSCRIBERS, current_month=CURRENT_MONTH)
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder)],
        env={**own.env, "DRITA_TODAY": TODAY},
        cwd=database.ROOT,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    if done.returncode != 0:
        log = Path(f"{folder}.log")
        kept = log.read_text() if log.exists() else ""
        raise RuntimeError(f"the small operator could not be built:\n{kept}\n{done.stdout}\n{done.stderr}")
    return own


@contextmanager
def django_at(own: database.OwnDatabase) -> Iterator[None]:
    """Point Django's connections at a database for the length of a block."""
    from django.db import connections

    former_name = os.environ.get("DRITA_DATABASE_NAME", "")
    former_today = os.environ.get("DRITA_TODAY")
    os.environ["DRITA_DATABASE_NAME"] = own.name
    os.environ["DRITA_TODAY"] = TODAY
    connections.close_all()
    before = {alias: connections[alias].settings_dict["NAME"] for alias in connections}
    for alias in connections:
        connections[alias].settings_dict["NAME"] = own.name
    try:
        yield
    finally:
        connections.close_all()
        for alias, former in before.items():
            connections[alias].settings_dict["NAME"] = former
        os.environ["DRITA_DATABASE_NAME"] = former_name
        if former_today is None:
            os.environ.pop("DRITA_TODAY", None)
        else:
            os.environ["DRITA_TODAY"] = former_today
