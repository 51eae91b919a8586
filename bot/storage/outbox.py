"""What is to be sent, in the database."""

from collections.abc import Callable, Sequence

import msgspec
from sqlalchemy import Connection, update

from bot.delivery.judging import Verdict
from bot.delivery.model import Letter, Rank, channel_of
from bot.delivery.pacing import Pace
from bot.delivery.ports import Taken
from bot.storage import codec
from bot.storage.database import Database
from bot.storage.dialects import execute_each, insert_new
from bot.storage.schema import outbox, pace
from bot.storage.settling import settle
from bot.storage.taking import take


class SqlOutbox:
    """The outbox of one channel, and its pace."""

    def __init__(self, database: Database, channel: str, limits: Pace, now: Callable[[], int]) -> None:
        self._database = database
        self._channel = channel
        self._limits = limits
        self._now = now

    async def recover(self) -> None:
        """On SQLite this process is the only one, so that all tries without outcome are lost; else leases tell."""

        def work(connection: Connection) -> None:
            connection.execute(insert_new(connection, pace), {"channel": self._channel})
            if connection.dialect.name == "sqlite":
                lost = outbox.c.channel == self._channel, outbox.c.started.is_not(None)
                connection.execute(update(outbox).where(*lost).values(due=0))

        await self._database.run(work)

    async def turn_over(self, verdicts: Sequence[Verdict], room: int, ranks: Sequence[Rank]) -> Taken:
        """Write verdicts down, and take at most `room` letters of these ranks that may leave now."""

        def work(connection: Connection) -> Taken:
            now = self._now()
            settle(connection, verdicts, self._limits, now)
            return take(connection, self._channel, self._limits, now, room, ranks)

        return await self._database.run(work)


def post(connection: Connection, letters: Sequence[Letter]) -> None:
    """Put letters in the outbox, within a transaction; one whose `once` waits there already is left out.

    Wake the sender once the transaction is committed.
    """
    execute_each(connection, insert_new(connection, outbox, "once"), map(_row, letters))


def _row(letter: Letter) -> dict[str, object]:
    return {
        "channel": channel_of(letter.key),
        "key": letter.key,
        "rank": letter.rank,
        "data": msgspec.json.encode(letter.part).decode(),
        "due": letter.due,
        "expires": letter.expires,
        "once": letter.once,
        "subject": letter.subject,
        "origin": codec.to_text(letter.origin) if letter.origin else None,
    }
