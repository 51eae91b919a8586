"""What was received and is to be sent."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Create the tables of delivery."""
    op.create_table(
        "inbox",
        sa.Column("channel", sa.String, primary_key=True),
        sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("key", sa.String, nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        sa.Column("attempts", sa.SmallInteger, nullable=False, server_default="0"),
        sa.Column("failed", sa.String),
        sa.Column("done", sa.BigInteger),
    )
    op.create_index("inbox_done", "inbox", ["channel", "done"])
    op.create_table(
        "outbox",
        sa.Column("id", _NUMBER, primary_key=True),
        sa.Column("channel", sa.String, nullable=False),
        sa.Column("key", sa.String, nullable=False),
        sa.Column("rank", sa.SmallInteger, nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        sa.Column("due", sa.BigInteger, nullable=False),
        sa.Column("expires", sa.BigInteger),
        sa.Column("once", sa.String, unique=True),
        sa.Column("subject", sa.String, nullable=False),
        sa.Column("attempts", sa.SmallInteger, nullable=False, server_default="0"),
        sa.Column("started", sa.BigInteger),
        sa.Column("unknown", sa.SmallInteger, nullable=False, server_default="0"),
        sqlite_autoincrement=True,
    )
    op.create_index("outbox_due", "outbox", ["channel", "rank", "due", "id"])
    op.create_index("outbox_key", "outbox", ["key", "rank", "id"])
    op.create_table(
        "chats",
        sa.Column("key", sa.String, primary_key=True),
        sa.Column("free", sa.BigInteger, nullable=False, server_default="0"),
        sa.Column("closed", sa.String),
    )
    op.create_table(
        "pace",
        sa.Column("channel", sa.String, primary_key=True),
        sa.Column("free", sa.Double, nullable=False, server_default="0"),
    )
    op.create_table(
        "traces",
        sa.Column("id", _NUMBER, primary_key=True),
        sa.Column("key", sa.String, nullable=False),
        sa.Column("subject", sa.String, nullable=False),
        sa.Column("reason", sa.String, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
    op.create_index("ix_traces_key", "traces", ["key"])
