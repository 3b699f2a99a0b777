"""Jobs of billing: a run is handed over by its id and can be handed over again at any time."""

import logging

from procrastinate.contrib.django import app

from drita.foundation.clock import now
from drita.foundation.live_events import announce
from drita.modules.billing.operations.run_bill_run import run_bill_run

_LOG = logging.getLogger(__name__)


@app.task(name="drita.bill_run", queue="bill_runs")
def bill_run(run_id: int) -> None:
    """
    (This function will) carry out a bill run, or what is left of it.

    A worker killed in the middle loses at most the chunk it was at; the job comes back and goes on. The run is told to
    stop by its state, looked at before each chunk, so that the worker can shut down within a chunk's seconds.
    """
    steps = run_bill_run(run_id=run_id, at=now(), on_progress=lambda _: announce(f"bill_run:{run_id}"))
    announce(f"bill_run:{run_id}")
    _LOG.info("bill_run_worked run=%s seconds=%.1f", run_id, sum(steps.seconds.values()))
