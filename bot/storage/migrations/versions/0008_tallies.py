"""What is asked, shown and not found is counted by day."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Create the table of counts."""
    op.create_table(
        "tallies",
        sa.Column("day", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("subject", sa.String, primary_key=True),
        sa.Column("count", sa.Integer, nullable=False),
    )
