"""Jobs of the platform itself: work that lost its worker is given to another."""

import logging

from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.jobs import Status

_LOG = logging.getLogger(__name__)
# A worker reports every ten seconds; three missed reports mean that it is gone.
_STALLED_AFTER_S = 30
# A job that took this many workers with it would take the next one as well: a person must look.
_MOST_ATTEMPTS = 5


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
        if job.attempts >= _MOST_ATTEMPTS:
            await manager.finish_job(job, status=Status.FAILED, delete_job=False)
            _LOG.error("job_given_up id=%s task=%s attempts=%s", job.id, job.task_name, job.attempts)
            continue
        await manager.retry_job(job)
        _LOG.warning("job_retried id=%s task=%s queue=%s", job.id, job.task_name, job.queue)
