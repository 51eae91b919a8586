"""What has changed of events, for calendars: plain functions on a connection, part of a larger transaction."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, select

from bot.events.changes import Change
from bot.events.history import UNCHANGED, History, Slot, revised
from bot.storage import codec, dialects
from bot.storage.reminders import milliseconds
from bot.storage.schema import histories


def load_histories(connection: Connection, events: Collection[str]) -> dict[str, History]:
    """Of those events that have changed, by id."""
    found = {}
    for row in connection.execute(select(histories).where(histories.c.event.in_(events))):
        with codec.left_out_when_unreadable("history"):
            found[row.event] = History(
                revision=row.revision,
                at=datetime.fromtimestamp(row.at / 1000, UTC),
                slots=codec.from_text(row.slots, tuple[Slot, ...]),
            )
    return found


def revise(connection: Connection, changes: Sequence[Change], at: datetime) -> None:
    """Write down that events have changed at an instant; one that is seen for the first time has not."""
    known = load_histories(connection, [change.event.id for change in changes])
    rows = [
        _row(change.event.id, revised(known.get(change.event.id, UNCHANGED), change, at))
        for change in changes
        if change.before or change.event.id in known
    ]
    if rows:
        row = dialects.insert(connection, histories)
        values = {name: row.excluded[name] for name in ("revision", "at", "slots")}
        connection.execute(row.on_conflict_do_update(index_elements=["event"], set_=values), rows)


def _row(event: str, history: History) -> dict[str, object]:
    at = milliseconds(history.at) if history.at else 0
    return {"event": event, "revision": history.revision, "at": at, "slots": codec.to_text(history.slots)}
