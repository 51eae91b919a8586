"""Addresses and towns that do not go together, or say too little."""

import re
from collections.abc import Iterator

from bot.events.communes import Communes
from bot.events.model import Event
from bot.events.places import distance_km

#: A place may be that far from the centre of its commune, in km, without a note.
_FAR_KM = 12.0
#: « 26701 Pierrelatte », « Saint-Paul-Trois-Châteaux 26130 ».
_TOWN = re.compile(
    r"\b(?P<code>\d{5})\s+(?P<after>[^\W\d][^\d,;()]{2,40})|(?P<before>[^\W\d][^\d,;()]{2,40}?)\s+(?P<last>\d{5})\b"
)


def without_postal_code(event: Event) -> Iterator[tuple[str, dict[str, object]]]:
    """It has an address and a town, and no postal code; a town that is not known is told of elsewhere."""
    place = event.place
    if place and place.address and place.city and not place.postal_code:
        yield "place.postal_code", {"value": place.address}


def other_towns(event: Event, communes: Communes) -> Iterator[tuple[str, dict[str, object]]]:
    """Its address names another commune than its town."""
    place = event.place
    if not place or not place.address or not place.insee:
        return
    for found in _TOWN.finditer(place.address):
        code, name = found["code"] or found["last"], (found["after"] or found["before"]).strip(" -–.")
        named = [c for c in communes.communes_named(name) if code[:2] == c[:2]]
        if named and communes.areas(place.insee).isdisjoint(named):
            yield "place.city", {"value": place.city or "", "other": f"{code} {name}"}


def far_from_town(event: Event, communes: Communes) -> Iterator[tuple[str, dict[str, object]]]:
    """Its position is far from its town."""
    place = event.place
    if not place or place.approximate or not place.insee or place.lat is None or place.lon is None:
        return
    centre = communes.position(place.insee)
    if centre and (away := distance_km(place.lat, place.lon, *centre)) > _FAR_KM:
        yield "place.lat", {"value": round(away), "other": place.city or communes.name(place.insee)}
