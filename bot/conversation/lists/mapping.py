"""Events on maps: which have a place there, and what a map shows beside them."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from bot.conversation.attachment import MapPicture
from bot.conversation.turn import Guide
from bot.documents.scene import Pin, Scene, Town, on_one_map
from bot.events.model import Event
from intents import Gazetteer

#: Inhabitants from which a town's name may help.
_TOWN = 2000


def mapped(events: Mapping[int, Event]) -> dict[int, tuple[float, float]]:
    """Where events are that can be shown on one map, by number; those held online only are nowhere."""
    places = {number: place for number, event in events.items() if (place := _position(event))}
    numbers = list(places)
    return {numbers[i]: places[numbers[i]] for i in on_one_map(list(places.values()))}


def has_place(events: Iterable[Event]) -> bool:
    """Any of them can be shown on a map."""
    return any(map(_position, events))


def scene_of(content: MapPicture, guide: Guide) -> Scene:
    """What a map shows. Raises LookupError when none of its events has a place (any more)."""
    found = {number: guide.catalogue.event(event_id) for number, event_id in content.events.items()}
    events = {number: event for number, event in found.items() if event}
    places = mapped(events)
    if not places:
        raise LookupError("none of the events is on the map")
    areas = guide.catalogue.programme.areas
    own = _own_towns([events[number] for number in places], guide.gazetteer)
    return Scene(
        departements=_departements(guide.gazetteer, areas),
        pins=tuple(Pin(label=str(number), lat=lat, lon=lon) for number, (lat, lon) in places.items()),
        here=content.here,
        here_name=guide.phrases.text("listing.map_here"),
        towns=tuple(dict.fromkeys((*own, *_towns(guide.gazetteer, areas)))),
    )


def _position(event: Event) -> tuple[float, float] | None:
    place = event.place
    if event.status == "moved-online" or place is None or place.lat is None or place.lon is None:
        return None
    return place.lat, place.lon


def _own_towns(events: Sequence[Event], gazetteer: Gazetteer) -> list[Town]:
    """The towns of events: their names are the first to have room."""
    codes = dict.fromkeys(event.place.insee for event in events if event.place and event.place.insee)
    return [town for code in codes if not gazetteer.is_arrondissement(code) for town in _town(code, gazetteer)]


def _town(code: str, gazetteer: Gazetteer) -> list[Town]:
    position = gazetteer.position(code)
    return [Town(name=gazetteer.name(code), lat=position[0], lon=position[1])] if position else []


@lru_cache(maxsize=1)
def _towns(gazetteer: Gazetteer, areas: tuple[str, ...]) -> tuple[Town, ...]:
    """The towns of areas, the largest first."""
    large = [
        code for code in gazetteer.communes_of(areas or gazetteer.regions()) if gazetteer.population(code) >= _TOWN
    ]
    ordered = sorted(large, key=gazetteer.population, reverse=True)
    return tuple(town for code in ordered for town in _town(code, gazetteer))


@lru_cache(maxsize=1)
def _departements(gazetteer: Gazetteer, areas: tuple[str, ...]) -> tuple[str, ...]:
    """Numbers of the départements of areas; all when the programme names none."""
    codes = (code for code, _ in gazetteer.areas_named() if code.startswith("dep:"))
    return tuple(code[4:] for code in codes if not areas or not gazetteer.areas(code).isdisjoint(areas))
