"""Jobs whose worker died are done by another."""

import subprocess
import sys

STALLED = """
WITH gone AS (INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour') RETURNING id)
INSERT INTO procrastinate_jobs (queue_name, task_name, args, status, attempts, worker_id)
SELECT 'chunks', 'a.task', '{}', 'doing', attempts, CASE WHEN is_known THEN gone.id END
FROM gone, (VALUES (0, true), (1, false), (5, true)) AS t (attempts, is_known)
"""
RUNNING = """
WITH alive AS (INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now()) RETURNING id)
INSERT INTO procrastinate_jobs (queue_name, task_name, args, status, worker_id)
SELECT 'chunks', 'b.task', '{}', 'doing', id FROM alive
"""


def test_stalled_jobs_go_back_to_their_queue_and_hopeless_ones_are_given_up(own_database) -> None:
    with own_database.connect_app() as app:
        app.execute(STALLED)
        app.execute(RUNNING)
        app.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args)"
            " VALUES ('watch', 'drita.project.jobs.retry_stalled_jobs', '{\"timestamp\": 0}')"
        )
        done = subprocess.run(
            [sys.executable, "-m", "django", "procrastinate", "worker", "--one-shot", "--queues", "watch"],
            env=own_database.env,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        states = app.execute(
            "SELECT task_name, attempts, status::text FROM procrastinate_jobs WHERE queue_name = 'chunks' ORDER BY id"
        ).fetchall()
    assert states == [("a.task", 1, "todo"), ("a.task", 2, "todo"), ("a.task", 6, "failed"), ("b.task", 0, "doing")]
