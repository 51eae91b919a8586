"""Reminders in the database: plain functions on a connection, part of a larger transaction."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, select, update

from bot.conversation.session import Session
from bot.delivery.model import channel_of
from bot.reminders.model import Asked, Reminder
from bot.storage import codec
from bot.storage.dialects import insert
from bot.storage.rows import Change, Row, save_numbered
from bot.storage.schema import reminders


def load_reminders(connection: Connection, found: Mapping[str, Session]) -> None:
    """Put into sessions, by key, the reminders that are theirs."""
    rows = connection.execute(select(reminders).where(reminders.c.key.in_(found)).order_by(reminders.c.number))
    for row in rows.mappings():
        with codec.left_out_when_unreadable("reminder"):
            found[row["key"]].reminders[row["number"]] = reminder_of(row)


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
    connection.execute(insert(connection, reminders).values(values).on_conflict_do_nothing())


def whole_row(key: str, reminder: Reminder) -> Row:
    """All columns of a reminder."""
    return {"key": key, "channel": channel_of(key), **row_of(reminder)}


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


def reminder_of(row: RowMapping | Mapping[str, Any]) -> Reminder:
    """The reminder of a row."""
    return Reminder(
        number=row["number"],
        event=row["event"],
        subject=row["subject"],
        session=datetime.fromisoformat(row["session"]),
        asked=codec.from_text(row["asked"], Asked),
        wall=datetime.fromisoformat(row["wall"]),
        zone=row["zone"],
        due=datetime.fromtimestamp(row["due"] / 1000, UTC),
    )


def milliseconds(moment: datetime) -> int:
    """An instant as the database has it."""
    return round(moment.timestamp() * 1000)
