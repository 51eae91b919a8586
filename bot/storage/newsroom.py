"""Who is to be told what has changed in the programme, and who has been."""

import asyncio
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Table, bindparam, delete, exists, func, select, text, update

from bot.conversation.news.chronicle import Entry
from bot.conversation.news.edition import Edition, Follower, Reader
from bot.conversation.session import Session
from bot.delivery.model import Letter, Rank
from bot.delivery.telling import Due
from bot.reminders.rhythms import Rhythm
from bot.storage import codec
from bot.storage.chats import NEVER, is_open
from bot.storage.database import Database
from bot.storage.dialects import insert
from bot.storage.event_codec import decode_event
from bot.storage.outbox import post
from bot.storage.reminders import load_reminders, milliseconds
from bot.storage.schema import changes, news, notes, outbox, reminders, sessions, subscriptions, told
from bot.storage.sessions import easy_readers
from bot.storage.subscriptions import load_subscriptions

#: Changes read in one go; the process answers people between two.
_PAGE = 500
#: Any number, the same in every process: who tells on PostgreSQL holds this lock, so that nobody is told twice.
_LOCK = 2021_11_29
_SEE = (
    update(subscriptions)
    .where(subscriptions.c.key == bindparam("whose"), subscriptions.c.number == bindparam("its"))
    .values(seen=bindparam("last"))
)
_TELL = update(sessions).where(sessions.c.key == bindparam("its")).values(told=bindparam("what"))


class SqlNewsroom:
    """What has changed, and which of a channel's people have come to it."""

    def __init__(self, database: Database, channel: str) -> None:
        self._database, self._channel = database, channel

    async def due(self, moments: Mapping[Rhythm, datetime]) -> Due | None:
        """What is due when changes are told that were seen until these instants; None when nobody waits."""
        return await self._database.run(lambda connection: _due(connection, self._channel, moments))

    async def entries(self, due: Due) -> list[Entry]:
        """The changes that not everybody has come to, in their order."""
        found: list[Entry] = []
        last = due.seen
        while last < due.head:
            rows = await self._database.run(lambda connection, after=last: _changes(connection, after, due.head))  # type: ignore[misc]
            found += await asyncio.to_thread(_entries, rows)
            last = rows[-1][0] if rows else due.head
        return found

    async def readers(self, due: Due, limit: int) -> list[Reader]:
        """Some of those to whom something is due."""
        return await self._database.run(
            lambda connection: _readers(connection, _waiting(connection, self._channel, due.last, limit))
        )

    async def settle(self, editions: Sequence[tuple[Edition, Sequence[Letter]]], due: Due) -> int:
        """Put letters in the outbox, and write down who has come to what; how many letters of news wait there then.

        A reader who is not any more as they were read stays as they are, and gets nothing.
        """

        def work(connection: Connection) -> int:
            _settle(connection, editions, due)
            its = outbox.c.channel == self._channel, outbox.c.rank == Rank.NEWS, outbox.c.due < NEVER
            return connection.scalar(select(func.count()).where(*its)) or 0

        return await self._database.run(work)


def _due(connection: Connection, channel: str, moments: Mapping[Rhythm, datetime]) -> Due | None:
    its_notes = select(notes.c.name, notes.c.value).where(notes.c.name.in_(("accepted", "writing")))
    noted = {row.name: row.value for row in connection.execute(its_notes)}
    head = connection.scalar(select(func.max(changes.c.number)))
    if head is None or "writing" in noted:
        return None
    its_last = select(func.max(changes.c.number)).where(changes.c.at <= bindparam("moment"))
    last = {rhythm: connection.scalar(its_last, {"moment": milliseconds(m)}) or 0 for rhythm, m in moments.items()}
    last["now"] = head
    oldest = [select(func.min(news.c.number) - 1).where(*reachable(news.c.key, channel))]
    oldest += [select(func.min(subscriptions.c.seen)).where(*_is_late(r, n, channel)) for r, n in last.items()]
    seen = [number for query in oldest if (number := connection.scalar(query)) is not None]
    return Due(text=noted.get("accepted", ""), last=last, head=head, seen=min(seen)) if seen else None


def reachable(key: ColumnElement[str], channel: str) -> tuple[ColumnElement[bool], ...]:
    """Someone of the channel (« console », « telegram:123 »), whose chat is not closed."""
    return key.concat(":").startswith(f"{channel}:", autoescape=True), is_open(key)


def _is_late(rhythm: Rhythm, last: int, channel: str) -> tuple[ColumnElement[bool], ...]:
    """A subscription of that rhythm has not come to what is due."""
    return subscriptions.c.rhythm == rhythm, subscriptions.c.seen < last, *reachable(subscriptions.c.key, channel)


def _changes(connection: Connection, after: int, until: int) -> list[tuple[int, str, str | None]]:
    columns = select(changes.c.number, changes.c.event, changes.c.before)
    page = columns.where(changes.c.number > after, changes.c.number <= until).order_by(changes.c.number).limit(_PAGE)
    return [(number, event, before) for number, event, before in connection.execute(page)]


def _entries(rows: Sequence[tuple[int, str, str | None]]) -> list[Entry]:
    found = []
    for number, event, before in rows:
        with codec.left_out_when_unreadable("event"):
            found.append(Entry(number=number, event=event, before=decode_event(before) if before else None))
    return found


def _waiting(connection: Connection, channel: str, last: Mapping[Rhythm, int], limit: int) -> list[str]:
    """Keys of people to whom something is due, no more than `limit`."""
    queries = [select(news.c.key).where(*reachable(news.c.key, channel))]
    queries += [select(subscriptions.c.key).where(*_is_late(r, n, channel)) for r, n in last.items()]
    keys: set[str] = set()
    for query in queries:
        keys.update(connection.scalars(query.distinct().limit(limit - len(keys))) if len(keys) < limit else ())
    return sorted(keys)


def _readers(connection: Connection, keys: Collection[str]) -> list[Reader]:
    found = {key: Session() for key in keys}
    load_subscriptions(connection, found)
    load_reminders(connection, found)
    seen = {(key, number): last for key, number, _, last in _seen(connection, keys)}
    easy = easy_readers(connection, keys)
    awaited, told_ = _numbers(connection, news, keys), _numbers(connection, told, keys)
    return [
        Reader(
            key=key,
            followers=tuple(
                Follower(subscription=one, seen=seen[key, number])
                for number, one in session.subscriptions.items()
                if (key, number) in seen
            ),
            awaited=awaited[key],
            told=told_[key],
            reminders=tuple(one for one in session.reminders.values() if one.event in awaited[key]),
            simple=key in easy,
        )
        for key, session in found.items()
    ]


def _seen(connection: Connection, keys: Collection[str]) -> list[tuple[str, int, Rhythm, int]]:
    """Subscriptions by key and number, with their rhythm and the last change that they have come to."""
    columns = [subscriptions.c[name] for name in ("key", "number", "rhythm", "seen")]
    rows = connection.execute(select(*columns).where(subscriptions.c.key.in_(keys), subscriptions.c.seen.is_not(None)))
    return [(key, number, rhythm, seen) for key, number, rhythm, seen in rows]


def _numbers(connection: Connection, table: Table, keys: Collection[str]) -> defaultdict[str, dict[str, int]]:
    """By person, the number of a change for each event."""
    found: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for row in connection.execute(select(table).where(table.c.key.in_(keys)).order_by(table.c.event)):
        found[row.key][row.event] = row.number
    return found


def _settle(connection: Connection, editions: Sequence[tuple[Edition, Sequence[Letter]]], due: Due) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
    as_read = {reader.key: reader for reader in _readers(connection, [each.reader.key for each, _ in editions])}
    valid = [(each, letters) for each, letters in editions if as_read[each.reader.key] == each.reader]
    keys = [each.reader.key for each, _ in valid]
    if not keys:
        return
    post(connection, [letter for _, letters in valid for letter in letters])
    connection.execute(delete(news).where(news.c.key.in_(keys)))
    late = [(key, number) for key, number, rhythm, seen in _seen(connection, keys) if seen < due.last[rhythm]]
    if late:
        connection.execute(_SEE, [{"whose": key, "its": number, "last": due.head} for key, number in late])
    spoken = [{"its": e.reader.key, "what": codec.to_text(e.pending)} for e, _ in valid if e.pending]
    if spoken:
        connection.execute(_TELL, spoken)
    _remember(connection, [(each.reader.key, event) for each, _ in valid for event in each.told], due.head)
    _drop(connection, [(each.reader.key, event) for each, _ in valid for event in each.dropped])
    still = exists().where(subscriptions.c.key == told.c.key, subscriptions.c.seen < told.c.number)
    connection.execute(delete(told).where(told.c.key.in_(keys), ~still))


def _remember(connection: Connection, events: Sequence[tuple[str, str]], head: int) -> None:
    """People were told of these events: their other subscriptions do not tell them again."""
    if events:
        row = insert(connection, told)
        kept = row.on_conflict_do_update(index_elements=["key", "event"], set_={"number": row.excluded.number})
        connection.execute(kept, [{"key": key, "event": event, "number": head} for key, event in events])


def _drop(connection: Connection, events: Sequence[tuple[str, str]]) -> None:
    """People were told that these events do not take place: they are not reminded of them."""
    if events:
        its = reminders.c.key == bindparam("whose"), reminders.c.event == bindparam("of"), reminders.c.sent.is_(None)
        connection.execute(delete(reminders).where(*its), [{"whose": key, "of": event} for key, event in events])
