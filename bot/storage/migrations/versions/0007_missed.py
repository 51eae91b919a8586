"""Questions that were not understood are kept without who asked them."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Create the table of questions."""
    op.create_table(
        "missed",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("day", sa.BigInteger, nullable=False),
    )
    op.create_index("ix_missed_day", "missed", ["day"])
