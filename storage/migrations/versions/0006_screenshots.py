"""Screenshots of reports, sealed."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table; the pictures are sealed."""
    op.create_table(
        "screenshots",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("person_hash", sa.LargeBinary, nullable=False),
        sa.Column("report_id", sa.Uuid),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("touched_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_screenshots"),
        sa.ForeignKeyConstraint(
            ["report_id"],
            ["reports.id"],
            name="fk_screenshots_report_id",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_screenshots_person_hash", "screenshots", ["person_hash"])
    op.create_index("ix_screenshots_report_id", "screenshots", ["report_id"])


def downgrade() -> None:
    """Drop the table, and every screenshot with it."""
    op.drop_table("screenshots")
