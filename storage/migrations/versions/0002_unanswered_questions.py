"""Questions that the policy owner should see, kept without who asked."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table; the words are sealed."""
    op.create_table(
        "unanswered_questions",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("words", sa.LargeBinary, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("closest", sa.Text, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_unanswered_questions"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Drop the table, and every question with it."""
    op.drop_table("unanswered_questions")
