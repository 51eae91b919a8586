"""What is asked of a programme, and what is found in it."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, time
from typing import NamedTuple, overload

import msgspec
import numpy as np
from numpy.typing import NDArray

from bot.events.model import Event, Session

#: Half-open local time; None leaves that end open.
Period = tuple[datetime | None, datetime | None]


class When(NamedTuple):
    """What is asked of time."""

    periods: tuple[Period, ...] = ()
    #: A time of day across the days; an end of None is midnight.
    hours: tuple[time, time | None] | None = None
    #: Periods that are refused.
    without: tuple[Period, ...] = ()


class Without(msgspec.Struct, frozen=True, kw_only=True):
    """What is not wanted; an event that fits any of it is left out."""

    periods: tuple[Period, ...] = ()
    places: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    #: True: not online; False: only online.
    online: bool | None = None


class Query(msgspec.Struct, frozen=True, kw_only=True):
    """What an event must meet (`docs/contract.md`). An empty tuple, None or False means that nothing is asked.

    The place is met in one of `places`, or within `radius_km` of one of `centres`. A struct: what comes near is looked
    for by many a query that differs in one field, which `msgspec.structs.replace` makes ten times as fast.
    """

    periods: tuple[Period, ...] = ()
    hours: tuple[time, time | None] | None = None
    #: "13055", "dep:13", "reg:93", "epci:<SIREN>".
    places: tuple[str, ...] = ()
    #: Latitude and longitude in degrees; with any, the nearest events come first.
    centres: tuple[tuple[float, float], ...] = ()
    radius_km: float = 30.0
    online: bool | None = None
    kinds: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    #: Words to find in title, summary, organiser and place name; all words of one, any of several.
    keywords: tuple[str, ...] = ()
    #: Sectors to which the keywords belong: no criterion, but what to look into when no event has those words.
    kin: tuple[str, ...] = ()
    without: Without = Without()
    free: bool = False
    accessible: bool = False
    available: bool = False
    accessibility: tuple[str, ...] = ()
    women_only: bool | None = None
    #: Years.
    min_age_ok: int | None = None
    #: Number of pupils.
    group_size: int | None = None
    #: For a class: nothing that hires unless its kind is named, nothing for girls alone unless asked.
    class_visit: bool = False

    @property
    def when(self) -> When:
        """What is asked of time."""
        return When(self.periods, self.hours, self.without.periods)

    def asked(self) -> frozenset[str]:
        """Names of the fields that say something."""
        return frozenset(name for name in _FIELDS if getattr(self, name) != getattr(_NOTHING, name))


_NOTHING = Query()
_FIELDS = Query.__struct_fields__


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """An event that fits, the first of its sessions that does, and how far it is when distance was asked."""

    event: Event
    session: Session | None
    distance_km: float | None


class Results(Sequence[Found]):
    """The events found, best first; each is made ready only when it is looked at."""

    def __init__(
        self,
        events: Sequence[Event],
        ids: NDArray[np.object_],
        numbers: NDArray[np.intp],
        sessions: NDArray[np.int16],
        km: NDArray[np.float64] | None = None,
    ) -> None:
        """`numbers` among all `events` (whose ids are `ids`), best first; with each, which of its sessions fits

        (-1: none) and its distance in km.
        """
        self._events, self._all_ids = events, ids
        self._numbers, self._sessions, self._km = numbers, sessions, km

    @property
    def numbers(self) -> NDArray[np.intp]:
        """Their places among all events, best first."""
        return self._numbers

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of the events, best first."""
        return tuple(self._all_ids[self._numbers].tolist())

    def less(self, others: "Results") -> "Results":
        """Those that are not among others."""
        if not (len(self) and len(others)):
            return self
        among = np.zeros(len(self._events), np.bool_)
        among[others._numbers] = True
        return self._chosen(~among[self._numbers])

    def only(self, ids: Collection[str]) -> "Results":
        """Those that are named."""
        return self._chosen(np.fromiter((i in ids for i in self.ids), np.bool_, len(self)))

    def plus(self, others: "Results") -> "Results":
        """These, then others."""
        if not (len(self) and len(others)):
            return self if len(self) else others
        numbers = np.concatenate((self._numbers, others._numbers))
        sessions = np.concatenate((self._sessions, others._sessions))
        return Results(self._events, self._all_ids, numbers, sessions, self._km_with(others))

    def _km_with(self, others: "Results") -> NDArray[np.float64] | None:
        if self._km is None and others._km is None:
            return None
        return np.concatenate([np.full(len(r), np.nan) if r._km is None else r._km for r in (self, others)])

    def _chosen(self, which: slice | NDArray[np.bool_]) -> "Results":
        km = None if self._km is None else self._km[which]
        return Results(self._events, self._all_ids, self._numbers[which], self._sessions[which], km)

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, at: int) -> Found: ...
    @overload
    def __getitem__(self, at: slice) -> "Results": ...
    def __getitem__(self, at: int | slice) -> "Found | Results":
        if isinstance(at, slice):
            return self._chosen(at)
        event, rank = self._events[int(self._numbers[at])], int(self._sessions[at])
        away = None if self._km is None or np.isnan(self._km[at]) else float(self._km[at])
        return Found(event=event, session=event.sessions[rank] if rank >= 0 else None, distance_km=away)

    def __iter__(self) -> Iterator[Found]:
        return (self[i] for i in range(len(self)))
