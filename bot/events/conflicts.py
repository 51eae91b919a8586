"""Events that one person cannot attend both: held at the same time, or too far from each other for the time between."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from bot.events.communes import Communes
from bot.events.model import Event, Session
from bot.events.travel import Spot, Trip, gathering, trip

#: As the crow flies, in kilometres: nearer than that, or when all that is known of both is their town, one may walk.
_NEXT_DOOR = 0.5


@dataclass(frozen=True, kw_only=True, slots=True)
class Attended:
    """A session of an event that someone means to go to."""

    event: Event
    session: Session


@dataclass(frozen=True, kw_only=True, slots=True)
class Conflict:
    """What is in the way of one event."""

    other: Attended
    #: The time between both, and the way that is longer; None: they overlap.
    between: tuple[timedelta, Trip] | None = None


def conflicts(wanted: Attended, others: Iterable[Attended], communes: Communes) -> list[Conflict]:
    """What of the others is in the way, in the order of time. What has no hours is in nobody's way."""
    found = (_conflict(wanted, other, communes) for other in others if other.event.id != wanted.event.id)
    return sorted(filter(None, found), key=lambda conflict: (conflict.other.session, conflict.other.event.id))


def _conflict(wanted: Attended, other: Attended, communes: Communes) -> Conflict | None:
    if not (wanted.session.has_hours and other.session.has_hours):
        return None
    first, second = sorted((wanted, other), key=lambda attended: attended.session)
    gap = second.session.start - first.session.end
    if gap < timedelta() or first.session.start == second.session.start:
        return Conflict(other=other)
    start, end = (_place(attended.event, communes) for attended in (first, second))
    way = trip(start, end) if start and end else None
    if way is None or way.km < _NEXT_DOOR or gap >= timedelta(minutes=way.minutes):
        return None
    return Conflict(other=other, between=(gap, way))


def _place(event: Event, communes: Communes) -> Spot | None:
    """Where one has to be; None when nobody knows, or when it can be followed from anywhere."""
    return None if event.online else gathering(event, communes)
