"""What meets a criterion, as `docs/contract.md` says, of all events at once."""

from collections.abc import Iterable, Mapping
from datetime import datetime, time
from functools import lru_cache
from math import pi, sin
from typing import Any

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from bot.events import vocabularies as words
from bot.events.catalogue import Catalogue
from bot.events.index import Index, minutes, on_sphere
from bot.events.query import Period, Query, When
from bot.events.sets import ALL, Mask, set_where

_EARTH_KM = 6371.0
_DAY = 24 * 60
_NEVER, _EVER = -(2**62), 2**62
#: What nothing of is asked.
_WHERE_AND_WHEN: dict[str, Any] = {"places": (), "centres": (), "radius_km": 0.0, "periods": (), "hours": None}
_ANY_TIME = When()
#: An audience that all others belong to.
_ANYBODY = "grand-public"


def events_meeting(catalogue: Catalogue, query: Query, among: int | None = None) -> int:
    """The set of events that meet all criteria but those of time.

    `among`: of these events, rather than of those that take place and are reserved for nobody.
    """
    events = (catalogue.index.listed if among is None else among) & _anywhere(
        catalogue, replace(query, **_WHERE_AND_WHEN)
    )
    if query.places or query.centres:
        events &= _around(catalogue.index, query.places, query.centres, query.radius_km)
    return events


# What comes near is looked for at many places and on many days.


@lru_cache(maxsize=8)
def _anywhere(catalogue: Catalogue, query: Query) -> int:
    """The set of events that meet all criteria but those of the place and time that are asked."""
    index = catalogue.index
    events = ALL
    for criterion in _CRITERIA:
        events &= criterion(index, query)
    if query.keywords:
        events &= set_where(np.logical_or.reduce([catalogue.words.holding(keyword) for keyword in query.keywords]))
    return events


@lru_cache(maxsize=8)
def _around(index: Index, places: tuple[str, ...], centres: tuple[tuple[float, float], ...], radius_km: float) -> int:
    """The set of events in places or near centres."""
    events = _in_places(index, places) if places else 0
    return events | set_where(how_far(index, centres) <= _chord(radius_km)) if centres else events


@lru_cache(maxsize=8)
def events_held(index: Index, when: When, now: datetime) -> int:
    """The set of events that meet what is asked of time, with a session that `sessions_meeting` gives or with none."""
    mask = np.zeros(index.size, np.bool_)
    mask[index.event[sessions_meeting(index, when, now)]] = True
    return set_where(mask) | without_date(index, when)


def without_date(index: Index, when: When) -> int:
    """The set of events of which no session is known, when that will do."""
    return 0 if when.periods or when.hours else index.undated


@lru_cache(maxsize=2)  # what comes near one place is looked for within several radii
def how_far(index: Index, centres: tuple[tuple[float, float], ...]) -> NDArray[np.float64]:
    """(n,) How far each event is from the nearest centre, to compare; NaN when its position is unknown.

    It is the square of the straight line through a sphere of radius 1: `kilometres` makes kilometres of it.
    """
    points = [on_sphere(*centre) for centre in centres]
    x, y, z = index.position
    apart: NDArray[np.float64] = np.minimum.reduce([2 - 2 * (x * a + y * b + z * c) for a, b, c in points])
    apart = np.maximum(apart, 0)
    apart.flags.writeable = False
    return apart


def kilometres(apart: NDArray[np.float64]) -> NDArray[np.float64]:
    """What `how_far` gives, in kilometres as the crow flies."""
    return 2 * _EARTH_KM * np.arcsin(np.sqrt(apart) / 2)


def _chord(km: float) -> float:
    return (2 * sin(min(km / (2 * _EARTH_KM), pi / 2))) ** 2


def _in_places(index: Index, places: Iterable[str]) -> int:
    mask = np.zeros(index.size, np.bool_)
    for code in places:
        if code in index.in_place:
            mask[index.in_place[code]] = True
    return set_where(mask)


def _any(having: Mapping[str, int], slugs: Iterable[str]) -> int:
    """The set of events that have any of some slugs."""
    events = 0
    for slug in slugs:
        events |= having.get(slug, 0)
    return events


def _of_kind(index: Index, query: Query) -> int:
    events = _any(index.kinds, query.kinds) if query.kinds else ALL
    unwanted = (*query.without.kinds, *(words.HIRING if query.class_visit and not query.kinds else ()))
    return events & ~_any(index.kinds, unwanted)


def _about(index: Index, query: Query) -> int:
    events = _in_sectors(index, query.sectors) if query.sectors else ALL
    if query.themes:
        events &= _on_themes(index, query.themes)
    if query.without.sectors:
        events &= ~_in_sectors(index, query.without.sectors)
    if query.without.themes:
        events &= ~_on_themes(index, query.without.themes)
    return events


def _in_sectors(index: Index, sectors: Iterable[str]) -> int:
    """A sector holds its narrower ones; a word that is a theme too is met by either list."""
    return _any(index.sectors, words.with_narrower(sectors)) | _any(index.themes, words.BOTH.intersection(sectors))


def _on_themes(index: Index, themes: Iterable[str]) -> int:
    both = words.BOTH.intersection(themes)
    return _any(index.themes, themes) | _any(index.sectors, words.with_narrower(both))


def _for_audience(index: Index, query: Query) -> int:
    events = index.for_all | _any(index.audiences, (*query.audiences, _ANYBODY)) if query.audiences else ALL
    return events & ~_any(index.audiences, query.without.audiences)


def _attended(index: Index, query: Query) -> int:
    """« En ligne » takes hybrid events too; « en présentiel » leaves out those that are online only."""
    events = ALL
    for wanted in (query.online, None if query.without.online is None else not query.without.online):
        if wanted is not None:
            events &= index.online if wanted else ~index.online | index.placed
    return events


def _open_to(index: Index, query: Query) -> int:
    """Who is asked for: girls, boys, an age, a group."""
    events = ALL
    if query.women_only is True:
        events &= index.women_only
    elif query.women_only is False or query.class_visit:
        events &= ~index.women_only
    if query.min_age_ok is not None:
        events &= set_where(index.min_age <= query.min_age_ok)
    if query.group_size is not None:
        events &= set_where(index.capacity >= query.group_size)
    return events


def _within_reach(index: Index, query: Query) -> int:
    """Price, seats, handicaps."""
    events = index.free if query.free else ALL
    if query.available:
        events &= ~index.full
    if query.accessible:
        events &= _any(index.accessibility, words.ACCESSIBILITY)
    for handicap in query.accessibility:
        events &= index.accessibility.get(handicap, 0)
    return events


def _not_refused(index: Index, query: Query) -> int:
    return ~_in_places(index, query.without.places) if query.without.places else ALL


_CRITERIA = (_of_kind, _about, _for_audience, _attended, _open_to, _within_reach, _not_refused)


def sessions_meeting(index: Index, when: When, now: datetime, events: Mask | None = None) -> NDArray[np.intp]:
    """Sessions (numbers, in order), of these events alone if any are given, that are not over and meet what is asked.

    A past session only meets a period that is over.
    """
    open_now = index.end > minutes(now)
    if when == _ANY_TIME:
        return (open_now if events is None else open_now & events[index.event]).nonzero()[0]
    met = np.zeros(len(index.event), np.bool_)
    for first, last in [_ends(period) for period in when.periods] or [(_NEVER, _EVER)]:
        mask = (index.opens < last) & (index.closes > first)
        if last > minutes(now):
            mask &= open_now
            first = max(first, minutes(now))
        chosen = mask.nonzero()[0]
        if events is not None:
            chosen = chosen[events[index.event[chosen]]]
        met[_at_times(index, when, chosen, (first, last))] = True
    return met.nonzero()[0]


def _at_times(index: Index, when: When, chosen: NDArray[np.intp], period: tuple[int, int]) -> NDArray[np.intp]:
    """Those of the sessions, which overlap a period, that do at the hours asked and not only when refused."""
    if when.hours:
        chosen = chosen[~index.timed[chosen] | _at_hours(index, when.hours, chosen, period)]
    if not when.without:
        return chosen
    excluded = [_ends(refused) for refused in when.without]
    timed = np.ones(len(chosen), np.bool_)
    for start, end in excluded:
        timed &= (index.start[chosen] >= end) | (index.end[chosen] <= start)
    ranges = np.zeros(len(chosen), np.bool_)
    for start, end in _less(period, excluded):
        ranges |= (index.opens[chosen] < end) & (index.closes[chosen] > start)
    return chosen[np.where(index.timed[chosen], timed, ranges)]


def _at_hours(index: Index, hours: tuple[time, time | None], chosen: NDArray[np.intp], period: tuple[int, int]) -> Mask:
    """Sessions that run at these hours of a day, within a period; one may run past midnight."""
    opens = hours[0].hour * 60 + hours[0].minute
    closes = hours[1].hour * 60 + hours[1].minute if hours[1] else _DAY
    start, end = np.maximum(index.start[chosen], period[0]), np.minimum(index.end[chosen], period[1])
    midnight = index.start[chosen] - index.start[chosen] % _DAY
    mask = np.zeros(len(chosen), np.bool_)
    for day in (midnight, midnight + _DAY):
        mask |= np.maximum(start, day + opens) < np.minimum(end, day + closes)
    return mask


def _less(period: tuple[int, int], excluded: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """What is left of a period without the excluded ones."""
    left = [period]
    for start, end in excluded:
        pieces = [piece for a, b in left for piece in ((a, min(b, start)), (max(a, end), b))]
        left = [(a, b) for a, b in pieces if a < b]
    return left


def _ends(period: Period) -> tuple[int, int]:
    start, end = period
    return _NEVER if start is None else minutes(start), _EVER if end is None else minutes(end)
