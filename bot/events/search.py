"""The search: which events meet all that is asked, best first. Pure: same catalogue, query and time, same answer."""

from collections.abc import Collection
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from bot.events.catalogue import Catalogue
from bot.events.index import Index, Mask
from bot.events.matching import events_meeting, how_far, kilometres, sessions_meeting
from bot.events.model import Session
from bot.events.query import Found, Query, Results, Without

__all__ = ["Found", "Query", "Results", "Without", "is_any", "search", "sessions_found", "with_status"]


def search(catalogue: Catalogue, query: Query, now: datetime) -> Results:
    """The events that meet all criteria, the whole list, best first; `now` is local.

    Nearest first when a centre is asked, then by the first session that fits, then by title; events with no date yet
    come after the others, and full ones last of all.
    """
    index = catalogue.index
    apart = how_far(index, query.centres) if query.centres else None
    fitting = events_meeting(catalogue, query, apart)
    if not fitting.any():
        return Results(catalogue.events, index.ids, np.empty(0, np.intp), np.empty(0, np.int16))
    sessions = _first_of_each(index, sessions_meeting(index, query, now, fitting))
    events, ranks = index.event[sessions], index.rank[sessions]
    if not query.periods and query.hours is None:
        undated = _by_title(index, fitting & index.undated)
        events = np.concatenate((events, undated))
        ranks = np.concatenate((ranks, np.full(len(undated), -1, np.int16)))
    order = _order(index, events, ranks, apart)
    events = events[order]
    km = None if apart is None else kilometres(apart[events])
    return Results(catalogue.events, index.ids, events, ranks[order], km)


def with_status(catalogue: Catalogue, query: Query, statuses: Collection[str], now: datetime) -> list[Found]:
    """The events of these statuses that meet all criteria, in the programme's order: a search finds none cancelled."""
    index = catalogue.index
    among = np.array([event.status in statuses for event in catalogue.events], np.bool_)
    fitting = events_meeting(catalogue, query, how_far(index, query.centres) if query.centres else None, among)
    if query.periods or query.hours:
        fitting[np.setdiff1d(np.arange(len(fitting)), index.event[sessions_meeting(index, query, now, fitting)])] = (
            False
        )
    events = [catalogue.events[number] for number in np.flatnonzero(fitting).tolist()]
    return [Found(event=e, session=e.sessions[0] if e.sessions else None, distance_km=None) for e in events]


def is_any(catalogue: Catalogue, query: Query, but: Results) -> bool:
    """Whether any event but these meets all criteria except those of time: a tenth of what a search takes."""
    apart = how_far(catalogue.index, query.centres) if query.centres else None
    fitting = events_meeting(catalogue, query, apart)
    fitting[but.numbers] = False
    return bool(fitting.any())


def sessions_found(catalogue: Catalogue, query: Query, found: Results, now: datetime) -> dict[str, list[Session]]:
    """All sessions of the events found that meet what is asked of time, in order, by the event's id."""
    index = catalogue.index
    wanted = np.zeros(len(index.listed), np.bool_)
    wanted[found.numbers] = True
    by_event: dict[str, list[Session]] = {event_id: [] for event_id in found.ids}
    for number in sessions_meeting(index, query, now, wanted).tolist():
        event = catalogue.events[index.event[number]]
        by_event[event.id].append(event.sessions[index.rank[number]])
    return by_event


def _first_of_each(index: Index, sessions: NDArray[np.intp]) -> NDArray[np.intp]:
    """The first session of each event, among sessions in their order."""
    events = index.event[sessions]
    first = np.empty(len(index.listed), np.intp)
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
    full = index.full[events[order]]
    return np.concatenate((order[~full], order[full]))
