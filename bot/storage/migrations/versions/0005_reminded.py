"""Who has been reminded of an event is told when it changes after all."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Create the table of those who have been reminded."""
    op.create_table(
        "reminded",
        sa.Column("key", sa.String, primary_key=True),
        sa.Column("event", sa.String, primary_key=True),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
    op.create_index("ix_reminded_event", "reminded", ["event"])
