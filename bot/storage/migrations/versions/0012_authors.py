"""Who began a vote, and may end it."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Votes that are under way have no author: anyone may end them."""
    op.add_column("votes", sa.Column("author", sa.String, nullable=False, server_default=""))
