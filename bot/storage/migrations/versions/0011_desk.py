"""What the public reports and what organisers announce is kept."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

_Number = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Create the tables of reports and announcements."""
    op.create_table(
        "problems",
        sa.Column("id", _Number, primary_key=True),
        sa.Column("event", sa.String, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("told", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("settled", sa.Boolean, nullable=False, server_default=sa.false()),
    )
    op.create_table(
        "announcements",
        sa.Column("id", _Number, primary_key=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("people", sa.Text),
        sa.Column("cursor", sa.String, nullable=False, server_default=""),
        sa.Column("sent", sa.Integer, nullable=False, server_default="0"),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("ended", sa.BigInteger),
    )
