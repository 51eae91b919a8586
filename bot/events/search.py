"""The search: which events meet all that is asked, best first. Pure: same catalogue, query and time, same answer."""

from collections.abc import Collection
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from bot.events.catalogue import Catalogue
from bot.events.index import Index
from bot.events.matching import events_held, events_meeting, how_far, kilometres, sessions_meeting, without_date
from bot.events.model import Session
from bot.events.query import Found, Query, Results, Without
from bot.events.sets import Mask, as_mask, set_where

__all__ = ["Found", "Query", "Results", "Without", "is_any", "search", "sessions_found", "with_status"]


def search(catalogue: Catalogue, query: Query, now: datetime, but: int = 0) -> Results:
    """The events that meet all criteria, the whole list, best first, but for a set of events; `now` is local.

    Nearest first when a centre is asked, then by the first session that fits, then by title; events with no date yet
    come after the others, and full ones last of all.
    """
    index = catalogue.index
    fitting = events_meeting(catalogue, query) & ~but
    if not fitting:
        return nothing(catalogue)
    sessions = _first_of_each(index, sessions_meeting(index, query.when, now, as_mask(fitting, index.size)))
    events, ranks = index.event[sessions], index.rank[sessions]
    if undated := fitting & without_date(index, query.when):
        later = _by_title(index, as_mask(undated, index.size))
        events = np.concatenate((events, later))
        ranks = np.concatenate((ranks, np.full(len(later), -1, np.int16)))
    apart = how_far(index, query.centres) if query.centres else None
    order = _order(index, events, ranks, apart)
    events = events[order]
    km = None if apart is None else kilometres(apart[events])
    return Results(catalogue.events, index.ids, events, ranks[order], km)


def nothing(catalogue: Catalogue) -> Results:
    """What a search finds when nothing fits."""
    return Results(catalogue.events, catalogue.index.ids, np.empty(0, np.intp), np.empty(0, np.int16))


def is_any(catalogue: Catalogue, query: Query, now: datetime, but: int = 0) -> bool:
    """Whether `search` finds anything, for a tenth of its work."""
    fitting = events_meeting(catalogue, query) & ~but
    return bool(fitting and fitting & events_held(catalogue.index, query.when, now))


def with_status(catalogue: Catalogue, query: Query, statuses: Collection[str], now: datetime) -> list[Found]:
    """The events of these statuses that meet all criteria, in the programme's order: a search finds none cancelled."""
    index = catalogue.index
    among = set_where(np.array([event.status in statuses for event in catalogue.events], np.bool_))
    fitting = as_mask(events_meeting(catalogue, query, among), index.size)
    if query.periods or query.hours:
        held = index.event[sessions_meeting(index, query.when, now, fitting)]
        fitting[np.setdiff1d(np.arange(len(fitting)), held)] = False
    events = [catalogue.events[number] for number in np.flatnonzero(fitting).tolist()]
    return [Found(event=e, session=e.sessions[0] if e.sessions else None, distance_km=None) for e in events]


def sessions_found(catalogue: Catalogue, query: Query, found: Results, now: datetime) -> dict[str, list[Session]]:
    """All sessions of the events found that meet what is asked of time, in order, by the event's id."""
    index = catalogue.index
    wanted = np.zeros(index.size, np.bool_)
    wanted[found.numbers] = True
    by_event: dict[str, list[Session]] = {event_id: [] for event_id in found.ids}
    for number in sessions_meeting(index, query.when, now, wanted).tolist():
        event = catalogue.events[index.event[number]]
        by_event[event.id].append(event.sessions[index.rank[number]])
    return by_event


def _first_of_each(index: Index, sessions: NDArray[np.intp]) -> NDArray[np.intp]:
    """The first session of each event, among sessions in their order."""
    events = index.event[sessions]
    first = np.empty(index.size, np.intp)
    first[events[::-1]] = sessions[::-1]  # of several writes, the last stays
    kept: NDArray[np.intp] = sessions[first[events] == sessions]
    return kept


def _by_title(index: Index, mask: Mask) -> NDArray[np.intp]:
    (events,) = mask.nonzero()
    return events[np.argsort(index.title_rank[events])]


def _order(
    index: Index, events: NDArray[np.intp], ranks: NDArray[np.int16], apart: NDArray[np.float64] | None
) -> NDArray[np.intp]:
    """Nearest first when distances are given, undated events after the others, full ones last."""
    order = np.arange(len(events))
    if apart is not None:
        order = np.argsort(apart[events], kind="stable")
        order = np.concatenate((order[ranks[order] >= 0], order[ranks[order] < 0]))
    if not index.full:
        return order
    full = as_mask(index.full, index.size)[events[order]]
    return np.concatenate((order[~full], order[full]))
