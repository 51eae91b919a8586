"""What meets a criterion, as `docs/contract.md` says, over the columns of all events at once."""

from collections.abc import Iterable
from datetime import datetime, time
from functools import lru_cache
from math import pi, sin
from typing import Any

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from bot.events import vocabularies as words
from bot.events.catalogue import Catalogue
from bot.events.index import Index, Mask, bits, minutes, on_sphere
from bot.events.query import Period, Query

_EARTH_KM = 6371.0
_DAY = 24 * 60
_NEVER, _EVER = -(2**62), 2**62
#: What nothing of is asked.
_WHERE_AND_WHEN: dict[str, Any] = {"places": (), "centres": (), "radius_km": 0.0, "periods": (), "hours": None}
_FOR_ALL = bits(("grand-public",), words.AUDIENCES)


def events_meeting(
    catalogue: Catalogue, query: Query, apart: NDArray[np.float64] | None, among: Mask | None = None
) -> Mask:
    """Which events meet all criteria but those of time; `apart` is how far each is, if any centre is asked.

    `among`: of these events, rather than of those that take place and are reserved for nobody.
    """
    index = catalogue.index
    mask = (index.listed if among is None else among) & _anywhere(catalogue, replace(query, **_WHERE_AND_WHEN))
    if query.places or apart is not None:
        held = _in_places(index, query.places)
        mask &= held if apart is None else held | (apart <= _chord(query.radius_km))
    return mask


@lru_cache(maxsize=8)  # what comes near is looked for at many places and on many days
def _anywhere(catalogue: Catalogue, query: Query) -> Mask:
    """Which events meet all criteria but those of the place and time that are asked."""
    index = catalogue.index
    mask = np.ones(len(index.listed), np.bool_)
    for criterion in (_of_kind, _about, _for_audience, _attended, _open_to, _within_reach):
        criterion(index, query, mask)
    if query.without.places:
        mask &= ~_in_places(index, query.without.places)
    if query.keywords:
        mask &= np.logical_or.reduce([catalogue.words.holding(keyword) for keyword in query.keywords])
    mask.flags.writeable = False
    return mask


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


def _in_places(index: Index, places: Iterable[str]) -> Mask:
    mask = np.zeros(len(index.listed), np.bool_)
    for code in places:
        if code in index.in_place:
            mask[index.in_place[code]] = True
    return mask


def _of_kind(index: Index, query: Query, mask: Mask) -> None:
    if query.kinds:
        mask &= _any(index.kinds, bits(query.kinds, words.KINDS))
    unwanted = (*query.without.kinds, *(words.HIRING if query.class_visit and not query.kinds else ()))
    if unwanted:
        mask &= ~_any(index.kinds, bits(unwanted, words.KINDS))


def _about(index: Index, query: Query, mask: Mask) -> None:
    if query.sectors:
        mask &= _in_sectors(index, query.sectors)
    if query.themes:
        mask &= _on_themes(index, query.themes)
    if query.without.sectors:
        mask &= ~_in_sectors(index, query.without.sectors)
    if query.without.themes:
        mask &= ~_on_themes(index, query.without.themes)


def _in_sectors(index: Index, sectors: Iterable[str]) -> Mask:
    """A sector holds its narrower ones; a word that is a theme too is met by either list."""
    mask = _any(index.sectors, bits(words.with_narrower(sectors), words.SECTORS))
    if both := words.BOTH & set(sectors):
        mask |= _any(index.themes, bits(both, words.THEMES))
    return mask


def _on_themes(index: Index, themes: Iterable[str]) -> Mask:
    mask = _any(index.themes, bits(themes, words.THEMES))
    if both := words.BOTH & set(themes):
        mask |= _any(index.sectors, bits(words.with_narrower(both), words.SECTORS))
    return mask


def _for_audience(index: Index, query: Query, mask: Mask) -> None:
    if query.audiences:
        mask &= (index.audiences == 0) | _any(index.audiences, bits(query.audiences, words.AUDIENCES) | _FOR_ALL)
    if query.without.audiences:
        mask &= ~_any(index.audiences, bits(query.without.audiences, words.AUDIENCES))


def _attended(index: Index, query: Query, mask: Mask) -> None:
    """« En ligne » takes hybrid events too; « en présentiel » leaves out those that are online only."""
    for wanted in (query.online, None if query.without.online is None else not query.without.online):
        if wanted is True:
            mask &= index.online
        elif wanted is False:
            mask &= ~index.online | index.placed


def _open_to(index: Index, query: Query, mask: Mask) -> None:
    """Who is asked for: girls, boys, an age, a group."""
    if query.women_only is True:
        mask &= index.women_only
    elif query.women_only is False or query.class_visit:
        mask &= ~index.women_only
    if query.min_age_ok is not None:
        mask &= index.min_age <= query.min_age_ok
    if query.group_size is not None:
        mask &= index.capacity >= query.group_size


def _within_reach(index: Index, query: Query, mask: Mask) -> None:
    """Price, seats, handicaps."""
    if query.free:
        mask &= index.free
    if query.available:
        mask &= ~index.full
    if query.accessible:
        mask &= index.accessibility > 0
    if query.accessibility:
        handicaps = np.uint64(bits(query.accessibility, words.ACCESSIBILITY))
        mask &= (index.accessibility & handicaps) == handicaps


def _any(column: NDArray[np.uint64], wanted: int) -> Mask:
    return (column & np.uint64(wanted)) > 0


def sessions_meeting(index: Index, query: Query, now: datetime, events: Mask) -> NDArray[np.intp]:
    """Sessions (numbers, in order) of these events that are not over and meet the periods and hours.

    A past session only meets a period that is over.
    """
    open_now = index.end > minutes(now)
    if not query.periods and query.hours is None and not query.without.periods:
        return (open_now & events[index.event]).nonzero()[0]
    met = np.zeros(len(index.event), np.bool_)
    for first, last in [_ends(period) for period in query.periods] or [(_NEVER, _EVER)]:
        mask = (index.opens < last) & (index.closes > first)
        if last > minutes(now):
            mask &= open_now
            first = max(first, minutes(now))
        chosen = mask.nonzero()[0]
        chosen = chosen[events[index.event[chosen]]]
        met[_at_times(index, query, chosen, (first, last))] = True
    return met.nonzero()[0]


def _at_times(index: Index, query: Query, chosen: NDArray[np.intp], period: tuple[int, int]) -> NDArray[np.intp]:
    """Those of the sessions, which overlap a period, that do at the hours asked and not only when refused."""
    if query.hours:
        chosen = chosen[~index.timed[chosen] | _at_hours(index, query.hours, chosen, period)]
    if not query.without.periods:
        return chosen
    excluded = [_ends(refused) for refused in query.without.periods]
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
