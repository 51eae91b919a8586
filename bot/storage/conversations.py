"""One message handled is one transaction: the conversation, what it answers, and the update that is done with."""

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, bindparam, delete

from bot.conversation.message import Position
from bot.conversation.session import Session
from bot.delivery.model import Turn, channel_of
from bot.storage.database import Database
from bot.storage.outbox import post
from bot.storage.schema import inbox
from bot.storage.sessions import load_sessions, save_sessions


class SqlConversations:
    """Conversations in the database; shared positions stay in this process's memory."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._locations: dict[str, Position] = {}

    async def load(self, keys: Collection[str]) -> dict[str, Session]:
        """The session last committed under each key, or a fresh one."""
        found = await self._database.run(lambda connection: load_sessions(connection, keys))
        for key in found.keys() & self._locations.keys():
            found[key].location = self._locations[key]
        return found

    async def commit(self, turns: Sequence[Turn]) -> None:
        """Sessions kept, letters in the outbox, updates out of the inbox."""
        await self._database.run(lambda connection: _commit(connection, turns))
        for turn in turns:
            self._locations.pop(turn.key, None)
            if turn.after.location:
                self._locations[turn.key] = turn.after.location


def _commit(connection: Connection, turns: Sequence[Turn]) -> None:
    save_sessions(connection, ((turn.key, turn.before, turn.after) for turn in turns))
    post(connection, [letter for turn in turns for letter in turn.letters])
    done = [{"of": channel_of(turn.key), "at": turn.update} for turn in turns if turn.update is not None]
    if done:
        its = (inbox.c.channel == bindparam("of"), inbox.c.number == bindparam("at"))
        connection.execute(delete(inbox).where(*its), done)
