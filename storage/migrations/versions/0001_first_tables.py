"""The first tables: cases, reports, deliveries, conversations and the triage channel."""

import sqlalchemy as sa
from alembic import op

from storage.database.tables import UtcTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create all tables; sensitive columns are sealed from the start."""
    _create_cases()
    _create_reports()
    _create_case_events()
    _create_deliveries()
    _create_conversations()
    _create_triage_channels()


def downgrade() -> None:
    """Drop all tables, and every record with them."""
    for table in (
        "triage_channels",
        "processed_activities",
        "conversation_states",
        "deliveries",
        "case_events",
        "reporters",
        "reports",
        "cases",
    ):
        op.drop_table(table)


def _create_cases() -> None:
    op.create_table(
        "cases",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("reference", sa.Text, nullable=False),
        sa.Column("post_hash", sa.LargeBinary),
        sa.Column("post", sa.LargeBinary),
        sa.Column("is_open", sa.Boolean, nullable=False),
        sa.Column("opened_at", UtcTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_cases"),
        sa.UniqueConstraint("reference", name="uq_cases_reference"),
    )
    op.create_index(
        "ux_cases_open_post",
        "cases",
        ["post_hash"],
        unique=True,
        sqlite_where=sa.text("is_open"),
        postgresql_where=sa.text("is_open"),
    )


def _create_reports() -> None:
    op.create_table(
        "reports",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("reference", sa.Text, nullable=False),
        sa.Column("submission", sa.Uuid, nullable=False),
        sa.Column("case_id", sa.Uuid, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("submitted_at", UtcTime, nullable=False),
        sa.Column("delivered_at", UtcTime),
        sa.Column("link", sa.LargeBinary, nullable=False),
        sa.Column("principle", sa.Text, nullable=False),
        sa.Column("account", sa.LargeBinary, nullable=False),
        sa.Column("seen_when", sa.LargeBinary, nullable=False),
        sa.Column("own_post", sa.Boolean, nullable=False),
        sa.Column("share_name", sa.Boolean, nullable=False),
        sa.Column("policy_version", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_reports"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_reports_case_id"),
        sa.UniqueConstraint("reference", name="uq_reports_reference"),
        sa.UniqueConstraint("submission", name="uq_reports_submission"),
        sa.UniqueConstraint("case_id", "version", name="uq_reports_case_id_version"),
    )
    op.create_table(
        "reporters",
        sa.Column("report_id", sa.Uuid, nullable=False),
        sa.Column("person_hash", sa.LargeBinary, nullable=False),
        sa.Column("person", sa.LargeBinary, nullable=False),
        sa.Column("name", sa.LargeBinary, nullable=False),
        sa.Column("conversation", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("report_id", name="pk_reporters"),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name="fk_reporters_report_id"),
    )
    op.create_index("ix_reporters_person_hash", "reporters", ["person_hash"])


def _create_case_events() -> None:
    op.create_table(
        "case_events",
        sa.Column("case_id", sa.Uuid, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("at", UtcTime, nullable=False),
        sa.Column("cause", sa.Text, nullable=False),
        sa.Column("actor_hash", sa.LargeBinary),
        sa.Column("actor_name", sa.LargeBinary),
        sa.Column("decision", sa.Text),
        sa.Column("principle", sa.Text),
        sa.Column("reason", sa.LargeBinary),
        sa.PrimaryKeyConstraint("case_id", "number", name="pk_case_events"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_case_events_case_id"),
        sa.UniqueConstraint("case_id", "cause", name="uq_case_events_case_id_cause"),
    )


def _create_deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("case_id", sa.Uuid, nullable=False),
        sa.Column("report_id", sa.Uuid),
        sa.Column("event", sa.Integer, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("due_at", UtcTime, nullable=False),
        sa.Column("held", sa.Boolean, nullable=False),
        sa.Column("lease_until", UtcTime),
        sa.Column("claims", sa.Integer, nullable=False),
        sa.Column("spent", sa.Integer, nullable=False),
        sa.Column("uncertain", sa.Boolean, nullable=False),
        sa.Column("wanted_version", sa.Integer, nullable=False),
        sa.Column("sent_version", sa.Integer, nullable=False),
        sa.Column("card_activity", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_deliveries"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_deliveries_case_id"),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name="fk_deliveries_report_id"),
        sa.UniqueConstraint(
            "report_id", "event", "kind", name="uq_deliveries_report_id_event_kind"
        ),
    )
    op.create_index("ix_deliveries_state_due_at", "deliveries", ["state", "due_at"])
    op.create_index(
        "ux_deliveries_card",
        "deliveries",
        ["case_id"],
        unique=True,
        sqlite_where=sa.text("kind = 'case-card'"),
        postgresql_where=sa.text("kind = 'case-card'"),
    )


def _create_conversations() -> None:
    op.create_table(
        "conversation_states",
        sa.Column("key_hash", sa.LargeBinary, nullable=False),
        sa.Column("person_hash", sa.LargeBinary, nullable=False),
        sa.Column("document", sa.LargeBinary, nullable=False),
        sa.Column("etag", sa.Integer, nullable=False),
        sa.Column("saved_at", UtcTime, nullable=False),
        sa.PrimaryKeyConstraint("key_hash", name="pk_conversation_states"),
    )
    op.create_index("ix_conversation_states_person_hash", "conversation_states", ["person_hash"])
    op.create_table(
        "processed_activities",
        sa.Column("key_hash", sa.LargeBinary, nullable=False),
        sa.Column("activity", sa.Text, nullable=False),
        sa.Column("at", UtcTime, nullable=False),
        sa.PrimaryKeyConstraint("key_hash", "activity", name="pk_processed_activities"),
        sqlite_with_rowid=False,
    )


def _create_triage_channels() -> None:
    op.create_table(
        "triage_channels",
        sa.Column("id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("team", sa.Text, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("tenant", sa.Text, nullable=False),
        sa.Column("service_url", sa.Text, nullable=False),
        sa.Column("confirmed_by_hash", sa.LargeBinary, nullable=False),
        sa.Column("confirmed_at", UtcTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_triage_channels"),
    )
