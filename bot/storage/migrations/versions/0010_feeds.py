"""Addresses of calendars, and of which session people have been reminded."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Create the table of addresses; who has been reminded has been of some session."""
    op.create_table(
        "feeds",
        sa.Column("key", sa.String, primary_key=True),
        sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("hash", sa.String, nullable=False),
        sa.Column("criteria", sa.Text),
        sa.Column("intent", sa.String, nullable=False),
        sa.Column("since", sa.String, nullable=False),
    )
    op.create_index("ix_feeds_hash", "feeds", ["hash"])
    op.add_column("reminded", sa.Column("subject", sa.String))
    op.add_column("reminded", sa.Column("session", sa.String))
