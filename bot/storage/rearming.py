"""Reminders of events that have changed get their new times, a few at a time."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row, bindparam, exists, select, tuple_, update

from bot.events.model import Event
from bot.reminders.model import Reminder
from bot.reminders.planning import in_zone, rearmed
from bot.storage import codec
from bot.storage.database import Database
from bot.storage.reminders import ITS, row_of
from bot.storage.schema import changes, chats, reminders

#: Reminders counted anew in one transaction, and events whose reminders are looked for together.
_PAGE, _EVENTS = 200, 200
_AGAIN = update(reminders).where(*ITS).values(data=bindparam("new_data"), due=bindparam("new_due"))
_KEEP = _AGAIN.values(paused=bindparam("new_paused"))


async def rearm(
    database: Database, after: int, until: int, now_is: Callable[[str], Event | None], now: datetime
) -> None:
    """Count anew the reminders of all events that have changed between two changes; `now` is local.

    What waited for a date waits no more. Reminders of what is cancelled, or has no date, stay as they were: it may come
    back, and none is sent before its event has been looked at.
    """
    columns = select(changes.c.event).where(changes.c.number > after, changes.c.number <= until).distinct()
    events = await database.run(lambda connection: connection.scalars(columns).all())
    for begin in range(0, len(events), _EVENTS):
        await _rearm_all(database, {e: value for e in events[begin : begin + _EVENTS] if (value := now_is(e))}, now)


async def rezone(database: Database, zone: ZoneInfo) -> None:
    """Count anew the reminders that were counted in another zone."""
    while await database.run(lambda connection: _rezone(connection, zone)):
        pass


def _rezone(connection: Connection, zone: ZoneInfo) -> int:
    """A page of them; how many."""
    is_there = reminders.c.data.contains(f'"zone":{codec.to_text(zone.key)}', autoescape=True)
    others = select(reminders.c.key, reminders.c.data).where(~is_there, reminders.c.sent.is_(None)).limit(_PAGE)
    moved = []
    for key, data in connection.execute(others).all():
        with codec.left_out_when_unreadable("reminder"):
            moved.append(_new(key, in_zone(codec.from_text(data, Reminder), zone)))
    if moved:
        connection.execute(_AGAIN, moved)
    return len(moved)


async def _rearm_all(database: Database, events: dict[str, Event], now: datetime) -> None:
    last: tuple[str, int] | None = ("", 0)
    while last:
        last = await database.run(lambda connection, after=last: _rearm(connection, events, after, now))  # type: ignore[misc]


def _rearm(
    connection: Connection, events: dict[str, Event], after: tuple[str, int], now: datetime
) -> tuple[str, int] | None:
    """Count a page of reminders anew; the last of them, None when there are no more."""
    is_closed = exists().where(chats.c.key == reminders.c.key, chats.c.closed.is_not(None)).label("is_closed")
    place = reminders.c.key, reminders.c.number
    page = select(is_closed, reminders.c.paused, *place, reminders.c.data).where(
        reminders.c.event.in_(events), reminders.c.sent.is_(None), tuple_(*place) > after
    )
    rows = connection.execute(page.order_by(*place).limit(_PAGE)).all()
    moved = [values for row in rows if (values := _moved(row, events, now))]
    if moved:
        connection.execute(_KEEP, moved)
    return (rows[-1].key, rows[-1].number) if len(rows) == _PAGE else None


def _moved(row: Row[Any], events: dict[str, Event], now: datetime) -> dict[str, Any] | None:
    """The new columns of a reminder; None when it stays as it is."""
    with codec.left_out_when_unreadable("reminder"):
        reminder = codec.from_text(row.data, Reminder)
        after = rearmed(reminder, events[reminder.event], now)
        if after and (after != reminder or row.paused != row.is_closed):
            return _new(row.key, after) | {"new_paused": row.is_closed}
    return None


def _new(key: str, reminder: Reminder) -> dict[str, Any]:
    """Whose it is, and what of it is new."""
    return {"whose": key, "its": reminder.number} | {f"new_{name}": value for name, value in row_of(reminder).items()}
