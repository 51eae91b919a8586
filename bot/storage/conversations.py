"""One message handled is one transaction: the conversation, what it answers, and the update that is done with."""

from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

from sqlalchemy import Connection

from bot.clock import machine_ms
from bot.conversation.message import Position
from bot.conversation.session import Session
from bot.delivery.model import Turn, channel_of
from bot.storage.chats import close, may_write, move
from bot.storage.database import Database
from bot.storage.inbox import keep, mark_done
from bot.storage.missed import keep_problems, keep_questions
from bot.storage.outbox import post
from bot.storage.sessions import load_sessions, save_sessions
from bot.storage.tallies import count

#: Conversations of which something is remembered that is not stored; those that it is longest since go first.
_REMEMBERED = 10_000


class _Passing(NamedTuple):
    """What a conversation holds that is not stored."""

    location: Position | None
    doubts: dict[int, str]


class SqlConversations:
    """Conversations in the database; what people share and type stays in this process's memory, for a while."""

    def __init__(self, database: Database, now: Callable[[], int] = machine_ms) -> None:
        self._database = database
        self._now = now
        self._passing: dict[str, _Passing] = {}

    async def load(self, keys: Collection[str]) -> dict[str, Session]:
        """The session last committed under each key, or a fresh one."""
        found = await self._database.run(lambda connection: load_sessions(connection, keys))
        for key in found.keys() & self._passing.keys():
            passing = self._passing[key]
            found[key].location, found[key].doubts = passing.location, dict(passing.doubts)
        return found

    async def may_write(self, keys: Collection[str]) -> set[str]:
        """The conversations that have begun, and of whose end nothing is known."""
        return await self._database.run(lambda connection: may_write(connection, keys))

    async def commit(self, turns: Sequence[Turn]) -> None:
        """All turns or none: sessions kept, letters in the outbox, updates done with."""

        def work(connection: Connection) -> None:
            save_sessions(connection, ((turn.key, turn.before, turn.after) for turn in turns))
            post(connection, [letter for turn in turns for letter in turn.letters])
            mark_done(connection, turns, self._now())
            count(connection, [tally for turn in turns for tally in turn.tallies], self._now())
            keep_problems(connection, [turn.problem for turn in turns if turn.problem])
            keep_questions(connection, [turn.missed for turn in turns if turn.missed], self._now())
            for turn in turns:
                if turn.detour is not None:
                    keep(connection, channel_of(turn.key), [turn.detour.update])
                if turn.closes is not None:
                    close(connection, turn.key, turn.closes)
                if turn.moves is not None:
                    move(connection, turn.key, turn.moves)
                if turn.was is not None:
                    move(connection, turn.was, turn.key)

        await self._database.run(work)
        for turn in turns:
            self._passing.pop(turn.key, None)
            if turn.after.location or turn.after.doubts:
                self._passing[turn.moves or turn.key] = _Passing(turn.after.location, dict(turn.after.doubts))
        for key in list(self._passing)[:-_REMEMBERED]:
            del self._passing[key]
