"""One message handled is one transaction: the conversation, what it answers, and the update that is done with."""

from collections.abc import Callable, Collection, Sequence

from sqlalchemy import Connection

from bot.clock import machine_ms
from bot.conversation.message import Position
from bot.conversation.session import Session
from bot.delivery.model import Turn
from bot.storage.chats import close, move
from bot.storage.database import Database
from bot.storage.inbox import mark_done
from bot.storage.outbox import post
from bot.storage.sessions import load_sessions, save_sessions


class SqlConversations:
    """Conversations in the database; shared positions stay in this process's memory."""

    def __init__(self, database: Database, now: Callable[[], int] = machine_ms) -> None:
        self._database = database
        self._now = now
        self._locations: dict[str, Position] = {}

    async def load(self, keys: Collection[str]) -> dict[str, Session]:
        """The session last committed under each key, or a fresh one."""
        found = await self._database.run(lambda connection: load_sessions(connection, keys))
        for key in found.keys() & self._locations.keys():
            found[key].location = self._locations[key]
        return found

    async def commit(self, turns: Sequence[Turn]) -> None:
        """All turns or none: sessions kept, letters in the outbox, updates done with."""

        def work(connection: Connection) -> None:
            save_sessions(connection, ((turn.key, turn.before, turn.after) for turn in turns))
            post(connection, [letter for turn in turns for letter in turn.letters])
            mark_done(connection, turns, self._now())
            for turn in turns:
                if turn.closes is not None:
                    close(connection, turn.key, turn.closes)
                if turn.moves is not None:
                    move(connection, turn.key, turn.moves)

        await self._database.run(work)
        for turn in turns:
            self._locations.pop(turn.key, None)
            if turn.after.location:
                self._locations[turn.moves or turn.key] = turn.after.location
