"""OpenAgenda v2: events as JSON, a list of them, its pages, or one (https://developers.openagenda.com/10-lecture/)."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from bot.events.intake import openagenda
from bot.events.intake.draft import Draft
from bot.events.intake.importer import Setting
from bot.events.intake.material import Material
from bot.events.intake.own_fields import put_own_fields
from bot.events.intake.records import document, first_record, items, mapping, number, records, text

#: Published; others wait to be read by the agenda's editors, or were refused by them.
_PUBLISHED = 2
_PLACE = {
    "name": "name",
    "address": "address",
    "city": "city",
    "postalCode": "postal_code",
    "insee": "insee",
    "latitude": "lat",
    "longitude": "lon",
}
_NUMBERS = frozenset({"lat", "lon"})


class OpenAgenda:
    """Reads what OpenAgenda's own interface gives, short or `detailed=1`."""

    name = "openagenda"

    def recognises(self, material: Material) -> bool:
        """Its events have a title for each language, and timings."""
        record = first_record(material)
        return "uid" in record and (
            isinstance(record.get("title"), dict) or isinstance(record.get("timings"), list) or "removed" in record
        )

    def drafts(self, material: Material, setting: Setting) -> Iterator[Draft]:
        """Events in the order of the source."""
        for rank, record in enumerate(records(material), start=1):
            if draft := _draft(record, rank, material.name, setting):
                yield draft

    def next_page(self, address: str, material: Material) -> str | None:
        """`after` of an answer goes into the next question."""
        page = document(material)
        after = items(page.get("after"))
        if not after or not items(page.get("events")):
            return None
        parts = urlsplit(address)
        kept = [(name, value) for name, value in parse_qsl(parts.query) if name not in ("after[]", "after", "from")]
        query = urlencode([*kept, *(("after[]", text(value) or "null") for value in after)])
        return urlunsplit(parts._replace(query=query))


def _draft(record: Mapping[str, Any], rank: int, name: str, setting: Setting) -> Draft | None:
    """One event; None when its agenda does not publish it."""
    uid = text(record.get("uid"))
    draft = Draft(source=openagenda.SOURCE, key=uid, where=f"{name}, n° {rank}")
    draft.removed = record.get("removed") is True
    if not draft.removed and _is_hidden(record):
        return None
    draft.updated = openagenda.moment(record.get("updatedAt"))
    _put_texts(draft, record)
    draft.put("sessions", openagenda.slots(draft, _timings(record)), "timings")
    _put_place(draft, mapping(record.get("location")))
    _put_conditions(draft, record)
    mode, link = record.get("attendanceMode"), record.get("onlineAccessLink")
    openagenda.put_attendance(draft, mode, link, "attendanceMode")
    flags = mapping(record.get("accessibility"))
    openagenda.put_accessibility(draft, [code for code, on in flags.items() if on is True], "accessibility")
    openagenda.put_registration(draft, record.get("registration"), "registration")
    openagenda.put_status(draft, record.get("status"), "status")
    put_own_fields(draft, record, setting.own_fields)
    return draft


def _is_hidden(record: Mapping[str, Any]) -> bool:
    state = record.get("state", _PUBLISHED)
    return state != _PUBLISHED or bool(record.get("draft")) or bool(record.get("private"))


def _put_texts(draft: Draft, record: Mapping[str, Any]) -> None:
    draft.put("title", text(record.get("title")), "title")
    draft.put("summary", text(record.get("description")), "description")
    draft.text = text(record.get("longDescription"))
    draft.tags = text(record.get("keywords"))
    organiser = text(mapping(record.get("contributor")).get("organization"))
    draft.put("organiser", organiser, "contributor.organization")
    agenda, slug = mapping(record.get("originAgenda")), text(record.get("slug"))
    page = text(record.get("canonicalUrl"))
    if not page and slug and agenda.get("slug"):
        page = f"https://openagenda.com/{text(agenda['slug'])}/events/{slug}"
    draft.put("url", page, "canonicalUrl" if record.get("canonicalUrl") else "slug")


def _timings(record: Mapping[str, Any]) -> Any:
    """All timings; a short answer only gives the first and the last."""
    ends = [record.get("firstTiming") or record.get("nextTiming"), record.get("lastTiming")]
    return record.get("timings") or [end for i, end in enumerate(ends) if end and end not in ends[:i]]


def _put_place(draft: Draft, location: Mapping[str, Any]) -> None:
    for theirs, ours in _PLACE.items():
        value = number(location.get(theirs)) if ours in _NUMBERS else text(location.get(theirs))
        draft.put(f"place.{ours}", value, f"location.{theirs}")
    country = text(location.get("countryCode"))
    if country and country != "FR":
        draft.put("place.country", country, "location.countryCode")


def _put_conditions(draft: Draft, record: Mapping[str, Any]) -> None:
    draft.put("conditions.note", text(record.get("conditions")), "conditions")
    age = number(mapping(record.get("age")).get("min"))
    if age:  # 0 is no limit
        draft.put("conditions.min_age", int(age), "age.min")
