"""Counts of a day, for organisers."""

from collections import Counter
from collections.abc import Iterable
from functools import cache

from sqlalchemy import Connection, UpdateBase
from sqlalchemy.dialects import postgresql, sqlite

from bot.conversation.tally import Tally
from bot.storage.dialects import execute_each, insert
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
    execute_each(connection, _adding(insert(connection, tallies)), rows)


@cache
def _adding(row: "postgresql.Insert | sqlite.Insert") -> UpdateBase:
    added = {"count": tallies.c.count + row.excluded.count}
    return row.on_conflict_do_update(index_elements=["day", "name", "subject"], set_=added)
