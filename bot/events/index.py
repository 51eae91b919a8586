"""The events as columns: what a search reads, computed once a programme."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import cos, radians, sin
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.events.communes import Communes
from bot.events.model import Event
from bot.events.sets import Mask, set_where
from bot.events.words import fold

_EPOCH, _MINUTE = datetime(1970, 1, 1), timedelta(minutes=1)
_DAY = 24 * 60
#: Capacity when the file says none: any group may be told of it.
_NO_LIMIT = 2**31 - 1

Numbers = NDArray[np.int32]


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Index:
    """What is asked of n events, in the programme's order, and of their m sessions, in order of start, then title.

    Sets of events are whole numbers (`sets.py`); all else is in columns.
    """

    #: How many events there are.
    size: int
    #: Events that may be found: neither cancelled nor reserved.
    listed: int
    #: Slug → events that have it.
    kinds: Mapping[str, int]
    sectors: Mapping[str, int]
    themes: Mapping[str, int]
    audiences: Mapping[str, int]
    accessibility: Mapping[str, int]
    #: Events that name no audience.
    for_all: int
    online: int
    #: Held somewhere: not online only, nor moved online.
    placed: int
    free: int
    full: int
    women_only: int
    undated: int
    #: (n,) Place among all titles, in alphabetical order.
    title_rank: Numbers
    #: (n,) Years; 0 when any age will do.
    min_age: Numbers
    #: (n,) Seats for each session; very many when unknown.
    capacity: Numbers
    #: (n,) Ids, as objects.
    ids: NDArray[np.object_]
    #: (3, n) Position on the unit sphere; NaN when unknown or not `placed`.
    position: NDArray[np.float64]
    #: Place code → events held in it.
    in_place: dict[str, Numbers]
    #: (m,) The event of each session.
    event: NDArray[np.intp]
    #: (m,) The session's place among those of its event.
    rank: NDArray[np.int16]
    #: (m,) Minutes since 1970, local time: as written…
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    #: (m,) …and as they meet what is asked: all hours of their days when hours carry no meaning.
    opens: NDArray[np.int64]
    closes: NDArray[np.int64]
    #: (m,) Hours carry meaning: neither `all_day` nor an opening range.
    timed: Mask


def minutes(moment: datetime) -> int:
    """Whole minutes since 1970, of local time."""
    return (moment - _EPOCH) // _MINUTE


def on_sphere(lat: float, lon: float) -> tuple[float, float, float]:
    """A point given in degrees, on the unit sphere."""
    a, b = radians(lat), radians(lon)
    return cos(a) * cos(b), cos(a) * sin(b), sin(a)


def build_index(events: Sequence[Event], communes: Communes) -> Index:
    """What is asked of events, in their order."""
    rank = _title_rank(events)
    placed = _flags(e.place is not None and e.status != "moved-online" for e in events)
    return Index(
        size=len(events),
        listed=_that(e.status != "cancelled" and not e.reserved for e in events),
        kinds=_by_slug([(e.kind,) for e in events]),
        sectors=_by_slug([e.sectors for e in events]),
        themes=_by_slug([e.themes for e in events]),
        audiences=_by_slug([e.audiences for e in events]),
        accessibility=_by_slug([e.accessibility for e in events]),
        for_all=_that(not e.audiences for e in events),
        online=_that(e.online for e in events),
        placed=set_where(placed),
        free=_that(e.conditions.price_eur == 0 for e in events),
        full=_that(e.status == "full" for e in events),
        women_only=_that(e.conditions.women_only for e in events),
        undated=_that(not e.sessions for e in events),
        title_rank=rank,
        min_age=np.fromiter((e.conditions.min_age or 0 for e in events), np.int32),
        capacity=np.fromiter((e.conditions.capacity or _NO_LIMIT for e in events), np.int32),
        ids=np.array([e.id for e in events], np.object_),
        position=_positions(events, placed),
        in_place=_by_place(events, placed, communes),
        **_session_columns(events, rank),
    )


def _flags(values: Iterable[bool]) -> Mask:
    return np.fromiter(values, np.bool_)


def _that(values: Iterable[bool]) -> int:
    return set_where(_flags(values))


def _by_slug(slugs_of_each: Sequence[Iterable[str]]) -> dict[str, int]:
    having: defaultdict[str, Mask] = defaultdict(lambda: np.zeros(len(slugs_of_each), np.bool_))
    for number, slugs in enumerate(slugs_of_each):
        for slug in slugs:
            having[slug][number] = True
    return {slug: set_where(mask) for slug, mask in having.items()}


def _title_rank(events: Sequence[Event]) -> Numbers:
    order = sorted(range(len(events)), key=lambda i: (fold(events[i].title), events[i].id))
    rank = np.empty(len(events), np.int32)
    rank[order] = np.arange(len(events), dtype=np.int32)
    return rank


def _positions(events: Sequence[Event], placed: Mask) -> NDArray[np.float64]:
    position = np.full((3, len(events)), np.nan)
    for i in np.flatnonzero(placed).tolist():
        place = events[i].place
        if place and place.lat is not None and place.lon is not None:
            position[:, i] = on_sphere(place.lat, place.lon)
    return position


def _by_place(events: Sequence[Event], placed: Mask, communes: Communes) -> dict[str, Numbers]:
    by_commune: dict[tuple[str, str | None], list[int]] = {}
    for i in np.flatnonzero(placed).tolist():
        place = events[i].place
        if place and place.insee:
            by_commune.setdefault((place.insee, place.postal_code), []).append(i)
    by_place: dict[str, list[int]] = {}
    for (insee, postal_code), numbers in by_commune.items():
        for code in _codes(communes, insee, postal_code):
            by_place.setdefault(code, []).extend(numbers)
    return {code: np.array(numbers, np.int32) for code, numbers in by_place.items()}


def _codes(communes: Communes, insee: str, postal_code: str | None) -> frozenset[str]:
    """Codes of all places that hold an event: its arrondissement too when only the postal code says it."""
    inside = communes.areas(insee)
    found = communes.find_commune(communes.name(insee), postal_code) if postal_code else None
    within = communes.areas(found) if found else inside
    return within if insee in within else inside


def _session_columns(events: Sequence[Event], rank: Numbers) -> dict[str, Any]:
    event = np.fromiter((i for i, e in enumerate(events) for _ in e.sessions), np.intp)
    start = np.fromiter((minutes(s.start) for e in events for s in e.sessions), np.int64)
    end = np.fromiter((minutes(s.end) for e in events for s in e.sessions), np.int64)
    timed = _flags(s.has_hours for e in events for s in e.sessions)
    columns: dict[str, NDArray[Any]] = {
        "event": event,
        "rank": np.fromiter((i for e in events for i in range(len(e.sessions))), np.int16),
        "start": start,
        "end": end,
        "opens": np.where(timed, start, start - start % _DAY),
        "closes": np.where(timed, end, end + (-end) % _DAY),
        "timed": timed,
    }
    order = np.lexsort((rank[event], start))
    return {name: column[order] for name, column in columns.items()}
