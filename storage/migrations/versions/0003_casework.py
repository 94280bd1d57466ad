"""What the team does with cases, what reporters do with their reports, and the audit.

Cases that were decided had been closed by that, and their reporters told so: they are closed.
What needs the key (the hash of a post's thread) is filled in when the stores are next opened.
"""

import sqlalchemy as sa
from alembic import op

from storage.database.tables import UtcTime
from storage.migrations.append_only import forbid_changes

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_CASE_COLUMNS = ("thread_hash", "owner_hash", "author_hash", "author_email_hash")
_INDEXED = ("thread_hash", "status", "author_hash", "author_email_hash")
_FROM_THE_DECISION = (
    "UPDATE cases SET decision = d.decision, principle = d.principle "
    "FROM (SELECT case_id, decision, principle FROM case_events WHERE kind = 'decided') AS d "
    "WHERE d.case_id = cases.id"
)


def upgrade() -> None:
    """Widen the tables, and have the rows that are there mean what they meant."""
    _widen_cases()
    _widen_events()
    _widen_deliveries()
    _create_audit()
    _carry_over()


def downgrade() -> None:
    """Go back; what the older version knows no word for is lost."""
    op.execute("DELETE FROM deliveries WHERE kind IN ('case-line', 'deputy-notice')")
    op.execute("DELETE FROM deliveries WHERE kind = 'notice-question'")
    op.execute("UPDATE deliveries SET kind = 'notice-decided' WHERE kind = 'notice-outcome'")
    op.execute("DELETE FROM case_events WHERE kind NOT IN ('reported', 'taken', 'decided')")
    op.drop_index("ux_deliveries_for_team", "deliveries")
    op.drop_table("audit_entries")
    op.drop_table("maintenance")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_change()")
    for name in ("closing_code", "report", "owner_hash", "details"):
        op.drop_column("case_events", name)
    for name in _INDEXED:
        op.drop_index(f"ix_cases_{name}", "cases")
    for name in (*_CASE_COLUMNS, "status", "decision", "principle"):
        op.drop_column("cases", name)


def _widen_cases() -> None:
    for name in _CASE_COLUMNS:
        op.add_column("cases", sa.Column(name, sa.LargeBinary))
    op.add_column("cases", sa.Column("status", sa.Text, nullable=False, server_default="new"))
    for name in ("decision", "principle"):
        op.add_column("cases", sa.Column(name, sa.Text))
    for name in _INDEXED:
        op.create_index(f"ix_cases_{name}", "cases", [name])


def _widen_events() -> None:
    op.add_column("case_events", sa.Column("closing_code", sa.Text))
    op.add_column("case_events", sa.Column("report", sa.Integer))
    op.add_column("case_events", sa.Column("owner_hash", sa.LargeBinary))
    op.add_column("case_events", sa.Column("details", sa.LargeBinary))


def _widen_deliveries() -> None:
    op.create_index(
        "ux_deliveries_for_team",
        "deliveries",
        ["case_id", "event", "kind"],
        unique=True,
        sqlite_where=sa.text("report_id IS NULL"),
        postgresql_where=sa.text("report_id IS NULL"),
    )
    op.execute("UPDATE deliveries SET kind = 'notice-outcome' WHERE kind = 'notice-decided'")


def _create_audit() -> None:
    op.create_table(
        "audit_entries",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("at", UtcTime, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("reference", sa.Text, nullable=False),
        sa.Column("actor_hash", sa.LargeBinary),
        sa.PrimaryKeyConstraint("id", name="pk_audit_entries"),
    )
    op.create_index("ix_audit_entries_at", "audit_entries", ["at"])
    op.create_index("ix_audit_entries_reference", "audit_entries", ["reference"])
    op.create_table(
        "maintenance",
        sa.Column("id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_maintenance"),
    )
    forbid_changes(op.get_bind())


def _carry_over() -> None:
    """Close what was decided, and derive what cases are found by."""
    op.execute("UPDATE case_events SET report = number WHERE kind = 'reported'")
    op.execute("UPDATE case_events SET owner_hash = actor_hash WHERE kind = 'taken'")
    op.execute("UPDATE case_events SET closing_code = 'other' WHERE decision = 'not-a-breach'")
    op.execute(
        "UPDATE cases SET status = 'taken', owner_hash = (SELECT e.owner_hash FROM case_events e "
        "WHERE e.case_id = cases.id AND e.kind = 'taken' ORDER BY e.number DESC LIMIT 1) "
        "WHERE id IN (SELECT case_id FROM case_events WHERE kind = 'taken')"
    )
    op.execute(_FROM_THE_DECISION)
    op.execute("UPDATE cases SET status = 'closed' WHERE NOT is_open")
    op.execute(
        "INSERT INTO case_events (case_id, number, kind, at, cause) "
        "SELECT e.case_id, max(e.number) + 1, 'closed', max(e.at), 'migration:0003' "
        "FROM case_events e JOIN cases c ON c.id = e.case_id "
        "WHERE NOT c.is_open GROUP BY e.case_id"
    )
