"""What has changed of events, so that calendars know."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Create the table of what has changed of events."""
    op.create_table(
        "histories",
        sa.Column("event", sa.String, primary_key=True),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("slots", sa.Text, nullable=False),
    )
