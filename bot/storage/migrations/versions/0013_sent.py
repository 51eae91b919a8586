"""A reminder that was sent stays where it is: to take it changes one index, and it is written down once."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

#: Before 0010 it was not written down.
_SESSION = "coalesce(session, '1970-01-01T00:00:00')"


def upgrade() -> None:
    """Whoever has been reminded has a reminder that was sent; its number is one that no new one has."""
    op.add_column("reminders", sa.Column("sent", sa.BigInteger))
    op.drop_index("reminders_due", "reminders")
    for name, columns, which in (
        ("reminders_due", ["channel", "due", "key", "number"], sa.text("NOT paused AND sent IS NULL")),
        ("reminders_sent", ["sent"], sa.text("sent IS NOT NULL")),
    ):
        op.create_index(name, "reminders", columns, sqlite_where=which, postgresql_where=which)
    op.execute(
        "INSERT INTO reminders (key, number, channel, event, subject, session, asked, wall, zone, due, sent)"
        f" SELECT key, -row_number() OVER (ORDER BY key, event), '', event, coalesce(subject, 'session'), {_SESSION},"
        f" '{{}}', {_SESSION}, 'UTC', at, at FROM reminded"
    )
    op.drop_table("reminded")
