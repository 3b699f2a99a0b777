"""What `bench.month` measures, once the database stands and Django is set up."""

import resource
import subprocess
import sys
import time
from datetime import UTC, date, datetime
from pathlib import Path

from bench.floor import Floor, measure_floor
from drita.foundation import databases

_HELPER = "from drita.interfaces.commands.main import main; raise SystemExit(main())"


def run_month(
    *, subscribers: int, seed: int, workers: int, bill_month: date, issue_date: date, folder: Path
) -> list[str]:
    """(This function will) build the operator, bill its month, measure the floor and return the lines of the report."""
    from django.db import connection

    from bench.synthetic_operator import build_operator
    from drita.modules.billing import queries
    from drita.modules.billing.operations.plan_bill_run import plan_bill_run
    from drita.modules.billing.operations.run_bill_run import run_bill_run

    begun = time.monotonic()
    build_operator(connection, subscribers=subscribers, bill_month=bill_month, seed=seed)
    built_s = time.monotonic() - begun
    with databases.connect_owner(autocommit=True) as owner:
        owner.execute("VACUUM ANALYZE")
        owner.execute("CHECKPOINT")
    memory_before = _peak_mb()
    at = datetime.combine(issue_date, datetime.min.time(), UTC)
    begun = time.monotonic()
    run_id = plan_bill_run(
        bill_month=bill_month, kind="issue", issue_date=issue_date, region_id=None, staff_id=None, at=at
    )
    planned_s = time.monotonic() - begun
    helpers = [
        subprocess.Popen([sys.executable, "-c", _HELPER, "bills", "work", str(run_id)]) for _ in range(workers - 1)
    ]
    steps = run_bill_run(run_id=run_id, at=at, finishes=not helpers)
    for helper in helpers:
        helper.wait()
    if helpers:
        for name, seconds in run_bill_run(run_id=run_id, at=at).seconds.items():
            steps.add(name, seconds)
    whole_s = time.monotonic() - begun
    row = queries.get_run(run_id=run_id)
    proof = queries.prove_numbers()
    connection.close()
    tables = _partitions(bill_month, issue_date, row.source_id or 0)
    with databases.connect_owner() as owner:
        floor = measure_floor(
            owner, tables=tables, claims=f"billing_period_claim_m{bill_month:%Y%m}",
            source_id=row.source_id or 0, folder=folder,
        )  # fmt: skip
    return [
        f"operator built in {built_s:.0f} s (not part of the figures)",
        "",
        (
            f"bills {row.bills}, problems {row.problems}, estimated {row.totals.get('estimated', 0)},"
            f" numbers proven {proof.is_sound}"
        ),
        (
            f"month {whole_s:.1f} s = {row.contracts / whole_s:.0f} accounts/s,"
            f" peak memory {_peak_mb():.0f} MB (before the run {memory_before:.0f} MB)"
        ),
        *_floor_lines(floor, whole_s),
        "",
        "seconds per step",
        f"  {'plan':<32}{planned_s:8.2f}",
        *(f"  {name:<32}{seconds:8.2f}" for name, seconds in _grouped(steps.seconds).items()),
    ]


def _grouped(seconds: dict[str, float]) -> dict[str, float]:
    """The many small steps of building under three names, the others as they are."""
    grouped: dict[str, float] = {}
    for name, value in seconds.items():
        first = name.split()[0]
        key = first if first in ("keys", "references", "validate", "link") else name
        grouped[key] = grouped.get(key, 0.0) + value
    return grouped


def _floor_lines(floor: Floor, whole_s: float) -> list[str]:
    return [
        (
            f"floor {floor.whole_s:.1f} s for {floor.rows} rows, {floor.bytes / 2**20:.0f} MB of CSV:"
            f" COPY {floor.copy_s:.1f}, keys and indexes {floor.keys_s:.1f}, foreign keys {floor.references_s:.1f}"
        ),
        f"ratio to the floor {whole_s / floor.whole_s:.2f}, ratio to the bare COPY {whole_s / floor.copy_s:.2f}",
    ]


def _partitions(bill_month: date, issue_date: date, source_id: int) -> list[str]:
    return [
        *(f"billing_{name}_m{bill_month:%Y%m}_s{source_id}" for name in ("bill", "bill_line", "bill_reading")),
        *(f"ledger_{name}_m{issue_date:%Y%m}_s{source_id}" for name in ("entry", "posting", "open_item")),
    ]


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
