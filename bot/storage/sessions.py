"""Conversations in the database: plain functions on a connection, part of a larger transaction."""

import logging
from collections.abc import Collection, Iterable
from dataclasses import replace

from sqlalchemy import Connection, bindparam, delete, func, select

from bot.conversation.session import Session
from bot.storage import codec
from bot.storage.dialects import insert
from bot.storage.schema import sessions

log = logging.getLogger(__name__)


def load_sessions(connection: Connection, keys: Collection[str]) -> dict[str, Session]:
    """The session last saved under each key, or a fresh one when there is none or it cannot be read."""
    rows = connection.execute(select(sessions.c.key, sessions.c.data).where(sessions.c.key.in_(keys)))
    stored = {key: _read(data) for key, data in rows}
    return {key: stored.get(key) or Session() for key in keys}


def save_sessions(connection: Connection, changes: Iterable[tuple[str, Session, Session]]) -> None:
    """Keep what has changed: a key, the session as it was loaded and as it is now; a fresh one removes its row."""
    kept, forgotten = [], []
    for key, before, after in changes:
        now = replace(after, location=None)
        if now == Session():
            forgotten.append({"old": key})
        elif now != replace(before, location=None):
            kept.append({"key": key, "data": codec.encode(now)})
    if kept:
        row = insert(connection, sessions)
        values = {"data": row.excluded.data, "updated": func.now()}
        connection.execute(row.on_conflict_do_update(index_elements=["key"], set_=values), kept)
    if forgotten:
        connection.execute(delete(sessions).where(sessions.c.key == bindparam("old")), forgotten)


def load_session(connection: Connection, key: str) -> Session:
    """The session of one key."""
    return load_sessions(connection, [key])[key]


def save_session(connection: Connection, key: str, session: Session) -> None:
    """Keep the session of one key, whatever it was."""
    save_sessions(connection, [(key, load_session(connection, key), session)])


def _read(data: str) -> Session:
    try:
        return codec.decode(data)
    except codec.UnreadableError as error:
        log.warning("a stored session cannot be read and begins afresh: %s", error)
        return Session()
