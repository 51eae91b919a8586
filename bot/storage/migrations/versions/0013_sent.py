"""A reminder is one text, and stays where it is when it was sent: to take it changes no index of what it is about."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

#: Rows read and written together.
_PAGE = 1000
#: Before 0010 it was not written down of which session people were reminded.
_UNKNOWN = "1970-01-01T00:00:00"


def upgrade() -> None:
    """Write reminders anew; whoever had been reminded has one that was sent, under a number that no other has."""
    connection = op.get_bind()
    new = op.create_table(
        "new_reminders",
        sa.Column("key", sa.String, primary_key=True),
        sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("channel", sa.String, nullable=False),
        sa.Column("event", sa.String, nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        sa.Column("due", sa.BigInteger, nullable=False),
        sa.Column("paused", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("sent", sa.BigInteger),
    )
    for table, row_of in (("reminders", _pending), ("reminded", _sent())):
        for page in connection.execute(sa.text(f"SELECT * FROM {table}")).mappings().partitions(_PAGE):
            connection.execute(new.insert(), [row_of(row) for row in page])
        op.drop_table(table)
    op.rename_table("new_reminders", "reminders")
    op.create_index("ix_reminders_event", "reminders", ["event"])
    for name, columns, which in (
        ("reminders_due", ["channel", "due", "key", "number"], sa.text("NOT paused AND sent IS NULL")),
        ("reminders_sent", ["sent"], sa.text("sent IS NOT NULL")),
    ):
        op.create_index(name, "reminders", columns, sqlite_where=which, postgresql_where=which)


def _pending(row: sa.RowMapping) -> dict[str, Any]:
    asked = json.loads(row["asked"])
    its = {name: row[name] for name in ("key", "number", "channel", "event", "due", "paused")}
    return its | {"data": _data(row, row["number"], asked, row["wall"], row["zone"], row["due"]), "sent": None}


def _sent() -> Callable[[sa.RowMapping], dict[str, Any]]:
    numbers = count(-1, -1)

    def row_of(row: sa.RowMapping) -> dict[str, Any]:
        key, number, at = row["key"], next(numbers), row["at"]
        its = {"key": key, "number": number, "channel": key.partition(":")[0], "event": row["event"]}
        data = _data(row, number, {}, row["session"] or _UNKNOWN, "UTC", at)
        return its | {"data": data, "due": at, "paused": False, "sent": at}

    return row_of


def _data(row: sa.RowMapping, number: int, asked: object, wall: str, zone: str, due: int) -> str:
    """As `codec.py` writes it."""
    its = {"number": number, "event": row["event"], "subject": row["subject"] or "session"}
    moment = datetime.fromtimestamp(due / 1000, UTC).isoformat().replace("+00:00", "Z")
    when = {"session": row["session"] or _UNKNOWN, "asked": asked, "wall": wall, "zone": zone, "due": moment}
    return json.dumps(its | when, ensure_ascii=False, separators=(",", ":"))
