"""What is counted for the team's page: when a case was first acted on and when it was closed."""

import sqlalchemy as sa
from alembic import op

from storage.database.tables import UtcTime

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None
needs_stop = False

_FIRST_ACTIONS = (
    "UPDATE cases SET first_action_at = (SELECT min(at) FROM case_events "
    "WHERE case_id = cases.id AND actor_hash IS NOT NULL)"
)
_CLOSINGS = (
    "UPDATE cases SET closed_at = (SELECT max(at) FROM case_events "
    "WHERE case_id = cases.id AND kind = 'closed') WHERE status = 'closed'"
)


def upgrade() -> None:
    """Add the columns, filled in from what happened, and what lists and counts are read by."""
    op.add_column("cases", sa.Column("first_action_at", UtcTime))
    op.add_column("cases", sa.Column("closed_at", UtcTime))
    op.execute(_FIRST_ACTIONS)
    op.execute(_CLOSINGS)
    op.create_index("ix_cases_opened_at", "cases", ["opened_at"])
    op.create_index("ix_reports_principle_case_id", "reports", ["principle", "case_id"])


def downgrade() -> None:
    """Take them away."""
    op.drop_index("ix_reports_principle_case_id", "reports")
    op.drop_index("ix_cases_opened_at", "cases")
    op.drop_column("cases", "closed_at")
    op.drop_column("cases", "first_action_at")
