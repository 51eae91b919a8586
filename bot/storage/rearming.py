"""Reminders of events that have changed get their new times, a few at a time."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row, bindparam, exists, select, tuple_, update

from bot.events.model import Event
from bot.reminders.planning import rearmed
from bot.reminders.times import instant
from bot.storage import codec
from bot.storage.database import Database
from bot.storage.reminders import COLUMNS, milliseconds, reminder_of, row_of
from bot.storage.schema import changes, chats, reminders

#: Reminders counted anew in one transaction, and events whose reminders are looked for together.
_PAGE, _EVENTS = 200, 200
_KEEP = (
    update(reminders)
    .where(reminders.c.key == bindparam("whose"), reminders.c.number == bindparam("its"))
    .values({name: bindparam(f"new_{name}") for name in ("session", "wall", "due", "paused")})
)

_OTHER_ZONE = (
    update(reminders)
    .where(reminders.c.key == bindparam("whose"), reminders.c.number == bindparam("its"))
    .values(due=bindparam("new_due"), zone=bindparam("new_zone"))
)


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
    others = select(reminders.c.key, reminders.c.number, reminders.c.wall).where(
        reminders.c.zone != zone.key, reminders.c.sent.is_(None)
    )
    moved = [
        {"whose": key, "its": number, "new_due": milliseconds(instant(datetime.fromisoformat(wall), zone))}
        for key, number, wall in connection.execute(others.limit(_PAGE))
    ]
    if moved:
        connection.execute(_OTHER_ZONE, [values | {"new_zone": zone.key} for values in moved])
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
    page = select(is_closed, reminders.c.paused, reminders.c.key, *COLUMNS).where(
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
        reminder = reminder_of(row[3:])
        after = rearmed(reminder, events[reminder.event], now)
        if after and (after != reminder or row.paused != row.is_closed):
            new = {f"new_{name}": value for name, value in row_of(after).items() if name in ("session", "wall", "due")}
            return {"whose": row.key, "its": row.number, "new_paused": row.is_closed} | new
    return None
