"""Reminders that are due, in the database: found by an index, settled in the transaction that posts their letters."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, delete, func, insert, select, text, update

from bot.clock import machine_ms
from bot.delivery.model import Rank, channel_of
from bot.delivery.ticking import Due, Settled
from bot.storage import codec, dialects
from bot.storage.chats import NEVER
from bot.storage.database import Database
from bot.storage.outbox import post
from bot.storage.reminders import milliseconds, reminder_of, row_of, whole_row
from bot.storage.schema import outbox, reminded, reminders, sessions, traces
from bot.storage.sessions import easy_readers

#: Letters of reminders that may wait in the outbox: some ten seconds of them, so that what they say stays true.
_WAITING = 300

# Word for word as the index says it, so that it serves.
_PENDING = text("NOT paused")
_IS_DUE = (reminders.c.channel == bindparam("of"), reminders.c.due <= bindparam("until"), _PENDING)
_PLACE = (reminders.c.due, reminders.c.key, reminders.c.number)
_DUE = select(reminders).where(*_IS_DUE).order_by(*_PLACE).limit(bindparam("most"))
#: The same ones, as far as nobody else is taking them.
_STILL_DUE = (
    select(*_PLACE).where(*_IS_DUE).order_by(*_PLACE).limit(bindparam("most")).with_for_update(skip_locked=True)
)
_TAKE = delete(reminders).where(reminders.c.key == bindparam("whose"), reminders.c.number == bindparam("its"))
_LETTERS = (
    select(outbox.c.id)
    .where(outbox.c.channel == bindparam("of"), outbox.c.rank == Rank.REMINDER.value, outbox.c.due < NEVER)
    .limit(_WAITING)
    .subquery()
)
_COUNT = select(func.count()).select_from(_LETTERS)
_TELL = update(sessions).where(sessions.c.key == bindparam("its")).values(told=bindparam("what"))


class SqlAgenda:
    """All reminders of a channel's people."""

    def __init__(self, database: Database, channel: str) -> None:
        self._database, self._channel = database, channel

    async def due(self, until: datetime, limit: int) -> list[Due]:
        """The first of those that are due at an instant; none while enough of them wait in the outbox."""

        def work(connection: Connection) -> list[Due]:
            values = {"of": self._channel, "until": milliseconds(until), "most": limit}
            rows = connection.execute(_DUE, values).mappings().all()
            if rows and connection.scalar(_COUNT, {"of": self._channel}) == _WAITING:
                return []
            easy = easy_readers(connection, {row["key"] for row in rows})
            return [replace(due, simple=due.key in easy) for row in rows if (due := _read(connection, row))]

        return await self._database.run(work)

    async def settle(self, settled: Sequence[Settled], now: int) -> int:
        """Write down what becomes of them, and of how many: one that is not any more as it was read stays as it is.

        What is undone by a power cut is settled again: nothing that comes of it has left, as a letter's start lasts.
        """
        return await self._database.run(lambda connection: _settle(connection, settled, now), lasts=False)


def _read(connection: Connection, row: RowMapping) -> Due | None:
    """A reminder that is due; one that cannot be read leaves a trace, and is in nobody's way."""
    try:
        return Due(key=row["key"], reminder=reminder_of(row))
    except codec.UnreadableError:
        its = (reminders.c.key == row["key"], reminders.c.number == row["number"])
        connection.execute(delete(reminders).where(*its))
        trace = {"key": row["key"], "subject": f"reminder:{row['event']}", "reason": "unreadable", "at": machine_ms()}
        connection.execute(insert(traces), trace)
        return None


def _settle(connection: Connection, settled: Sequence[Settled], now: int) -> int:
    ours = _claim(connection, settled)
    again = [whole_row(one.due.key, one.becomes) | {"paused": one.held} for one in ours if one.becomes is not None]
    _execute(connection, insert(reminders), again)
    post(connection, [letter for one in ours for letter in one.letters])
    _remember(connection, [one.due for one in ours if one.letters], now)
    told = ({"its": one.due.key, "what": codec.to_text(one.pending)} for one in ours if one.pending)
    _execute(connection, _TELL, told)
    dropped = (
        {"key": one.due.key, "subject": f"reminder:{one.due.reminder.event}", "reason": one.dropped, "at": now}
        for one in ours
        if one.dropped is not None
    )
    _execute(connection, insert(traces), dropped)
    return len(ours)


def _remember(connection: Connection, sent: Sequence[Due], now: int) -> None:
    """They have been reminded of these; of several of one event, the last counts."""
    row = dialects.insert(connection, reminded)
    values = {name: row.excluded[name] for name in ("subject", "session")}
    kept = row.on_conflict_do_update(index_elements=["key", "event"], set_=values)
    rows = [{"key": due.key, "at": now, **row_of(due.reminder)} for due in sent]
    _execute(connection, kept, ({column.name: row[column.name] for column in reminded.c} for row in rows))


def _claim(connection: Connection, settled: Sequence[Settled]) -> list[Settled]:
    """Take them out of the agenda; those that are there as they were read. Whoever takes one has it alone."""
    places = {(milliseconds(one.due.reminder.due), one.due.key, one.due.reminder.number): one for one in settled}
    first = settled[0].due.key if settled else ""
    values = {"of": channel_of(first), "until": max(places)[0] if places else 0, "most": len(places)}
    still = [(due, key, number) for due, key, number in connection.execute(_STILL_DUE, values)]
    ours = [places[place] for place in still if place in places]
    _execute(connection, _TAKE, ({"whose": one.due.key, "its": one.due.reminder.number} for one in ours))
    return ours


def _execute(connection: Connection, statement: Any, values: Iterable[dict[str, Any]]) -> None:
    rows = list(values)
    if rows:
        connection.execute(statement, rows)
