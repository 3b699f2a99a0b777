"""Jobs of the platform itself: work that lost its worker is given to another."""

import logging

from procrastinate import JobContext
from procrastinate.contrib.django import app

_LOG = logging.getLogger(__name__)
# A worker reports every ten seconds; three missed reports mean that it is gone.
_STALLED_AFTER_S = 30


@app.periodic(cron="* * * * * */10")
@app.task(queue="watch", queueing_lock="retry_stalled_jobs", pass_context=True)
async def retry_stalled_jobs(context: JobContext, timestamp: int) -> None:
    """
    (This function will) put jobs whose worker has died back into their queue.

    It has a queue of its own: behind a full queue it would wait for the very jobs that it is to free.
    """
    del timestamp
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=_STALLED_AFTER_S):
        await manager.retry_job(job)
        _LOG.warning("job_retried id=%s task=%s queue=%s", job.id, job.task_name, job.queue)
