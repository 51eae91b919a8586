"""Reminders in the database: plain functions on a connection, part of a larger transaction."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import Connection, bindparam, select, update

from bot.conversation.session import Session
from bot.delivery.model import channel_of
from bot.reminders.model import Reminder
from bot.storage import codec
from bot.storage.dialects import insert
from bot.storage.rows import Change, Row, save_numbered
from bot.storage.schema import reminders

#: One of them.
ITS = reminders.c.key == bindparam("whose"), reminders.c.number == bindparam("its")
_LOAD = (
    select(reminders.c.key, reminders.c.data)
    .where(reminders.c.key.in_(bindparam("keys")), reminders.c.sent.is_(None))
    .order_by(reminders.c.number)
)


def load_reminders(connection: Connection, found: Mapping[str, Session]) -> None:
    """Put into sessions, by key, the reminders that are theirs."""
    for key, data in connection.execute(_LOAD, {"keys": list(found)}).all():
        with codec.left_out_when_unreadable("reminder"):
            reminder = codec.from_text(data, Reminder)
            found[key].reminders[reminder.number] = reminder


def save_reminders(connection: Connection, changes: Iterable[Change]) -> None:
    """Keep what has changed of the reminders of sessions."""
    save_numbered(connection, reminders, changes, lambda session: session.reminders, whole_row)


def pause(connection: Connection, key: str) -> None:
    """The chat is closed: nothing is due there until it is open again."""
    connection.execute(update(reminders).where(reminders.c.key == key).values(paused=True))


def resume(connection: Connection, key: str) -> None:
    """The chat is open again: what is overdue is judged as late."""
    connection.execute(update(reminders).where(reminders.c.key == key, reminders.c.paused).values(paused=False))


def give_back(connection: Connection, key: str, reminder: Reminder, *, paused: bool) -> None:
    """What was to be sent, and was not in time, is a reminder again, to be judged anew."""
    values = whole_row(key, reminder) | {"paused": paused}
    row, was_sent = insert(connection, reminders), reminders.c.sent.is_not(None)
    again = row.on_conflict_do_update(index_elements=["key", "number"], set_=values, where=was_sent)
    connection.execute(again, values)


def whole_row(key: str, reminder: Reminder) -> Row:
    """All columns of a reminder that is to be sent."""
    its = {"key": key, "number": reminder.number, "channel": channel_of(key), "event": reminder.event, "sent": None}
    return its | row_of(reminder)


def row_of(reminder: Reminder) -> Row:
    """The columns that change when a reminder is counted anew."""
    return {"data": codec.to_text(reminder), "due": milliseconds(reminder.due)}


def milliseconds(moment: datetime) -> int:
    """An instant as the database has it."""
    return round(moment.timestamp() * 1000)
