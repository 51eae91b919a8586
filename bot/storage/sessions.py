"""Conversations in the database: plain functions on a connection, part of a larger transaction."""

import logging
from collections.abc import Collection, Iterable

from msgspec import structs
from sqlalchemy import Connection, bindparam, delete, select

from bot.conversation.session import Pending, Session
from bot.delivery.model import Rank
from bot.storage import codec
from bot.storage.dialects import execute_each, upsert
from bot.storage.feeds import load_feeds, save_feeds
from bot.storage.owned import forget
from bot.storage.reminders import load_reminders, save_reminders
from bot.storage.rows import Change
from bot.storage.schema import chats, inbox, outbox, sessions
from bot.storage.subscriptions import load_subscriptions, save_subscriptions
from bot.storage.votes import load_votes, save_votes

#: As `codec.py` writes it.
_SIMPLE = '"simple":true'
#: Whose session it is reads best in short sentences.
IS_EASY = sessions.c.data.contains(_SIMPLE, autoescape=True)

_LOAD = select(sessions.c.key, sessions.c.data, sessions.c.told).where(sessions.c.key.in_(bindparam("keys")))
_FORGET = delete(sessions).where(sessions.c.key == bindparam("old"))

log = logging.getLogger(__name__)


def load_sessions(connection: Connection, keys: Collection[str]) -> dict[str, Session]:
    """The session last saved under each key, or a fresh one when there is none or it cannot be read."""
    rows = connection.execute(_LOAD, {"keys": list(keys)})
    stored = {key: _read(data, told) for key, data, told in rows.all()}
    found = {key: stored.get(key) or Session() for key in keys}
    load_reminders(connection, found)
    load_subscriptions(connection, found)
    load_votes(connection, found)
    load_feeds(connection, found)
    return found


def save_sessions(connection: Connection, changes: Iterable[Change]) -> None:
    """Keep what has changed: a key, the session as it was loaded and as it is now; a fresh one removes its row.

    What was sent, or re-armed, since the session was loaded stays so: only differences are written.
    """
    changes = list(changes)
    kept, forgotten, emptied = [], [], []
    for key, before, after in changes:
        now = codec.stored(after)
        if now == codec.NOTHING:
            forgotten.append({"old": key})
            emptied += [key] if _is_forgotten(before, after) else []
        elif now != codec.stored(before):
            kept.append({"key": key, "data": codec.encode(after)})
    execute_each(connection, upsert(connection, sessions, "data", "updated", "told"), kept)
    execute_each(connection, _FORGET, forgotten)
    save_reminders(connection, changes)
    save_subscriptions(connection, changes)
    save_votes(connection, changes)
    save_feeds(connection, changes)
    _forget(connection, emptied)


def _is_forgotten(before: Session, after: Session) -> bool:
    """There was something, and nothing is left."""
    was, now = (structs.replace(session, location=None, is_shared=False) for session in (before, after))
    return now == Session() != was


def _forget(connection: Connection, keys: Collection[str]) -> None:
    """Also what is planned for them, what they were told and what they were not; answers still go out."""
    if keys:
        forget(connection, keys, but=(inbox, outbox, chats))
        connection.execute(delete(outbox).where(outbox.c.key.in_(keys), outbox.c.rank != Rank.ANSWER))


def easy_readers(connection: Connection, keys: Collection[str]) -> set[str]:
    """Those of them who read best in short sentences."""
    return set(connection.scalars(select(sessions.c.key).where(sessions.c.key.in_(keys), IS_EASY)))


def load_session(connection: Connection, key: str) -> Session:
    """The session of one key."""
    return load_sessions(connection, [key])[key]


def save_session(connection: Connection, key: str, session: Session) -> None:
    """Keep the session of one key, whatever it was."""
    save_sessions(connection, [(key, load_session(connection, key), session)])


def _read(data: str, told: str | None) -> Session:
    try:
        session = codec.decode(data)
        if told:
            session.spoken(codec.from_text(told, Pending))
        return session
    except codec.UnreadableError as error:
        log.warning("a stored session cannot be read and begins afresh: %s", error)
        return Session()
