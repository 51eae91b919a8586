"""Reminders that are due, in the database: found by an index, settled in the transaction that posts their letters."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, tuple_, update

from bot.clock import machine_ms
from bot.delivery.model import Rank, channel_of
from bot.delivery.ticking import Due, Settled
from bot.reminders.model import Reminder
from bot.storage import codec
from bot.storage.chats import NEVER
from bot.storage.database import Database
from bot.storage.dialects import execute_each, upsert
from bot.storage.outbox import post
from bot.storage.reminders import ITS, milliseconds, whole_row
from bot.storage.schema import PENDING, outbox, reminders, sessions, traces
from bot.storage.sessions import IS_EASY

#: Letters of reminders that may wait in the outbox: some ten seconds of them, so that what they say stays true.
_WAITING = 300

_IS_DUE = (reminders.c.channel == bindparam("of"), reminders.c.due <= bindparam("until"), PENDING)
_PLACE = (reminders.c.due, reminders.c.key, reminders.c.number)
_LETTERS = (
    select(outbox.c.id)
    .where(outbox.c.channel == bindparam("of"), outbox.c.rank == Rank.REMINDER.value, outbox.c.due < NEVER)
    .limit(_WAITING)
    .subquery()
)
_WAIT = select(func.count()).select_from(_LETTERS).scalar_subquery()
_DUE = (
    select(reminders.c.key, reminders.c.number, reminders.c.data, IS_EASY)
    .outerjoin(sessions, sessions.c.key == reminders.c.key)
    .where(*_IS_DUE, _WAIT < _WAITING)
    .order_by(*_PLACE)
    .limit(bindparam("most"))
)
#: The same ones, as far as nobody else is taking them.
_STILL_DUE = (
    select(reminders.c.key, reminders.c.number)
    .where(*_IS_DUE)
    .order_by(*_PLACE)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
    .correlate(None)
)
_TAKE = (
    update(reminders)
    .where(tuple_(reminders.c.key, reminders.c.number).in_(_STILL_DUE))
    .values(sent=bindparam("at"))
    .returning(*_PLACE)
)
_WHOLE = tuple(column.name for column in reminders.c if not column.primary_key)
_LEAVE = update(reminders).where(*ITS).values(sent=None)
_REMOVE, _TRACE = delete(reminders).where(*ITS), insert(traces)
_TELL = update(sessions).where(sessions.c.key == bindparam("its")).values(told=bindparam("what"))


class SqlAgenda:
    """All reminders of a channel's people."""

    def __init__(self, database: Database, channel: str) -> None:
        self._database, self._channel = database, channel

    async def due(self, until: datetime, limit: int) -> list[Due]:
        """The first of those that are due at an instant; none while enough of them wait in the outbox."""

        def work(connection: Connection) -> list[Due]:
            values = {"of": self._channel, "until": milliseconds(until), "most": limit}
            rows = connection.execute(_DUE, values).all()
            return [due for row in rows if (due := _read(connection, row))]

        return await self._database.run(work)

    async def settle(self, settled: Sequence[Settled], now: int) -> int:
        """Write down what becomes of them, and of how many: one that is not any more as it was read stays as it is.

        What is undone by a power cut is settled again: nothing that comes of it has left, as a letter's start lasts.
        """
        return await self._database.run(lambda connection: _settle(connection, settled, now), lasts=False)


def _read(connection: Connection, row: Sequence[Any]) -> Due | None:
    """A reminder that is due; one that cannot be read leaves a trace, and is in nobody's way."""
    key, number, data, is_easy = row
    try:
        return Due(key=key, reminder=codec.from_text(data, Reminder), simple=bool(is_easy))
    except codec.UnreadableError:
        event = connection.scalar(_REMOVE.returning(reminders.c.event), {"whose": key, "its": number})
        trace = {"key": key, "subject": f"reminder:{event}", "reason": "unreadable", "at": machine_ms()}
        connection.execute(_TRACE, trace)
        return None


def _settle(connection: Connection, settled: Sequence[Settled], now: int) -> int:
    ours = _claim(connection, settled, now)
    again = [whole_row(one.due.key, one.becomes) | {"paused": one.held} for one in ours if one.becomes is not None]
    execute_each(connection, upsert(connection, reminders, *_WHOLE), again)
    post(connection, [letter for one in ours for letter in one.letters])
    told = ({"its": one.due.key, "what": codec.to_text(one.pending)} for one in ours if one.pending)
    execute_each(connection, _TELL, told)
    dropped = [one for one in ours if one.dropped is not None]
    execute_each(connection, _REMOVE, ({"whose": one.due.key, "its": one.due.reminder.number} for one in dropped))
    traced = (
        {"key": one.due.key, "subject": f"reminder:{one.due.reminder.event}", "reason": one.dropped, "at": now}
        for one in dropped
    )
    execute_each(connection, _TRACE, traced)
    return len(ours)


def _claim(connection: Connection, settled: Sequence[Settled], now: int) -> list[Settled]:
    """Take them out of the agenda; those that are there as they were read. Whoever takes one has it alone."""
    dues = [milliseconds(one.due.reminder.due) for one in settled]
    places = {(due, one.due.key, one.due.reminder.number): one for due, one in zip(dues, settled, strict=True)}
    first = settled[0].due.key if settled else ""
    values = {"of": channel_of(first), "until": max(dues, default=0), "most": len(places), "at": now}
    taken = set(map(tuple, connection.execute(_TAKE, values).all()))
    others = taken - places.keys()
    execute_each(connection, _LEAVE, ({"whose": key, "its": number} for _, key, number in others))
    return [one for place, one in places.items() if place in taken]
