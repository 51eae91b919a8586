"""Opendatasoft's `evenements-publics-openagenda`: v1.0 (`records[].fields`), v2.1 and exports (flat records).

Sets that people derived from it bear the same names without the language, or parted by underscores.
"""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from bot.events.intake import openagenda
from bot.events.intake.draft import Draft, Slot
from bot.events.intake.importer import Setting
from bot.events.intake.material import Material
from bot.events.intake.own_fields import put_own_fields
from bot.events.intake.records import document, first_record, items, mapping, number, records, text, unpacked

#: Our field → their names for it, best first.
_TEXTS = {
    "title": ("title_fr", "title"),
    "summary": ("description_fr", "description"),
    "organiser": ("contributor_organization",),
    "url": ("canonicalurl", "url"),
    "place.name": ("location_name",),
    "place.address": ("location_address",),
    "place.city": ("location_city",),
    "place.postal_code": ("location_postalcode",),
    "place.insee": ("location_insee",),
    "conditions.note": ("conditions_fr", "conditions"),
}
_LONG = ("longdescription_fr", "long_description", "longdescription")
_TAGS = ("keywords_fr", "keywords")
_FIRST, _LAST = ("firstdate_begin", "first_date"), ("lastdate_begin", "last_date")
#: Pages of v2.1 and of v1.0, in records.
_LARGEST_PAGE = 100


class Opendatasoft:
    """Reads the public data set of all of OpenAgenda."""

    name = "opendatasoft"

    def recognises(self, material: Material) -> bool:
        """Its records name the place in flat fields."""
        record = first_record(material)
        fields = mapping(record.get("fields")) or record
        return "uid" in fields and "location_city" in fields

    def drafts(self, material: Material, setting: Setting) -> Iterator[Draft]:
        """Events in the order of the source."""
        for rank, record in enumerate(records(material), start=1):
            fields = mapping(record.get("fields")) or record
            yield _draft(fields, f"{material.name}, n° {rank}", setting)

    def next_page(self, address: str, material: Material) -> str | None:
        """v2.1 counts with `offset` and `limit`, v1.0 with `start` and `rows`."""
        page = document(material)
        results, records_ = items(page.get("results")), items(page.get("records"))
        total = number(page.get("total_count", page.get("nhits"))) or 0
        parts = urlsplit(address)
        query = dict(parse_qsl(parts.query))
        key = "offset" if results else "start"
        done = int(number(query.get(key)) or 0) + len(results or records_)
        if not (results or records_) or done >= total:
            return None
        return urlunsplit(parts._replace(query=urlencode({**query, key: done})))


def _draft(record: Mapping[str, Any], where: str, setting: Setting) -> Draft:
    draft = Draft(source=openagenda.SOURCE, key=text(record.get("uid")), where=where)
    draft.updated = openagenda.moment(record.get("updatedat"))
    for field, names in _TEXTS.items():
        name = _named(record, names)
        draft.put(field, text(record.get(name)), name)
    draft.text, draft.tags = text(record.get(_named(record, _LONG))), text(unpacked(record.get(_named(record, _TAGS))))
    _put_sessions(draft, record)
    _put_position(draft, record)
    age = number(record.get("age_min"))
    if age:
        draft.put("conditions.min_age", int(age), "age_min")
    mode, link = mapping(record.get("attendancemode")).get("id"), record.get("onlineaccesslink")
    openagenda.put_attendance(draft, mode, link, "attendancemode")
    openagenda.put_accessibility(draft, text(record.get("accessibility")).split(";"), "accessibility")
    openagenda.put_registration(draft, record.get("registration"), "registration")
    openagenda.put_status(draft, mapping(record.get("status")).get("id"), "status")
    country = text(record.get("location_countrycode"))
    if country and country != "FR":
        draft.put("place.country", country, "location_countrycode")
    put_own_fields(draft, record, setting.own_fields)
    return draft


def _named(record: Mapping[str, Any], names: tuple[str, ...]) -> str:
    """The name by which a record calls a field."""
    return next((name for name in names if record.get(name) not in (None, "")), names[0])


def _put_sessions(draft: Draft, record: Mapping[str, Any]) -> None:
    """All timings; without them the first and the last, of which derived sets only tell the beginning."""
    found = openagenda.slots(draft, record.get("timings"))
    if found:
        draft.put("sessions", found, "timings")
        return
    names = dict.fromkeys((_named(record, _FIRST), _named(record, _LAST)))
    for name in names:
        begin = openagenda.moment(record.get(name))
        end = openagenda.moment(record.get(name.replace("begin", "end"))) if "begin" in name else None
        if begin and Slot(start=begin, end=end) not in found:
            found.append(Slot(start=begin, end=end))
    draft.put("sessions", found, next(iter(names)))


def _put_position(draft: Draft, record: Mapping[str, Any]) -> None:
    """v2.1 gives a mapping, v1.0 a pair, exports a text « 48.83, 2.28 », derived sets two fields."""
    value = unpacked(record.get("location_coordinates"))
    if isinstance(value, str):
        value = value.split(",")
    if isinstance(value, list):
        value = dict(zip(("lat", "lon"), value, strict=False))
    for ours, theirs in (("lat", "latitude"), ("lon", "longitude")):
        draft.put(f"place.{ours}", number(mapping(value).get(ours, record.get(theirs))), "location_coordinates")
