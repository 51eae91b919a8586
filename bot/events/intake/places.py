"""Settles where an event is held: the commune that name, postal code, INSEE code and position agree on."""

import re

from bot.events.communes import Communes
from bot.events.intake.draft import Draft
from bot.events.places import PlaceReader, distance_km

_POSTAL_CODE = re.compile(r"\b(\d{2})\s?(\d{3})\b")
#: « 26700 PIERRELATTE », at the end of an address.
_CITY_AFTER = re.compile(r"\b\d{5}\s+([^\W\d][^\d,;()]*?)\s*(?:cedex.*|,\s*france)?\s*$", re.IGNORECASE)
_CEDEX = re.compile(r"\s+cedex\b.*$", re.IGNORECASE)
#: What is settled of a place.
_SETTLED = ("country", "address", "city", "insee", "postal_code", "lat", "lon")
#: A position may be that far from its commune's centre, in km.
_FAR_KM = 30.0


class PlaceSettler:
    """Finds communes with the map of France at hand."""

    def __init__(self, communes: Communes, areas: frozenset[str], field: str) -> None:
        """`areas`: place codes of the programme; they choose among communes of one name. `field`: the place settled."""
        self._communes = communes
        self._field = field
        self._reader = PlaceReader(communes, areas)
        self._fields = frozenset(f"{field}.{name}" for name in _SETTLED)

    def settle(self, draft: Draft) -> None:
        """Make the place one that a programme may hold; what cannot be is told of."""
        if self._fields.isdisjoint(draft.values):
            return
        country = draft.values.pop(f"{self._field}.country", None)
        if country:
            self._leave_abroad(draft, country.value)
            return
        if not draft.is_complete:
            self._complete(draft)
        code = self._commune(draft)
        if code:
            self._write(draft, code)
        else:
            for name in ("insee", "postal_code"):
                draft.values.pop(f"{self._field}.{name}", None)
        self._settle_position(draft, code)

    def _leave_abroad(self, draft: Draft, country: str) -> None:
        city = draft.get(f"{self._field}.city") or ""
        address = ", ".join(filter(None, (draft.get(f"{self._field}.address"), city)))
        draft.put(f"{self._field}.address", address, "place")
        for name in ("city", "insee", "postal_code"):
            draft.values.pop(f"{self._field}.{name}", None)
        draft.doubt(f"{self._field}.city", "abroad", "note", value=f"{city} ({country})")
        self._settle_position(draft, None)

    def _complete(self, draft: Draft) -> None:
        """A postal code and a town that only the address has."""
        address = draft.get(f"{self._field}.address") or ""
        postal = draft.values.get(f"{self._field}.postal_code")
        found = _POSTAL_CODE.search(str(postal.value) if postal else address)
        if found:
            code = "".join(found.groups())
            draft.put(f"{self._field}.postal_code", code, postal.origin if postal else "adresse")
        else:
            draft.values.pop(f"{self._field}.postal_code", None)
        if not draft.get(f"{self._field}.city") and (city := _CITY_AFTER.search(address)):
            draft.put(f"{self._field}.city", city[1], "adresse", city[0])
        elif not draft.get(f"{self._field}.city") and (named := self._named_last(address)):
            draft.put(f"{self._field}.city", named, "adresse", named)

    def _named_last(self, address: str) -> str:
        """« Lycée Ismaël-Dauphin, Cavaillon »: a commune's name that ends an address."""
        last = re.sub(r",?\s*france\s*$", "", address, flags=re.IGNORECASE).rpartition(",")[2].strip()
        return last if last and self._communes.communes_named(last) else ""

    def _commune(self, draft: Draft) -> str | None:
        """The code of the commune; contradictions are settled by what most agree on."""
        city, postal = draft.get(f"{self._field}.city"), draft.get(f"{self._field}.postal_code")
        insee, position = draft.get(f"{self._field}.insee"), self._position(draft)
        city = _CEDEX.sub("", city) if city else None
        if insee in self._communes and not self._reader.contradicted(insee, city, postal):
            return str(insee)
        if city:
            code, what, _ = self._reader.named(city, postal)
            if code:
                return code
            named = [*self._communes.communes_named(city)]
        else:
            named, what = [], ""
        posted = [*self._communes.with_postal_code(postal)] if postal else []
        given = [insee] if insee in self._communes else []
        code = self._likeliest([*given, *named, *posted], position)
        if code and (city or postal):
            self._tell(draft, code, city, postal)
        elif city:
            self._tell_unknown(draft, what, city, postal)
        return code

    def _likeliest(self, codes: list[str], position: tuple[float, float] | None) -> str | None:
        """The nearest to the position; without one, the only one."""
        if position is None:
            return codes[0] if len(set(codes)) == 1 else None
        near = [(self._away(code, position), code) for code in codes]
        away, code = min(near, default=(_FAR_KM, ""))
        return code if away < _FAR_KM else None

    def _away(self, code: str, position: tuple[float, float]) -> float:
        centre = self._communes.position(code)
        return distance_km(*position, *centre) if centre else _FAR_KM

    def _tell(self, draft: Draft, code: str, city: str | None, postal: str | None) -> None:
        name = self._communes.name(code)
        if city and postal and self._reader.contradicted(code, city, postal):
            values = {"value": city, "other": f"« {postal} »", "taken": name}
            draft.doubt(f"{self._field}.city", "place_contradicted", **values)

    def _tell_unknown(self, draft: Draft, what: str, city: str, postal: str | None) -> None:
        del draft.values[f"{self._field}.city"]
        address = draft.get(f"{self._field}.address") or ""
        if city.lower() not in address.lower():  # so that it is not lost
            draft.put(f"{self._field}.address", ", ".join(filter(None, (address, city))), f"{self._field}.city")
        if what == "ambiguous_city":
            draft.doubt(f"{self._field}.city", "place_ambiguous", value=city)
        elif postal:
            draft.doubt(f"{self._field}.city", "place_unknown_there", value=city, other=postal)
        else:
            draft.doubt(f"{self._field}.city", "place_unknown", value=city)

    def _write(self, draft: Draft, code: str) -> None:
        """The names and codes of a commune, as a programme accepts them together."""
        city, postal = draft.get(f"{self._field}.city"), draft.get(f"{self._field}.postal_code")
        draft.put(f"{self._field}.insee", code, "place")
        if city is None or self._reader.contradicted(code, city, None):
            draft.put(f"{self._field}.city", self._communes.name(code), "place", city or "")
        known = list(self._communes.postal_codes(code))
        address = draft.get(f"{self._field}.address")
        if address and not postal and not draft.is_complete and len(known) == 1:
            draft.put(f"{self._field}.postal_code", known[0], "place", city or "")
            draft.doubt(f"{self._field}.postal_code", "postal_code_found", "note", value=known[0])
        if postal and self._reader.contradicted(code, None, postal):
            del draft.values[f"{self._field}.postal_code"]
            if len(known) == 1:
                draft.put(f"{self._field}.postal_code", known[0], "place", postal)

    def _position(self, draft: Draft) -> tuple[float, float] | None:
        lat, lon = draft.get(f"{self._field}.lat"), draft.get(f"{self._field}.lon")
        return (lat, lon) if lat is not None and lon is not None and (lat, lon) != (0, 0) else None

    def _settle_position(self, draft: Draft, code: str | None) -> None:
        position = self._position(draft)
        for name in ("lat", "lon"):
            found = draft.values.pop(f"{self._field}.{name}", None)
            if position and found:
                draft.values[f"{self._field}.{name}"] = found
        if position and not (abs(position[0]) <= 90 and abs(position[1]) <= 180):
            self._drop_position(draft, "not_valid", value=f"{position[0]}, {position[1]}")
        elif position and code and (away := self._away(code, position)) > _FAR_KM:
            self._drop_position(draft, "far_position", value=round(away), other=self._communes.name(code))

    def _drop_position(self, draft: Draft, what: str, **values: object) -> None:
        for name in ("lat", "lon"):
            draft.values.pop(f"{self._field}.{name}", None)
        draft.doubts.append((f"{self._field}.lat", what, "doubtful", values))
