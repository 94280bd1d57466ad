"""Since when deliveries wait, what is due on the rota, and (on PostgreSQL) procrastinate's jobs.

The jobs' schema is the one of the pinned procrastinate; tests/storage/test_jobs.py tells when a
newer one wants a revision of its own.
"""

import sqlalchemy as sa
from alembic import op
from procrastinate.schema import SchemaManager

from storage.database.tables import UtcTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_DROP_JOBS = """
DO $$
DECLARE each record;
BEGIN
    DROP TABLE procrastinate_events, procrastinate_periodic_defers, procrastinate_jobs,
        procrastinate_workers CASCADE;
    FOR each IN
        SELECT oid::regprocedure AS name FROM pg_proc
        WHERE proname LIKE 'procrastinate\\_%' AND pronamespace = current_schema()::regnamespace
    LOOP
        EXECUTE 'DROP FUNCTION ' || each.name;
    END LOOP;
    DROP TYPE procrastinate_job_to_defer_v1, procrastinate_job_status, procrastinate_job_event_type;
END $$
"""


def upgrade() -> None:
    """Add them; what waits now has waited since it was due."""
    with op.batch_alter_table("deliveries") as deliveries:
        deliveries.add_column(sa.Column("waits_since", UtcTime))
    op.execute("UPDATE deliveries SET waits_since = due_at")
    with op.batch_alter_table("deliveries") as deliveries:
        deliveries.alter_column("waits_since", existing_type=UtcTime(), nullable=False)
    op.create_table(
        "chores",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("due_at", UtcTime, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_chores"),
    )
    if op.get_bind().dialect.name == "postgresql":
        _run(SchemaManager.get_schema())


def downgrade() -> None:
    """Take them away, and with them the jobs: the deliveries themselves stay."""
    if op.get_bind().dialect.name == "postgresql":
        _run(_DROP_JOBS)
    op.drop_table("chores")
    with op.batch_alter_table("deliveries") as deliveries:
        deliveries.drop_column("waits_since")


def _run(script: str) -> None:
    """Run a script of many statements, whose % and : are signs like any other."""
    cursor = op.get_bind().connection.cursor()
    try:
        cursor.execute(script)
    finally:
        cursor.close()
