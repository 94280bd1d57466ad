"""What an e-mail is known by: the id that every try to send it has in common."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; what waits now is no e-mail."""
    op.add_column("deliveries", sa.Column("message_id", sa.Text))


def downgrade() -> None:
    """Take it away, with the e-mails: what was before could not send them."""
    op.execute("DELETE FROM deliveries WHERE kind = 'case-email'")
    op.drop_column("deliveries", "message_id")
