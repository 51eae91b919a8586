"""Addresses of calendars in the database, and what is at each."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

import msgspec
from sqlalchemy import Connection, RowMapping, bindparam, select

from bot.conversation.session import Feed, Session
from bot.delivery.ports import Published
from bot.events.history import History
from bot.reminders.model import Remembered, Reminder
from bot.storage import codec
from bot.storage.database import Database
from bot.storage.histories import load_histories
from bot.storage.rows import Change, Row, save_numbered
from bot.storage.schema import feeds, reminders

_LOAD = select(feeds).where(feeds.c.key.in_(bindparam("keys"))).order_by(feeds.c.number)


class SqlFeeds:
    """All addresses, whoever they were given to."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def find(self, hash: str) -> Published | None:
        """What is at the address of that hash; None when there is none (any more)."""
        return await self._database.run(lambda connection: _find(connection, hash))

    async def histories(self, events: Collection[str]) -> dict[str, History]:
        """What has changed of events, by id; nothing of those that never have."""
        return await self._database.run(lambda connection: load_histories(connection, events))


def load_feeds(connection: Connection, found: Mapping[str, Session]) -> None:
    """Put into sessions, by key, the addresses that are theirs."""
    for row in connection.execute(_LOAD, {"keys": list(found)}).mappings().all():
        with codec.left_out_when_unreadable("feed"):
            found[row["key"]].feeds[row["number"]] = _feed_of(row)


def save_feeds(connection: Connection, changes: Iterable[Change]) -> None:
    """Keep what has changed of the addresses of sessions."""
    save_numbered(connection, feeds, changes, lambda session: session.feeds, _row_of)


def _find(connection: Connection, hash: str) -> Published | None:
    row = connection.execute(select(feeds).where(feeds.c.hash == hash)).mappings().first()
    if row is None:
        return None
    with codec.left_out_when_unreadable("feed"):
        feed = _feed_of(row)
        return Published(feed=feed, remembered=_remembered(connection, row["key"]) if feed.criteria is None else ())
    return None


def _remembered(connection: Connection, key: str) -> tuple[Remembered, ...]:
    """What someone is to be reminded of, and has been: of several that were sent of one event, the last counts."""
    rows = select(reminders.c.sent, reminders.c.data).where(reminders.c.key == key)
    found: dict[object, Remembered] = {}
    for sent, data in connection.execute(rows.order_by(reminders.c.sent, reminders.c.number)):
        with codec.left_out_when_unreadable("reminder"):
            one = codec.from_text(data, Reminder)
            which = one.number if sent is None else one.event
            found[which] = Remembered(event=one.event, subject=one.subject, session=one.session)
    return tuple(dict.fromkeys(found.values()))


def _row_of(key: str, feed: Feed) -> Row:
    return {
        "key": key,
        "number": feed.number,
        "hash": feed.hash,
        "criteria": None if feed.criteria is None else codec.to_text(feed.criteria),
        "intent": feed.intent,
        "since": feed.since.isoformat(),
    }


def _feed_of(row: RowMapping | Mapping[str, Any]) -> Feed:
    columns = {name: row[name] for name in ("number", "hash", "intent", "since")}
    criteria = None if row["criteria"] is None else msgspec.json.decode(row["criteria"])
    return codec.from_columns({**columns, "criteria": criteria}, Feed)
