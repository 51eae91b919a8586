"""The programme as it was last accepted, and what has changed in it since."""

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, delete, func, select

from bot.delivery.reloading import Comparison
from bot.events.history import History
from bot.events.model import Event
from bot.events.source import fingerprint
from bot.storage import dialects
from bot.storage.database import Database
from bot.storage.event_codec import decode_event, encode_event
from bot.storage.histories import load_histories
from bot.storage.rearming import rearm, rezone
from bot.storage.recording import head, record
from bot.storage.schema import known_events, notes

#: Events read in one go; the process answers people between two.
_PAGE = 5000


class SqlLedger:
    """What is known of the programme, in the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def note(self, name: str) -> str | None:
        """What was noted under a name."""
        return await self._database.run(
            lambda connection: connection.scalar(select(notes.c.value).where(notes.c.name == name))
        )

    async def write(self, values: Mapping[str, str | None]) -> None:
        """Note values under their names, all or none; None takes a note away."""
        await self._database.run(lambda connection: write_notes(connection, values))

    async def count(self) -> int:
        """How many events are known."""
        count = select(func.count()).select_from(known_events)
        return await self._database.run(lambda connection: connection.scalar(count) or 0)

    async def compare(self, events: Sequence[Event]) -> Comparison:
        """What differs between the events that are known and these."""
        known = await self._known()
        new = await asyncio.to_thread(_fingerprints, events)
        return Comparison(
            known=len(known),
            gone=tuple(event for event in known if event not in new),
            different=tuple(event for event, seen in new.items() if known.get(event) != seen),
        )

    async def record(self, events: Mapping[str, Event | None], at: datetime, *, silent: bool = False) -> None:
        """Know events as they are (by id; None: no more) and write down what has changed, at an instant; or do nothing.

        What is known already is no change. `silent`: nobody is to be told.
        """
        await self._database.run(lambda connection: record(connection, events, at, silent=silent))

    async def rezone(self, zone: ZoneInfo) -> None:
        """Count anew the reminders of a programme that is in another zone than it was: clock times stay."""
        if await self.note("zone") != zone.key:
            await rezone(self._database, zone)
            await self.write({"zone": zone.key})

    async def rearm(self, now_is: Callable[[str], Event | None], now: datetime) -> None:
        """Count anew the reminders of what has changed since this was last done; `now` is local."""
        done = int(await self.note("rearmed") or 0)
        last = await self._database.run(head)
        if last > done:
            await rearm(self._database, done, last, now_is, now)
            await self.write({"rearmed": str(last)})

    async def titles(self, events: Collection[str]) -> dict[str, str]:
        """The titles of events that are known, by id."""
        facts = select(known_events.c.id, known_events.c.facts).where(known_events.c.id.in_(events))
        rows = await self._database.run(lambda connection: connection.execute(facts).all())
        return {event: decode_event(text).title for event, text in rows}

    async def histories(self, events: Collection[str]) -> dict[str, History]:
        """What has changed of events, by id; nothing of those that never have."""
        return await self._database.run(lambda connection: load_histories(connection, events)) if events else {}

    async def _known(self) -> dict[str, str]:
        """Fingerprints by event."""
        known: dict[str, str] = {}
        page = await self._database.run(lambda connection: _page(connection, ""))
        while page:
            known.update(page)
            page = await self._database.run(lambda connection, last=page[-1][0]: _page(connection, last))  # type: ignore[misc]
        return known


def _fingerprints(events: Sequence[Event]) -> dict[str, str]:
    return {event.id: fingerprint(encode_event(event)) for event in events}


def write_notes(connection: Connection, values: Mapping[str, str | None]) -> None:
    kept = [{"name": name, "value": value} for name, value in values.items() if value is not None]
    if kept:
        row = dialects.insert(connection, notes)
        connection.execute(row.on_conflict_do_update(index_elements=["name"], set_={"value": row.excluded.value}), kept)
    connection.execute(delete(notes).where(notes.c.name.in_(values.keys() - {row["name"] for row in kept})))


def _page(connection: Connection, after: str) -> list[tuple[str, str]]:
    """Events and their fingerprints, in the order of ids, from that id on."""
    columns = select(known_events.c.id, known_events.c.fingerprint)
    rows = connection.execute(columns.where(known_events.c.id > after).order_by(known_events.c.id).limit(_PAGE))
    return [(event, seen) for event, seen in rows]
