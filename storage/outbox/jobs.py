"""A job for each delivery that is to be sent, where procrastinate's workers send them.

Written through procrastinate's own SQL function, on the connection of the transaction that makes
the delivery due: both are kept, or neither. A job holds nothing but the delivery's id. Whether a
database has jobs is an option of its connections; without it nothing here does anything.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection, text

JOBS = "storage_jobs"
QUEUE = "deliveries"
TASK = "deliver"
WORKER_LOST_SECONDS = 20.0
"""A worker without a sign of life for so long is taken for dead."""

CLOCKS_DIFFER = timedelta(seconds=1)
"""How far the clocks of replicas and database may lie apart without a delay."""

Due = tuple[UUID, datetime]

# What is due by now is not scheduled at all: the database's clock may be behind this one's.
_ENQUEUE = text(
    """
    SELECT procrastinate_defer_jobs_v1(array_agg(
        ROW(:queue, :task, 0, NULL, NULL, jsonb_build_object('delivery', delivery),
            CASE WHEN due_at > now() + interval '50 milliseconds' THEN due_at END
        )::procrastinate_job_to_defer_v1 ORDER BY place))
    FROM unnest(CAST(:deliveries AS text[]), CAST(:due AS timestamptz[]))
        WITH ORDINALITY AS given (delivery, due_at, place)
    """
)
_AT_WORK = text(
    """
    SELECT job.args ->> 'delivery'
    FROM procrastinate_jobs AS job LEFT JOIN procrastinate_workers AS worker
        ON worker.id = job.worker_id
    WHERE job.task_name = :task AND job.args ->> 'delivery' = ANY(CAST(:deliveries AS text[]))
    AND (
        job.status = 'todo' AND (job.scheduled_at IS NULL OR job.scheduled_at <= now())
        OR job.status = 'doing'
            AND worker.last_heartbeat >= now() - make_interval(secs => :lost)
    )
    """
)


def enqueue(connection: Connection, due: Sequence[Due]) -> None:
    """Ready a job for each of these deliveries, in this order."""
    if not due or not _has_jobs(connection):
        return
    given = {
        "queue": QUEUE,
        "task": TASK,
        "deliveries": [str(delivery) for delivery, _ in due],
        "due": [due_at for _, due_at in due],
    }
    connection.execute(_ENQUEUE, given)


def without_job(connection: Connection, deliveries: Sequence[UUID]) -> Sequence[UUID]:
    """Return which of these deliveries no worker does, or will soon do."""
    if not deliveries or not _has_jobs(connection):
        return ()
    given = {
        "task": TASK,
        "deliveries": [str(delivery) for delivery in deliveries],
        "lost": WORKER_LOST_SECONDS,
    }
    at_work = set(connection.scalars(_AT_WORK, given))
    return [delivery for delivery in deliveries if str(delivery) not in at_work]


def earliness(connection: Connection) -> timedelta:
    """Return how much before its time a delivery may be sent: a job comes by another's clock."""
    return CLOCKS_DIFFER if _has_jobs(connection) else timedelta(0)


def _has_jobs(connection: Connection) -> bool:
    return bool(connection.get_execution_options().get(JOBS))
