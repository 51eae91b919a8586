"""Reminders and subscriptions; what the guide last spoke of by itself."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Create the tables of what people have asked for."""
    op.create_table(
        "reminders",
        sa.Column("key", sa.String, primary_key=True),
        sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("channel", sa.String, nullable=False),
        sa.Column("event", sa.String, nullable=False, index=True),
        sa.Column("subject", sa.String, nullable=False),
        sa.Column("session", sa.String, nullable=False),
        sa.Column("asked", sa.Text, nullable=False),
        sa.Column("wall", sa.String, nullable=False),
        sa.Column("zone", sa.String, nullable=False),
        sa.Column("due", sa.BigInteger, nullable=False),
        sa.Column("paused", sa.Boolean, nullable=False, server_default=sa.false()),
    )
    op.create_index(
        "reminders_due",
        "reminders",
        ["channel", "due", "key", "number"],
        sqlite_where=sa.text("NOT paused"),
        postgresql_where=sa.text("NOT paused"),
    )
    op.create_table(
        "subscriptions",
        sa.Column("key", sa.String, primary_key=True),
        sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("criteria", sa.Text, nullable=False),
        sa.Column("intent", sa.String, nullable=False),
        sa.Column("rhythm", sa.String, nullable=False),
        sa.Column("since", sa.String, nullable=False),
    )
    op.add_column("sessions", sa.Column("told", sa.Text))
    op.add_column("outbox", sa.Column("origin", sa.Text))
