"""What was received, in the database."""

from collections.abc import Sequence
from functools import cache

from sqlalchemy import Connection, Insert, bindparam, select, update
from sqlalchemy.sql.dml import ReturningInsert

from bot.delivery.model import Turn, Update, channel_of, chat_key
from bot.storage.chats import reopen
from bot.storage.database import Database
from bot.storage.dialects import execute_each, insert_new
from bot.storage.schema import inbox
from bot.storage.votes import with_keys

_DONE = (
    update(inbox)
    .where(inbox.c.channel == bindparam("of"), inbox.c.number == bindparam("at"))
    .values(done=bindparam("now"), failed=bindparam("why"), key="", data="")
)


class SqlInbox:
    """The inbox of one channel."""

    def __init__(self, database: Database, channel: str) -> None:
        self._database = database
        self._channel = channel

    async def keep(self, updates: Sequence[Update]) -> list[Update]:
        """Those that were not known yet, once all are kept. A chat that something comes from is open again."""

        def work(connection: Connection) -> list[Update]:
            placed = {one.number: one for one in with_keys(connection, updates)}  # one that came twice is one
            numbers = keep(connection, self._channel, list(placed.values()))
            new = [one for one in placed.values() if one.number in numbers]
            reopen(connection, {chat_key(one.key) for one in new})
            return new

        return await self._database.run(work) if updates else []

    async def left(self) -> list[tuple[Update, int]]:
        """What earlier processes did not finish, in order, and how often each was tried again."""
        columns = select(inbox.c.number, inbox.c.key, inbox.c.data, inbox.c.attempts)
        query = columns.where(inbox.c.channel == self._channel, inbox.c.done.is_(None)).order_by(inbox.c.number)
        rows = await self._database.run(lambda connection: connection.execute(query).all())
        return [(Update(number=number, key=key, data=data), tries) for number, key, data, tries in rows]

    async def trying(self, updates: Sequence[Update]) -> list[int]:
        """Write down that one more try of each has failed, or was not survived; how many by now."""
        their = (inbox.c.channel == self._channel, inbox.c.number.in_([one.number for one in updates]))
        values = update(inbox).where(*their).values(attempts=inbox.c.attempts + 1)
        tries = values.returning(inbox.c.number, inbox.c.attempts)
        rows = await self._database.run(lambda connection: connection.execute(tries).all())
        counts: dict[int, int] = dict(map(tuple, rows))
        return [counts[one.number] for one in updates]


def keep(connection: Connection, channel: str, updates: Sequence[Update]) -> set[int]:
    """Put updates in the inbox of a channel; the numbers of those that were not known yet."""
    row = _numbered(insert_new(connection, inbox))
    rows = [{"channel": channel, "number": one.number, "key": one.key, "data": one.data} for one in updates]
    return set(connection.scalars(row, rows)) if rows else set()


def mark_done(connection: Connection, turns: Sequence[Turn], now: int) -> None:
    """The updates of these turns are done with; only their numbers are kept."""
    done = [
        {"of": channel_of(turn.key), "at": turn.update, "now": now, "why": turn.failed}
        for turn in turns
        if turn.update is not None
    ]
    execute_each(connection, _DONE, done)


@cache
def _numbered(row: Insert) -> ReturningInsert[tuple[int]]:
    return row.returning(inbox.c.number)
