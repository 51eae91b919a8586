"""What is of no more use is forgotten."""

from sqlalchemy import Connection, delete

from bot.storage.schema import chats, inbox, traces

_DAY = 24 * 3600 * 1000
#: Updates that are done with: Telegram gives none again after a day.
_UPDATES = 2 * _DAY
#: Chats that rest no more.
_CHATS = _DAY
#: What was not delivered.
_TRACES = 90 * _DAY


def tidy(connection: Connection, now: int) -> None:
    """Forget updates, chats and traces that nobody will ask for; `now` is the machine's, in milliseconds."""
    connection.execute(delete(inbox).where(inbox.c.done < now - _UPDATES))
    connection.execute(delete(chats).where(chats.c.free < now - _CHATS, chats.c.closed.is_(None)))
    connection.execute(delete(traces).where(traces.c.at < now - _TRACES))
