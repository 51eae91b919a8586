"""What is of no more use is forgotten."""

from datetime import UTC, datetime

from sqlalchemy import Connection, delete, exists, func, select

from bot.storage.owned import OWNED
from bot.storage.schema import (
    changes,
    chats,
    inbox,
    news,
    outbox,
    reminders,
    sessions,
    subscriptions,
    told,
    traces,
    votes,
)

_DAY = 24 * 3600 * 1000
#: Updates that are done with: Telegram gives none again after a day.
_UPDATES = 2 * _DAY
#: Chats that rest no more.
_CHATS = _DAY
#: What was not delivered, and who has been reminded of what.
_TRACES = 90 * _DAY
#: Votes whose end was never told: Telegram keeps none open for longer, and tells nothing a day later.
_VOTES = 7 * _DAY
#: Changes that some people have not come to, because their chats are closed.
_CHANGES = 30 * _DAY


def tidy(connection: Connection, now: int) -> None:
    """Forget what nobody will ask for; `now` is the machine's, in milliseconds."""
    connection.execute(delete(inbox).where(inbox.c.done < now - _UPDATES))
    connection.execute(delete(chats).where(chats.c.free < now - _CHATS, chats.c.closed.is_(None)))
    connection.execute(delete(traces).where(traces.c.at < now - _TRACES))
    connection.execute(delete(reminders).where(reminders.c.sent < now - _TRACES))
    connection.execute(delete(votes).where(votes.c.at < now - _VOTES))
    _tidy_changes(connection)


def expire(connection: Connection, now: int) -> None:
    """The programme is long over: forget all that is about people, but conversations of the last day."""
    since = datetime.fromtimestamp((now - _DAY) / 1000, UTC)
    alive = select(sessions.c.key).where(sessions.c.updated >= since)
    for table in OWNED:
        if table not in (inbox, outbox):  # these empty themselves, once what came is answered
            connection.execute(delete(table).where(table.c.key.not_in(alive)))


def _tidy_changes(connection: Connection) -> None:
    """Forget changes that all have come to, and those that are old beside the last one, by the guide's clock."""
    first = [
        select(func.min(subscriptions.c.seen)),
        select(func.min(news.c.number) - 1),
        select(func.max(changes.c.number)),
    ]
    seen = [number for query in first if (number := connection.scalar(query)) is not None]
    last = connection.scalar(select(func.max(changes.c.at)))
    if last is not None:
        connection.execute(delete(changes).where((changes.c.number <= min(seen)) | (changes.c.at < last - _CHANGES)))
    awaited = exists().where(subscriptions.c.key == told.c.key, subscriptions.c.seen < told.c.number)
    connection.execute(delete(told).where(~awaited))
