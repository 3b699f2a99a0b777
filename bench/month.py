"""
`make bench`: the month of a synthetic operator through the real bill run, against the floor of storing its rows.

Nothing is left out of the run: the same operation as behind `drita bills run`, all constraints and indexes on, every
commit durable. The operator is built by COPY before the clock starts.
"""

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

ROOT = Path(__file__).parents[1]
DATABASE = "drita_bench"
BILL_MONTH = date(2026, 10, 1)
ISSUE_DATE = date(2026, 11, 8)


def main() -> int:
    """(This function will) build, run, measure and write docs/proof/bench-month-N.txt."""
    arguments = _arguments()
    os.environ.setdefault("DRITA_HOME", str(ROOT / "var" / "bench"))
    os.environ["DRITA_DATABASE_NAME"] = DATABASE
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "drita.project.settings")
    from bench.month_run import run_month
    from drita.foundation import databases

    use = _fresh_database()
    try:
        report = run_month(
            subscribers=arguments.subscribers, seed=arguments.seed, workers=arguments.workers, bill_month=BILL_MONTH, issue_date=ISSUE_DATE,
            folder=Path(tempfile.mkdtemp(prefix="floor", dir=databases.home_folder())),
        )  # fmt: skip
    finally:
        if use is not None:
            use.end()
    text = "\n".join([*_circumstances(arguments), "", *report])
    print(text)
    if not arguments.no_file:
        path = ROOT / "docs" / "proof" / f"bench-month-{arguments.subscribers}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text + "\n", encoding="utf-8")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--subscribers", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=1, help="processes that share the chunks")
    parser.add_argument("--no-file", action="store_true", help="print only")
    return parser.parse_args()


def _fresh_database():
    import django
    from psycopg import sql

    from drita.foundation import databases
    from drita.foundation.migrate import migrate_database

    use = databases.be_ready()
    os.environ.pop("DRITA_DATABASE_NAME")
    owner = databases.owner_place()
    assert owner is not None, "the bench makes its own database and needs its owner"
    with databases.connect(replace(owner, dbname="postgres"), autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(DATABASE)))
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))
    os.environ["DRITA_DATABASE_NAME"] = DATABASE
    django.setup()
    migrate_database()
    return use


def _circumstances(arguments: argparse.Namespace) -> list[str]:
    name = f"bench month, {arguments.subscribers} subscribers, seed {arguments.seed}, {arguments.workers} worker(s)"
    return [name, *circumstances()]


def circumstances() -> list[str]:
    """(This function will) tell date, commit and machine, as every proof does."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.strip()
    memory_gb = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return [
        f"date {datetime.now(UTC):%Y-%m-%d %H:%M} UTC, commit {commit or '-'}",
        (
            f"machine {os.cpu_count()} cores, {memory_gb:.0f} GB, {platform.system()} {platform.machine()},"
            f" Python {platform.python_version()}, load before {os.getloadavg()[0]:.1f}"
        ),
    ]


if __name__ == "__main__":
    begun = time.monotonic()
    code = main()
    print(f"all in all {time.monotonic() - begun:.0f} s")
    sys.exit(code)
