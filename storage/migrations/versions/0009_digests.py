"""The daily digest: what it told, how much of each case, and deliveries that are of no one case."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None
needs_stop = False

_OF_NO_CASE = sa.text("case_id IS NULL")


def upgrade() -> None:
    """Add them; nothing was told of yet, so the first digest begins with every case."""
    op.create_table(
        "digests",
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("last_case", sa.Integer, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_digests"),
        sa.UniqueConstraint("day", name="uq_digests_day"),
    )
    op.add_column("cases", sa.Column("told", sa.Integer, nullable=False, server_default="0"))
    with op.batch_alter_table("deliveries") as deliveries:
        deliveries.alter_column("case_id", existing_type=sa.Uuid(), nullable=True)
    op.create_index(
        "ux_deliveries_digest",
        "deliveries",
        ["event", "kind"],
        unique=True,
        sqlite_where=_OF_NO_CASE,
        postgresql_where=_OF_NO_CASE,
    )


def downgrade() -> None:
    """Take them away, with the digests that were not sent: what was before could not send them."""
    op.execute("DELETE FROM deliveries WHERE case_id IS NULL")
    op.drop_index("ux_deliveries_digest", "deliveries")
    with op.batch_alter_table("deliveries") as deliveries:
        deliveries.alter_column("case_id", existing_type=sa.Uuid(), nullable=False)
    op.drop_column("cases", "told")
    op.drop_table("digests")
