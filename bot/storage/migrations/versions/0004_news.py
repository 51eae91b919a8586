"""What is known of the programme, and what has changed in it."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Create the tables of changes."""
    op.create_table(
        "known_events",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("fingerprint", sa.String, nullable=False),
        sa.Column("facts", sa.Text, nullable=False),
    )
    op.create_table(
        "changes",
        sa.Column("number", _NUMBER, primary_key=True),
        sa.Column("event", sa.String, nullable=False),
        sa.Column("before", sa.Text),
        sa.Column("at", sa.BigInteger, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_changes_event", "changes", ["event"])
    for name in ("news", "told"):
        op.create_table(
            name,
            sa.Column("key", sa.String, primary_key=True),
            sa.Column("event", sa.String, primary_key=True),
            sa.Column("number", sa.BigInteger, nullable=False),
        )
    op.create_table(
        "notes",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )
    op.add_column("subscriptions", sa.Column("seen", sa.BigInteger))
    op.create_index("subscriptions_unseen", "subscriptions", ["rhythm", "seen"])
