"""Counts of a day, for organisers."""

from collections import Counter
from collections.abc import Iterable

from sqlalchemy import Connection

from bot.conversation.tally import Tally
from bot.storage.dialects import insert
from bot.storage.schema import tallies

_DAY = 24 * 3600 * 1000


def day_of(now: int) -> int:
    """Midnight of a day, UTC, in milliseconds since 1970."""
    return now - now % _DAY


def count(connection: Connection, counted: Iterable[Tally], now: int) -> None:
    """Add to the counts of the day that `now` (milliseconds since 1970) lies in."""
    rows = [
        {"day": day_of(now), "name": name, "subject": subject, "count": more}
        for (name, subject), more in sorted(Counter(counted).items())
    ]
    if rows:
        row = insert(connection, tallies)
        added = {"count": tallies.c.count + row.excluded.count}
        connection.execute(row.on_conflict_do_update(index_elements=["day", "name", "subject"], set_=added), rows)
