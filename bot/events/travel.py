"""How long it takes from one place to another: a cautious guess, for want of a map of roads and timetables."""

from dataclasses import dataclass
from math import ceil

from bot.events.communes import Communes
from bot.events.model import Event
from bot.events.places import distance_km

#: Roads are that much longer than the straight line.
_ROAD = 1.4
#: What a coach makes in an hour, in kilometres: at first in towns, with their traffic lights, then on larger roads.
_KM_AN_HOUR, _KM_AN_HOUR_LATER = 40, 70
_FIRST_KM = 20
#: Minutes to gather everybody, get in and get out again; and to find a place of which only the commune is known.
_STOPS, _SEARCH = 10, 5
#: Guesses are told in steps of so many minutes.
_STEP = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Spot:
    """Where people are or go, in degrees (WGS 84)."""

    lat: float
    lon: float
    #: It is the commune's centre, for want of anything better.
    approximate: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Trip:
    """The way from one spot to another."""

    #: As the crow flies.
    km: float
    #: By road, stops included: rather too many than too few.
    minutes: int


def gathering(event: Event, communes: Communes) -> Spot | None:
    """Where an event begins: its meeting point's commune when it has one, else its place; None when nobody knows."""
    place, point = event.place, event.meeting_point
    if place is None or event.status == "moved-online":
        return None
    if point and point.insee and point.insee != place.insee and (centre := communes.position(point.insee)):
        return Spot(lat=centre[0], lon=centre[1], approximate=True)
    if place.lat is None or place.lon is None:
        return None
    return Spot(lat=place.lat, lon=place.lon, approximate=place.approximate)


def trip(start: Spot, end: Spot) -> Trip:
    """The way between two spots."""
    km = distance_km(start.lat, start.lon, end.lat, end.lon)
    searching = _SEARCH * (start.approximate + end.approximate)
    road = km * _ROAD
    slow = min(road, _FIRST_KM)
    driving = slow / _KM_AN_HOUR + (road - slow) / _KM_AN_HOUR_LATER
    minutes = driving * 60 + _STOPS + searching
    return Trip(km=km, minutes=_STEP * ceil(minutes / _STEP))
