"""The programme as it was last accepted, and what has changed in it since."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select, text

from bot.delivery.reloading import Comparison
from bot.events.model import Event
from bot.events.source import fingerprint
from bot.storage import dialects
from bot.storage.codec import UnreadableError
from bot.storage.database import Database
from bot.storage.event_codec import decode_event, encode_event
from bot.storage.schema import changes, known_events, notes

#: Events read in one go; the process answers people between two.
_PAGE = 5000
#: Any number, the same in every process: who writes changes down on PostgreSQL holds this lock, so that they become
#: visible in the order of their numbers.
_LOCK = 2021_11_28


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
        await self._database.run(lambda connection: _write(connection, values))

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
        await self._database.run(lambda connection: _record(connection, events, at, silent=silent))

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


def _write(connection: Connection, values: Mapping[str, str | None]) -> None:
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


def _record(connection: Connection, events: Mapping[str, Event | None], at: datetime, *, silent: bool) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
    known = select(known_events.c.id, known_events.c.facts).where(known_events.c.id.in_(events))
    before = {row.id: row.facts for row in connection.execute(known)}
    after = {event: encode_event(value) if value else None for event, value in events.items()}
    different = [event for event, facts in after.items() if facts != before.get(event)]
    if not silent:
        _append(connection, {e: before.get(e) for e in different if _has_changed(before.get(e), events[e])}, at)
    kept = {event: facts for event in different if (facts := after[event]) is not None}
    if kept:
        row = dialects.insert(connection, known_events)
        values = {name: row.excluded[name] for name in ("fingerprint", "facts")}
        rows = [{"id": event, "fingerprint": fingerprint(facts), "facts": facts} for event, facts in kept.items()]
        connection.execute(row.on_conflict_do_update(index_elements=["id"], set_=values), rows)
    connection.execute(delete(known_events).where(known_events.c.id.in_(set(different) - kept.keys())))


def _has_changed(facts: str | None, event: Event | None) -> bool:
    """False also when the program alone has changed: what it cannot read any more, or writes otherwise."""
    try:
        return (decode_event(facts) if facts else None) != event
    except UnreadableError:
        return False


def _append(connection: Connection, befores: Mapping[str, str | None], at: datetime) -> None:
    rows = [{"event": event, "before": facts, "at": round(at.timestamp() * 1000)} for event, facts in befores.items()]
    if rows:
        connection.execute(insert(changes), rows)
