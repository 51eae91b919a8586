"""Two events near each other in time and space, which make a half day with the way between them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import permutations

from bot.events.communes import Communes
from bot.events.model import Event, Session
from bot.events.travel import Spot, Trip, gathering, trip

#: Morning and afternoon; a half day may not go over its end.
_HALVES = ((time(8), time(13)), (time(12), time(18)))
#: As the crow flies: further, and it is a journey.
APART_KM = 15.0
#: Nobody likes to wait longer in between.
_LONGEST_WAIT = timedelta(hours=1)
#: What is open longer than that may be visited at any of its hours, in so much time.
_OPEN, _STAY = timedelta(hours=3), timedelta(hours=1)
#: Events of one day that are looked at: every pair is tried.
_MOST = 40


@dataclass(frozen=True, kw_only=True, slots=True)
class Stop:
    """One event of a half day, and when one is there."""

    event: Event
    start: datetime
    end: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class HalfDay:
    """Two stops, and the way between them."""

    first: Stop
    second: Stop
    trip: Trip

    @property
    def lost(self) -> timedelta:
        """What goes by between the two."""
        return self.second.start - self.first.end


@dataclass(frozen=True, slots=True)
class _Opening:
    """A session of an event, and where it is held."""

    event: Event
    session: Session
    spot: Spot

    @property
    def is_flexible(self) -> bool:
        return self.session.end - self.session.start > _OPEN


def half_days(
    sessions: Iterable[tuple[Event, Sequence[Session]]], wanted: frozenset[str], communes: Communes
) -> list[HalfDay]:
    """Half days of two events, of which one at least is among `wanted` (ids); the least time lost first.

    Two events make one half day at the most, their best.
    """
    best: dict[frozenset[str], HalfDay] = {}
    for openings in _by_day(sessions, communes).values():
        for first, second in permutations(openings[:_MOST], 2):
            pair = frozenset({first.event.id, second.event.id})
            if len(pair) < 2 or wanted.isdisjoint(pair):
                continue
            for found in _joined(first, second):
                if pair not in best or _rank(found) < _rank(best[pair]):
                    best[pair] = found
    return sorted(best.values(), key=_rank)


def _rank(found: HalfDay) -> tuple[timedelta, datetime, str, str]:
    return found.lost, found.first.start, found.first.event.id, found.second.event.id


def _by_day(sessions: Iterable[tuple[Event, Sequence[Session]]], communes: Communes) -> dict[date, list[_Opening]]:
    """What there is each day, of events whose place and hours are known."""
    days: dict[date, list[_Opening]] = defaultdict(list)
    for event, held in sessions:
        spot = gathering(event, communes)
        for session in held if spot else ():
            if spot and session.has_hours and session.start.date() == session.end.date():
                days[session.start.date()].append(_Opening(event, session, spot))
    return days


def _joined(first: _Opening, second: _Opening) -> Iterator[HalfDay]:
    """The half days in which one comes after the other."""
    way = trip(first.spot, second.spot)
    if way.km > APART_KM or (first.is_flexible and second.is_flexible):
        return
    for half in _HALVES:
        if times := _times(first.session, second.session, timedelta(minutes=way.minutes), half):
            (start, end), (then, until) = times
            yield HalfDay(
                first=Stop(event=first.event, start=start, end=end),
                second=Stop(event=second.event, start=then, end=until),
                trip=way,
            )


_Stay = tuple[datetime, datetime]


def _times(first: Session, second: Session, way: timedelta, half: tuple[time, time]) -> tuple[_Stay, _Stay] | None:
    """When to be at each: as long as they last; what is open for long is visited before, or after, the other."""
    day = first.start.date()
    begins, ends = (datetime.combine(day, clock) for clock in half)
    stay, then = (first.start, first.end), (second.start, second.end)
    if first.end - first.start > _OPEN:
        stay = (second.start - way - _STAY, second.start - way)
    if second.end - second.start > _OPEN:
        arrival = max(second.start, first.end + way)
        then = (arrival, arrival + _STAY)
    is_open = first.start <= stay[0] and stay[1] <= first.end and then[1] <= second.end
    is_in_time = begins <= stay[0] and then[1] <= ends and way <= then[0] - stay[1] <= way + _LONGEST_WAIT
    return (stay, then) if is_open and is_in_time else None
