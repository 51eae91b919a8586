"""Conversations that survive a restart."""

import logging

from sqlalchemy import delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.conversation.message import Position
from bot.conversation.session import Session
from bot.storage import codec
from bot.storage.schema import sessions

log = logging.getLogger(__name__)


class SqlSessions:
    """Sessions in the database, one row a person; shared positions stay in this process's memory."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._locations: dict[str, Position] = {}
        # The two dialects spell their upsert alike, but SQLAlchemy has no common one.
        self._insert = postgresql.insert if engine.dialect.name == "postgresql" else sqlite.insert

    async def load(self, key: str) -> Session:
        """The session last saved, or a fresh one when there is none or it cannot be read."""
        async with self._engine.connect() as connection:
            data = await connection.scalar(select(sessions.c.data).where(sessions.c.key == key))
        session = Session() if data is None else _read(data)
        session.location = self._locations.get(key)
        return session

    async def save(self, key: str, session: Session) -> None:
        """Keep a session; a fresh one removes its row."""
        self._keep_location(key, session.location)
        async with self._engine.begin() as connection:
            if session == Session(location=session.location):
                await connection.execute(delete(sessions).where(sessions.c.key == key))
            else:
                values = {"data": codec.encode(session), "updated": func.now()}
                row = self._insert(sessions).values(key=key, **values)
                await connection.execute(row.on_conflict_do_update(index_elements=["key"], set_=values))

    def _keep_location(self, key: str, location: Position | None) -> None:
        self._locations.pop(key, None)
        if location:
            self._locations[key] = location


def _read(data: str) -> Session:
    try:
        return codec.decode(data)
    except codec.UnreadableError as error:
        log.warning("a stored session cannot be read and begins afresh: %s", error)
        return Session()
