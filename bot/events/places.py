"""Reads where an event is held, and finds its commune on the map of France."""

import re
from functools import lru_cache
from math import asin, cos, radians, sin, sqrt

from bot.events.communes import Communes
from bot.events.fields import Fields
from bot.events.model import MeetingPoint, Place
from bot.events.words import fold, words_of

PLACE = ("name", "address", "city", "insee", "postal_code", "lat", "lon")
MEETING_POINT = ("name", "address", "city", "insee", "postal_code", "note")
_INSEE = re.compile(r"\d[\dAB]\d{3}")
_POSTAL_CODE = re.compile(r"\d{5}")
_CORSICA = ("2A", "2B")
#: A position may be that far from its commune's centre, in km.
_FAR_KM = 30.0
_EARTH_KM = 6371.0


class PlaceReader:
    """Reads places with the map of France at hand."""

    def __init__(self, communes: Communes, areas: frozenset[str]) -> None:
        """`areas`: place codes that the programme covers; they choose among communes of one name."""
        self._communes = communes
        self._areas = areas
        self.named = lru_cache(maxsize=None)(self._search)
        self.contradicted = lru_cache(maxsize=None)(self._contradiction)

    def place(self, event: Fields) -> Place | None:
        """The place of an event."""
        fields = event.mapping("place", PLACE)
        if fields is None:
            return None
        insee = self._commune(fields)
        lat, lon = self._position(fields, insee)
        exact = lat is not None
        if not exact and insee:
            lat, lon = self._communes.position(insee) or (None, None)
        return Place(
            name=fields.text("name"),
            address=fields.text("address"),
            city=fields.text("city") or (self._communes.name(insee) if insee else None),
            insee=insee,
            postal_code=fields.text("postal_code"),
            lat=lat,
            lon=lon,
            approximate=not exact,
        )

    def meeting_point(self, event: Fields) -> MeetingPoint | None:
        """Where people gather, when it is not the place."""
        fields = event.mapping("meeting_point", MEETING_POINT)
        if fields is None:
            return None
        return MeetingPoint(
            insee=self._commune(fields),
            **{name: fields.text(name) for name in ("name", "address", "city", "postal_code", "note")},
        )

    def _commune(self, fields: Fields) -> str | None:
        """The commune's code: as written when nothing contradicts it, else found by name and postal code."""
        insee = fields.matching("insee", _INSEE, "not_insee")
        postal_code = fields.matching("postal_code", _POSTAL_CODE, "not_postal_code")
        city = fields.text("city")
        if insee and insee not in self._communes:
            fields.refuse("insee", "not_insee", value=insee)
        elif insee:
            if found := self.contradicted(insee, city, postal_code):
                fields.refuse(found[0], found[1], **found[2])
            return insee
        elif city and not fields["insee"]:
            code, what, values = self.named(city, postal_code)
            if what:
                fields.refuse("city", what, value=city, **values)
            return code
        return None

    def _search(self, city: str, postal_code: str | None) -> tuple[str | None, str, dict[str, str]]:
        """A commune's code; or what is wrong (a key of checks.yaml) and the values to say it with."""
        if postal_code:
            found = self._communes.find_commune(city, postal_code)
            if found and self._may_have(found, postal_code):
                return found, "", {}
            return None, "unknown_city_there", {"other": postal_code}
        codes = self._communes.communes_named(city)
        choice = [code for code in codes if self._areas & self._communes.areas(code)] or list(codes)
        if len(choice) == 1:
            return choice[0], "", {}
        if not choice:
            return None, "unknown_city", {}
        accepted = sorted({postal for code in choice for postal in self._communes.postal_codes(code)})
        return None, "ambiguous_city", {"accepted": ", ".join(accepted)}

    def _contradiction(
        self, insee: str, city: str | None, postal_code: str | None
    ) -> tuple[str, str, dict[str, str]] | None:
        """What contradicts a commune's code: the field that does, a key of checks.yaml, values to say it with."""
        official = self._communes.name(insee)
        if city and not self._is_name(city, insee, official):
            return "insee", "other_city", {"value": insee, "other": official, "accepted": city}
        if postal_code and not self._may_have(insee, postal_code):
            known = ", ".join(self._communes.postal_codes(insee))
            return "postal_code", "other_postal_code", {"value": postal_code, "other": official, "accepted": known}
        return None

    def _may_have(self, insee: str, postal_code: str) -> bool:
        """The postal code is the commune's, or nobody's in its département, as those of firms are (« Cedex »)."""
        if postal_code in self._communes.postal_codes(insee):
            return True
        departement = insee[:2] if insee[:2] not in _CORSICA else "20"
        return postal_code[:2] == departement and not self._communes.with_postal_code(postal_code)

    def _is_name(self, city: str, insee: str, official: str) -> bool:
        """The city is the commune's name, however spelt, or that of the commune whose arrondissement it is."""
        city = fold(city).partition(" cedex")[0]
        if self._communes.areas(insee).intersection(self._communes.communes_named(city)):
            return True
        ours, theirs = set(words_of(city)), set(words_of(fold(official)))
        return len(ours & theirs) * 2 > len(theirs)  # « Saint-Paul-lez-Durance » for Saint-Paul-lès-Durance

    def _position(self, fields: Fields, insee: str | None) -> tuple[float | None, float | None]:
        """The position in the file, when it has one that can be the commune's."""
        lat, lon = fields.number("lat", -90, 90), fields.number("lon", -180, 180)
        if lat is None or lon is None:
            if (fields["lat"] is None) != (fields["lon"] is None):
                missing = "lat" if fields["lat"] is None else "lon"
                fields.refuse(missing, "half_position")
            return None, None
        centre = self._communes.position(insee) if insee else None
        if insee and centre and (away := distance_km(lat, lon, *centre)) > _FAR_KM:
            fields.refuse("lat", "far_position", value=round(away), other=self._communes.name(insee))
        return lat, lon


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Kilometres between two points given in degrees, on a sphere (haversine)."""
    a, b = radians(lat), radians(other_lat)
    h = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(radians(other_lon - lon) / 2) ** 2
    return 2 * _EARTH_KM * asin(sqrt(h))
