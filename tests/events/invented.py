"""Events, programmes and questions made up for tests of the search."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from bot.events.catalogue import Catalogue
from bot.events.communes import Communes
from bot.events.model import Conditions, Event, Place, Programme, Session
from bot.events.query import Period, Query, Without
from bot.events.vocabularies import ACCESSIBILITY, AUDIENCES, KINDS, SECTORS, STATUSES, THEMES

_CITIES = ("13055", "13208", "13001", "83137", "84007", "05061")


def day_at(day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(2021, 11, day, hour, minute)


def session_of(day: int, start: int = 9, end: int = 11) -> Session:
    return Session(start=day_at(day, start), end=day_at(day, end))


def event_of(event_id: str, *sessions: Session, city: str | None = "13055", **values: Any) -> Event:
    kind = values.pop("kind", "visite")
    place = Place(insee=city) if city else None
    return Event(id=event_id, title=values.pop("title", event_id), kind=kind, sessions=sessions, place=place, **values)


def catalogue_of(communes: Communes, *events: Event) -> Catalogue:
    def placed(event: Event) -> Event:
        if not event.place or not event.place.insee:
            return event
        lat, lon = communes.position(event.place.insee) or (None, None)
        return replace(event, place=replace(event.place, lat=lat, lon=lon))

    programme = Programme(
        id="essai",
        name="Essai",
        start=date(2021, 11, 22),
        end=date(2021, 11, 28),
        timezone=ZoneInfo("Europe/Paris"),
        areas=("reg:93",),
        events=tuple(map(placed, events)),
    )
    return Catalogue.build(programme, communes)


MOMENTS = st.builds(
    lambda day, quarter: day_at(day) + timedelta(minutes=15 * quarter), st.integers(15, 30), st.integers(0, 95)
)
_lengths = st.sampled_from([30, 60, 180, 600, 1440, 1455, 4000]).map(lambda minutes: timedelta(minutes=minutes))
_sessions = st.builds(
    lambda start, length, all_day: Session(start=start, end=start + length, all_day=all_day),
    MOMENTS,
    _lengths,
    st.booleans(),
)
_titles = st.sampled_from(["Été", "ete", "Atelier", "Zinc", "L'eau", "Œuvre"])


def _some(values: tuple[str, ...], most: int = 2) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), max_size=most, unique=True).map(tuple)


_conditions = st.builds(
    Conditions,
    min_age=st.sampled_from([None, 12, 16]),
    capacity=st.sampled_from([None, 10, 30]),
    women_only=st.booleans(),
    price_eur=st.sampled_from([None, 0, 5]),
)
_events = st.builds(
    lambda city, sessions, values: event_of("", *sorted(set(sessions)), city=city, **values),
    st.sampled_from([*_CITIES, None]),
    st.lists(_sessions, max_size=3),
    st.fixed_dictionaries(
        {
            "title": _titles,
            "kind": st.sampled_from(KINDS[:4]),
            "sectors": _some(SECTORS[-10:]),
            "themes": _some(THEMES),
            "audiences": _some(AUDIENCES),
            "accessibility": _some(ACCESSIBILITY),
            "online": st.booleans(),
            "status": st.sampled_from(STATUSES),
            "reserved": st.sampled_from([False, False, False, True]),
            "conditions": _conditions,
        }
    ),
)
PROGRAMMES = st.lists(_events, min_size=1, max_size=12).map(
    lambda events: [replace(event, id=f"e{number}") for number, event in enumerate(events)]
)
_periods: st.SearchStrategy[Period] = st.one_of(
    st.builds(lambda start, length: (start, start + length), MOMENTS, _lengths),
    st.builds(lambda start: (start, None), MOMENTS),
    st.builds(lambda end: (None, end), MOMENTS),
)
_places = _some((*_CITIES, "dep:13", "dep:83", "reg:93"))
QUERIES = st.builds(
    Query,
    periods=st.lists(_periods, max_size=2).map(tuple),
    hours=st.sampled_from([None, None, (time(6), time(12)), (time(18), None)]),
    places=_places,
    centres=st.sampled_from([(), (), ((43.3, 5.37),), ((43.3, 5.37), (43.95, 4.8))]),
    radius_km=st.sampled_from([5.0, 30.0, 90.0]),
    online=st.sampled_from([None, None, True, False]),
    kinds=_some(KINDS[:4]),
    sectors=_some((*SECTORS[-10:], "energie"), 1),
    themes=_some(THEMES, 1),
    audiences=_some(AUDIENCES, 1),
    without=st.builds(
        Without,
        periods=st.lists(_periods, max_size=1).map(tuple),
        places=_places,
        kinds=_some(KINDS[:4], 1),
        sectors=_some(SECTORS[-10:], 1),
        themes=_some(THEMES, 1),
        audiences=_some(AUDIENCES, 1),
    ),
    free=st.booleans(),
    accessible=st.booleans(),
    available=st.booleans(),
    accessibility=_some(ACCESSIBILITY, 1),
    women_only=st.sampled_from([None, None, True, False]),
    min_age_ok=st.sampled_from([None, 11, 14, 18]),
    group_size=st.sampled_from([None, 8, 25]),
    class_visit=st.booleans(),
)
#: Most criteria leave nothing; a query keeps a few of those drawn.
NAMES = (
    "periods",
    "hours",
    "places",
    "centres",
    "online",
    "kinds",
    "sectors",
    "themes",
    "audiences",
    "without",
    "free",
)
KEPT = st.lists(
    st.sampled_from((*NAMES, "accessible", "available", "women_only", "min_age_ok", "class_visit")), max_size=3
)


def thinned(query: Query, kept: list[str]) -> Query:
    return Query(radius_km=query.radius_km, **{name: getattr(query, name) for name in kept})
