"""Events become known as they are, and what has changed is written down with whom it concerns: in one transaction."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select, text, update

from bot.events.changes import Change, kinds
from bot.events.model import Event
from bot.events.source import fingerprint
from bot.reminders.rhythms import RHYTHMS
from bot.storage import codec, dialects
from bot.storage.event_codec import decode_event, encode_event
from bot.storage.histories import revise
from bot.storage.reminders import milliseconds
from bot.storage.schema import changes, known_events, news, reminders, subscriptions

#: Any number, the same in every process: who writes changes down on PostgreSQL holds this lock, so that they become
#: visible in the order of their numbers.
_LOCK = 2021_11_28


def head(connection: Connection) -> int:
    """Number of the last change; 0 when there is none."""
    return connection.scalar(select(func.max(changes.c.number))) or 0


def record(connection: Connection, events: Mapping[str, Event | None], at: datetime, *, silent: bool) -> None:
    """Know these events (by id; None: no more). What differs is a change seen at that instant, unless `silent`."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
    known = select(known_events.c.id, known_events.c.facts).where(known_events.c.id.in_(events))
    before = {row.id: row.facts for row in connection.execute(known)}
    after = {event: encode_event(value) if value else None for event, value in events.items()}
    different = {event: facts for event, facts in after.items() if facts != before.get(event)}
    _know(connection, different)
    found = [] if silent else [c for event in different if (c := _change(before.get(event), events[event]))]
    if found:
        _append(connection, found, at)
        revise(connection, found, at)


def _know(connection: Connection, facts: Mapping[str, str | None]) -> None:
    kept = [{"id": e, "fingerprint": fingerprint(text), "facts": text} for e, text in facts.items() if text is not None]
    if kept:
        row = dialects.insert(connection, known_events)
        values = {name: row.excluded[name] for name in ("fingerprint", "facts")}
        connection.execute(row.on_conflict_do_update(index_elements=["id"], set_=values), kept)
    gone = [event for event, text in facts.items() if text is None]
    connection.execute(delete(known_events).where(known_events.c.id.in_(gone)))


def _change(facts: str | None, event: Event | None) -> Change | None:
    """None also when the program alone has changed: what it cannot read any more, or writes otherwise."""
    with codec.left_out_when_unreadable("event"):
        before = decode_event(facts) if facts else None
        return Change(before=before, after=event) if before != event else None
    return None


def _append(connection: Connection, found: Sequence[Change], at: datetime) -> None:
    """Changes concern subscriptions, but none that is asked for later, and those who are or have been reminded."""
    last = head(connection)
    unseen = subscriptions.c.rhythm.in_(RHYTHMS), subscriptions.c.seen.is_(None)
    connection.execute(update(subscriptions).where(*unseen).values(seen=last))
    rows = [{"event": c.event.id, "before": c.before and encode_event(c.before), "at": milliseconds(at)} for c in found]
    connection.execute(insert(changes), rows)
    told = [change.event.id for change in found if kinds(change, at.replace(tzinfo=None))]
    new = changes.c.number > last, changes.c.event.in_(told)
    concerned = (
        select(reminders.c.key, reminders.c.event, func.min(changes.c.number))
        .join_from(reminders, changes, reminders.c.event == changes.c.event)
        .where(*new)
        .group_by(reminders.c.key, reminders.c.event)
    )
    row = dialects.insert(connection, news).from_select(["key", "event", "number"], concerned)
    connection.execute(row.on_conflict_do_nothing(index_elements=["key", "event"]))
