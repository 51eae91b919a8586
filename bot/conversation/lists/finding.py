"""Criteria → events: what fits, and what comes near when nothing does."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from bot.conversation.class_visits.judge import LOOKED_AT, Judge
from bot.conversation.message import Position
from bot.conversation.turn import Guide
from bot.events.query import Found, Query, Results, Without
from bot.events.relaxing import Relaxed, relax
from bot.events.search import search
from bot.events.vocabularies import with_narrower
from intents import Criteria, Exclusions, Period

#: « près de » without a distance, in kilometres.
NEAR_KM = 30.0
#: Criteria that a query asks in other words; all others are the same in both.
_OTHERWISE = ("periods", "hours", "places", "centres", "radius_km", "kin", "without", "class_visit")
_SAME = tuple(name for name in Query.__struct_fields__ if name not in _OTHERWISE)


class FirstPage(msgspec.Struct, frozen=True):
    """What is shown first: what fits, what comes near, and what fits but does not suit those it is for."""

    shown: Sequence[Found]
    nearby: Sequence[Found]
    others: Sequence[Found]

    @property
    def all(self) -> tuple[Found, ...]:
        """In the order of their numbers."""
        return (*self.shown, *self.nearby, *self.others)

    @property
    def found(self) -> tuple[Found, ...]:
        """Those that meet all criteria."""
        return (*self.shown, *self.others)


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """What a search found."""

    found: Results
    #: What comes near when nothing fits, best first.
    alternatives: Results
    #: The criteria that the alternatives leave aside.
    relaxed: tuple[str, ...]
    #: For each alternative, the criteria that it leaves aside.
    reasons: tuple[tuple[str, ...], ...]
    #: The sectors of the things that were looked for.
    kin: frozenset[str] = frozenset()
    #: Says what suits, when it is for a class.
    judge: Judge | None = None

    @property
    def listed(self) -> Sequence[Found]:
        """All that may be shown, page after page; what does not suit those it is for comes last."""
        if not self.judge:
            return self.found or self.alternatives
        suiting, others = self.judge.sorted(self.found)
        return [*suiting, *self.found[LOOKED_AT:], *others] or self._nearby

    def first_page(self, size: int) -> FirstPage:
        """What is shown first."""
        suiting, others = self.judge.sorted(self.found) if self.judge else (self.found, ())
        shown = suiting[:size]
        if self.judge and len(shown) < size:
            shown = [*shown, *self.found[LOOKED_AT:][: size - len(shown)]]
        nearby = self._nearby[: size - len(shown)]
        return FirstPage(shown, nearby, others[: size - len(shown) - len(nearby)])

    @property
    def _nearby(self) -> Sequence[Found]:
        return self.judge.at_best(self.alternatives) if self.judge else self.alternatives


def find(guide: Guide, criteria: Criteria, location: Position | None, now: datetime) -> Finding:
    """The events that meet all criteria, and alternatives when there are none; `now` is local."""
    query = as_query(guide, criteria, location)
    found = search(guide.catalogue, query, now)
    return finding_of(query, found, relax(guide.catalogue, query, now, found))


def finding_of(query: Query, found: Results, near: Relaxed) -> Finding:
    """What a search found, and what comes near."""
    return Finding(
        found=found,
        alternatives=near.found,
        relaxed=near.criteria,
        reasons=near.reasons,
        kin=with_narrower(query.kin),
    )


def as_query(guide: Guide, criteria: Criteria, location: Position | None, *, class_visit: bool = False) -> Query:
    """The search that criteria ask for: surroundings become centres and a radius."""
    near = criteria.near or criteria.radius_km is not None
    centres = _centres(guide, criteria, location) if near else ()
    return Query(
        **{name: getattr(criteria, name) for name in _SAME},
        periods=_pairs(criteria.periods),
        hours=(criteria.hours.start, criteria.hours.end) if criteria.hours else None,
        places=() if centres else criteria.places,
        centres=centres,
        radius_km=criteria.radius_km or NEAR_KM,
        kin=_kin(guide, criteria),
        without=_without(criteria.without),
        class_visit=class_visit,
    )


def _kin(guide: Guide, criteria: Criteria) -> tuple[str, ...]:
    """The sectors to which the things named belong."""
    return tuple(dict.fromkeys(sector for word in criteria.keywords for sector in guide.sectors_of(word)))


def _centres(guide: Guide, criteria: Criteria, location: Position | None) -> tuple[tuple[float, float], ...]:
    if not criteria.places:
        return ((location.lat, location.lon),) if location else ()
    positions = (guide.gazetteer.position(code) for code in criteria.places)
    return tuple(position for position in positions if position)


def _without(without: Exclusions) -> Without:
    same: dict[str, Any] = {name: getattr(without, name) for name in Without.__struct_fields__}
    return Without(**same | {"periods": _pairs(without.periods)})


def _pairs(periods: tuple[Period, ...]) -> tuple[tuple[datetime | None, datetime | None], ...]:
    return tuple((period.start, period.end) for period in periods)
