"""The search written again, event by event and as plainly as can be: what the real one is compared with."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from bot.events.communes import Communes
from bot.events.model import Event, Session
from bot.events.places import distance_km
from bot.events.query import Period, Query
from bot.events.vocabularies import BOTH, HIRING, with_narrower
from bot.events.words import fold

_FIRST, _LAST = datetime(1900, 1, 1), datetime(2200, 1, 1)


@dataclass(frozen=True)
class Naive:
    """A programme's events, searched one by one."""

    events: tuple[Event, ...]
    communes: Communes

    def search(self, query: Query, now: datetime) -> list[str]:
        """Ids of the events that meet all criteria, best first."""
        found = []
        for event in self.events:
            sessions = [session for session in event.sessions if _fits(session, query, now)]
            undated = not event.sessions and not query.periods and query.hours is None
            if (sessions or undated) and self._meets(event, query):
                start = sessions[0].start if sessions else _LAST
                away = self._away(event, query)
                rank = (event.status == "full", undated, round(away, 6), start, fold(event.title), event.id)
                found.append((rank, event.id))
        return [event_id for _, event_id in sorted(found)]

    def _away(self, event: Event, query: Query) -> float:
        if not query.centres:
            return 0.0
        if not event.place or event.place.lat is None or event.place.lon is None or event.status == "moved-online":
            return float("inf")
        return min(distance_km(event.place.lat, event.place.lon, *centre) for centre in query.centres)

    def _codes(self, event: Event) -> frozenset[str]:
        if not event.place or not event.place.insee or event.status == "moved-online":
            return frozenset()
        return self.communes.areas(event.place.insee)

    def _meets(self, event: Event, query: Query) -> bool:
        conditions, without = event.conditions, query.without
        placed = event.place is not None and event.status != "moved-online"
        held = bool(self._codes(event) & set(query.places)) or (
            bool(query.centres) and self._away(event, query) <= query.radius_km
        )
        unwanted_kinds = set(without.kinds) | (set(HIRING) if query.class_visit and not query.kinds else set())
        return (
            event.status != "cancelled"
            and not event.reserved
            and (not (query.places or query.centres) or held)
            and not self._codes(event) & set(without.places)
            and (not query.kinds or event.kind in query.kinds)
            and event.kind not in unwanted_kinds
            and (not query.sectors or _in_sectors(event, query.sectors))
            and not _in_sectors(event, without.sectors)
            and (not query.themes or _on_themes(event, query.themes))
            and not _on_themes(event, without.themes)
            and _open_to(event, query.audiences)
            and not set(event.audiences) & set(without.audiences)
            and (query.online is None or (event.online if query.online else placed or not event.online))
            and (not query.free or conditions.price_eur == 0)
            and (not query.available or event.status != "full")
            and (not query.accessible or bool(event.accessibility))
            and set(query.accessibility) <= set(event.accessibility)
            and (query.women_only is not True or conditions.women_only)
            and not (
                conditions.women_only and (query.women_only is False or (query.class_visit and not query.women_only))
            )
            and (query.min_age_ok is None or (conditions.min_age or 0) <= query.min_age_ok)
            and (query.group_size is None or conditions.capacity is None or conditions.capacity >= query.group_size)
        )


def _in_sectors(event: Event, sectors: tuple[str, ...]) -> bool:
    return bool(set(event.sectors) & with_narrower(sectors) or set(event.themes) & set(sectors) & BOTH)


def _on_themes(event: Event, themes: tuple[str, ...]) -> bool:
    return bool(set(event.themes) & set(themes) or set(event.sectors) & with_narrower(set(themes) & BOTH))


def _open_to(event: Event, audiences: tuple[str, ...]) -> bool:
    return not audiences or not event.audiences or bool({*audiences, "grand-public"} & set(event.audiences))


def _fits(session: Session, query: Query, now: datetime) -> bool:
    return any(_fits_one(session, period, query, now) for period in query.periods or ((None, None),))


def _fits_one(session: Session, period: Period, query: Query, now: datetime) -> bool:
    """Minute by quarter of an hour: some quarter of the session is asked, and not refused."""
    first, last = period[0] or _FIRST, period[1] or _LAST
    past = last <= now
    if not past and session.end <= now:
        return False
    if session.has_hours and any(
        session.start < (end or _LAST) and session.end > (start or _FIRST) for start, end in query.without.periods
    ):
        return False
    moment = session.start if session.has_hours else session.start.replace(hour=0, minute=0)
    end = session.end if session.has_hours else session.end.replace(hour=0, minute=0) + timedelta(days=1)
    while moment < end:
        asked = first <= moment < last and (past or moment >= now)
        refused = any((a or _FIRST) <= moment < (b or _LAST) for a, b in query.without.periods)
        if asked and not refused and (not session.has_hours or _at_hours(moment, query.hours)):
            return True
        moment += timedelta(minutes=15)
    return False


def _at_hours(moment: datetime, hours: tuple[time, time | None] | None) -> bool:
    return hours is None or (hours[0] <= moment.time() and (hours[1] is None or moment.time() < hours[1]))
