"""What has become of an event's sessions since they were first known: a calendar knows each under one name, for ever.

Pure. Only what differs from the programme is kept: sessions that have moved, and those that are held no more.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.events.changes import Change
from bot.events.model import Session


@dataclass(frozen=True, kw_only=True, slots=True)
class Slot:
    """One session through all its changes."""

    #: The local start under which it was first known; unlike that of any other of its event.
    first: datetime
    #: As it is, or as it last was.
    session: Session
    #: It is held no more.
    dropped: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class History:
    """What has changed of one event."""

    #: How many times anything of it has changed.
    revision: int = 0
    #: When it last did: an instant; None: it never has.
    at: datetime | None = None
    #: Sessions that are not under their first start any more, or not held any more.
    slots: tuple[Slot, ...] = ()


#: Of an event that has never changed, or of which nothing is remembered.
UNCHANGED = History()


def slots(sessions: Sequence[Session], history: History) -> tuple[Slot, ...]:
    """The sessions that an event has, in their order, then those that it had."""
    moved = {slot.session.start: slot.first for slot in history.slots if not slot.dropped}
    taken, held = set(moved.values()), []
    for session in sessions:
        first = moved.pop(session.start, None) or _free(session.start, taken)
        taken.add(first)
        held.append(Slot(first=first, session=session))
    return (*held, *(slot for slot in history.slots if slot.dropped and slot.first not in taken))


def revised(history: History, change: Change, at: datetime) -> History:
    """The history after one more change, seen at an instant.

    A session that is not there any more has moved to the nearest new one, when there is one.
    """
    before, after = (event.sessions if event else () for event in (change.before, change.after))
    known = slots(before, history)
    lost = [slot for slot in known if not slot.dropped and slot.session.start not in {s.start for s in after}]
    added = [session for session in after if session.start not in {s.start for s in before}]
    moves = dict(_nearest(lost, added))
    now = tuple(
        replace(
            slot, session=moves.get(slot, slot.session), dropped=slot.dropped or (slot in lost and slot not in moves)
        )
        for slot in known
    )
    kept = slots(after, replace(history, slots=now))
    return History(
        revision=history.revision + 1,
        at=at,
        slots=tuple(slot for slot in kept if slot.dropped or slot.first != slot.session.start),
    )


def _free(start: datetime, taken: set[datetime]) -> datetime:
    """The start, or some seconds after it when another session was first known under it."""
    while start in taken:
        start += timedelta(seconds=1)
    return start


def _nearest(lost: Sequence[Slot], added: Sequence[Session]) -> Iterator[tuple[Slot, Session]]:
    """Each session that is gone with the new one that is nearest in time, as long as there are any."""
    pairs = sorted(
        (
            (abs(new.start - old.session.start), old.first, i, j)
            for i, old in enumerate(lost)
            for j, new in enumerate(added)
        )
    )
    old_left, new_left = set(range(len(lost))), set(range(len(added)))
    for _, _, i, j in pairs:
        if i in old_left and j in new_left:
            old_left.remove(i)
            new_left.remove(j)
            yield lost[i], added[j]
