"""Votes under way in groups."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Create the table of votes."""
    op.create_table(
        "votes",
        sa.Column("vote", sa.String, primary_key=True),
        sa.Column("key", sa.String, nullable=False),
        sa.Column("message", sa.BigInteger, nullable=False),
        sa.Column("events", sa.Text, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
    op.create_index("ix_votes_key", "votes", ["key"])
