"""Reminders in the database: plain functions on a connection, part of a larger transaction."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from bot.conversation.session import Session
from bot.delivery.model import channel_of
from bot.reminders.model import Asked, Reminder
from bot.storage import codec
from bot.storage.dialects import insert
from bot.storage.rows import Change, Row, save_numbered
from bot.storage.schema import reminders

#: What a reminder is made of.
COLUMNS = tuple(reminders.c[name] for name in ("number", "event", "subject", "session", "asked", "wall", "zone", "due"))

_LOAD = (
    select(reminders.c.key, *COLUMNS)
    .where(reminders.c.key.in_(bindparam("keys")), reminders.c.sent.is_(None))
    .order_by(reminders.c.number)
)


def load_reminders(connection: Connection, found: Mapping[str, Session]) -> None:
    """Put into sessions, by key, the reminders that are theirs."""
    for key, *values in connection.execute(_LOAD, {"keys": list(found)}).all():
        with codec.left_out_when_unreadable("reminder"):
            reminder = reminder_of(values)
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
    return {"key": key, "channel": channel_of(key), "sent": None, **row_of(reminder)}


def row_of(reminder: Reminder) -> Row:
    """The columns of a reminder, but those that say whose it is."""
    return {
        "number": reminder.number,
        "event": reminder.event,
        "subject": reminder.subject,
        "session": reminder.session.isoformat(),
        "asked": codec.to_text(reminder.asked),
        "wall": reminder.wall.isoformat(),
        "zone": reminder.zone,
        "due": milliseconds(reminder.due),
    }


def reminder_of(values: Sequence[Any]) -> Reminder:
    """The reminder of a row: the values of `COLUMNS`, in their order."""
    number, event, subject, session, asked, wall, zone, due = values
    return Reminder(
        number=number,
        event=event,
        subject=subject,
        session=datetime.fromisoformat(session),
        asked=_asked(asked),
        wall=datetime.fromisoformat(wall),
        zone=zone,
        due=datetime.fromtimestamp(due / 1000, UTC),
    )


@lru_cache(maxsize=256)  # most are asked in one of a few ways
def _asked(text: str) -> Asked:
    return codec.from_text(text, Asked)


def milliseconds(moment: datetime) -> int:
    """An instant as the database has it."""
    return round(moment.timestamp() * 1000)
