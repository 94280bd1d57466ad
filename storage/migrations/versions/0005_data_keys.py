"""A key of its own for each case, report and reporter; legal hold, and the end of a case's time.

No key is known here, so that what is sealed stays as it is: it opens as before, and
`python -m bot rewrap` gives it keys of its own.
"""

import sqlalchemy as sa
from alembic import op

from storage.database.tables import UtcTime
from storage.errors import NotUndone

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table of keys, which is empty; no case is on hold, or at its end."""
    op.create_table(
        "data_keys",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("key_id", sa.Text, nullable=False),
        sa.Column("wrapped", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_data_keys"),
    )
    op.create_index("ix_data_keys_key_id", "data_keys", ["key_id"])
    op.add_column(
        "cases", sa.Column("on_hold", sa.Boolean, nullable=False, server_default=sa.false())
    )
    op.add_column("cases", sa.Column("expired_at", UtcTime))


def downgrade() -> None:
    """Drop both. Raises NotUndone while records could not be read any more without their keys."""
    in_use = sa.text("SELECT count(*) FROM data_keys WHERE id <> 'looking-up'")
    if op.get_bind().scalar(in_use):
        raise NotUndone
    op.drop_column("cases", "expired_at")
    op.drop_column("cases", "on_hold")
    op.drop_table("data_keys")
