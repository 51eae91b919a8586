"""schema.org events as JSON-LD, in a file or in the scripts of a page (https://schema.org/Event)."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from bot.events.intake.draft import Draft, Slot
from bot.events.intake.importer import Setting
from bot.events.intake.material import Material
from bot.events.intake.records import first_record, mapping, number, records, text
from bot.events.intake.refusal import Refused
from bot.events.intake.schedules import slots_of

SOURCE = "web"
_SCRIPT = b"application/ld+json"
_PAGE = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|head|body|script)\b", re.IGNORECASE)
#: A page is never longer, in bytes.
_LONGEST = 8_000_000
#: Kinds of events that do not say so by their name.
_EVENTS = frozenset({"Festival", "Hackathon", "EventSeries", "CourseInstance"})
_STATUSES = {
    "EventCancelled": "cancelled",
    "EventPostponed": "postponed",
    "EventRescheduled": "postponed",
    "EventMovedOnline": "moved-online",
}
#: Nodes of a document that events may point to by their `@id`.
_MOST_NODES = 100_000
_DEEPEST = 4
_AGE = re.compile(r"\s*(\d{1,3})\s*(?:\+|-|–|ans)?")

Node = Mapping[str, Any]


class JsonLd:
    """Reads events that pages describe for search engines."""

    name = "jsonld"

    def recognises(self, material: Material) -> bool:
        """JSON that speaks of schema.org, or a page that has such a script."""
        if _PAGE.match(material.head):
            with material.open() as file:
                return _SCRIPT in file.read(_LONGEST)
        record = first_record(material)
        return "@type" in record or ("@context" in record and "@graph" in record)

    def drafts(self, material: Material, setting: Setting) -> Iterator[Draft]:
        """Events in the order of the source, those within others after them."""
        is_page = _PAGE.match(material.head) is not None
        known = {} if is_page else _known(material)
        found = _of_page(material) if is_page else records(material)
        rank = 0
        for document in found:
            nodes = list(_nodes(document))
            here = {**known, **{str(node["@id"]): node for node in nodes if "@id" in node}} if is_page else known
            for node in _events(nodes):
                rank += 1
                yield from _drafts(_Reader(here), node, f"{material.name}, n° {rank}")

    def next_page(self, address: str, material: Material) -> str | None:
        """A page leads to no other."""
        return None


def _of_page(material: Material) -> Iterator[Node]:
    """What the scripts of a page hold; one that is broken costs no other."""
    with material.open() as file:
        data = file.read(_LONGEST + 1)
    if len(data) > _LONGEST:
        raise Refused("long_record", name=material.name, megabytes=_LONGEST // 1_000_000)
    for script in LexborHTMLParser(data).css('script[type="application/ld+json"]'):
        try:
            found = json.loads(script.text(), strict=False)
        except (ValueError, RecursionError):
            continue
        yield {"@graph": found if isinstance(found, list) else [found]}


def _known(material: Material) -> dict[str, Node]:
    """The nodes that others may point to; only graphs have such, and they are short."""
    if b'"@graph"' not in material.head:
        return {}
    found: dict[str, Node] = {}
    for record in records(material):
        for node in _nodes(record):
            if "@id" in node and not _is_event(node) and len(found) < _MOST_NODES:
                found[str(node["@id"])] = node
    return found


def _nodes(document: Node) -> Iterator[Node]:
    """The nodes of a document: those of its graph, else itself."""
    graph = document.get("@graph")
    if not isinstance(graph, list):
        yield document
        return
    for node in graph:
        if isinstance(node, dict):
            yield from _nodes(node)


def _events(nodes: list[Node], depth: int = 0) -> Iterator[Node]:
    """The events among nodes, and those that lists and pages hold."""
    for node in nodes:
        if _is_event(node):
            yield node
        elif depth < _DEEPEST:
            for name in ("itemListElement", "item", "mainEntity", "event", "events", "about"):
                inner = node.get(name)
                listed = inner if isinstance(inner, list) else [inner]
                yield from _events([value for value in listed if isinstance(value, dict)], depth + 1)


def _types(node: Node) -> frozenset[str]:
    found = node.get("@type")
    return frozenset(str(name).rpartition("/")[2].rpartition(":")[2] for name in _list(found))


def _is_event(node: Node) -> bool:
    return any(name.endswith("Event") or name in _EVENTS for name in _types(node))


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _drafts(reader: "_Reader", node: Node, where: str) -> Iterator[Draft]:
    """An event; those within it that have a name of their own are others, the rest are its sessions."""
    draft, inner = reader.draft(node, where), [reader.node(sub) for sub in _list(node.get("subEvent"))[:1000]]
    own = [sub for sub in inner if text(sub.get("name")) not in ("", draft.get("title"))]
    slots = [slot for sub in inner if sub not in own for slot in reader.slots(draft, sub)]
    if slots:
        draft.put("sessions", slots, "subEvent")
    if not own or slots:
        yield draft
    for rank, sub in enumerate(own, start=1):
        inherited = {name: node[name] for name in ("location", "organizer", "offers", "eventStatus") if name in node}
        yield reader.draft({**inherited, **sub}, f"{where}.{rank}")


class _Reader:
    """Reads the nodes of one document."""

    def __init__(self, known: Mapping[str, Node]) -> None:
        """`known`: nodes by their `@id`."""
        self._known = known

    def node(self, value: Any) -> Node:
        """A node, the one that it points to when it only does that; a text is a name."""
        if isinstance(value, str):
            return {"name": value}
        found = mapping(value)
        return self._known.get(str(found["@id"]), found) if found.keys() == {"@id"} else found

    def draft(self, node: Node, where: str) -> Draft:
        """The draft of an event."""
        draft = Draft(source=SOURCE, key=_key(node), where=where)
        draft.put("title", _said(node.get("name")), "name")
        draft.put("summary", _said(node.get("description")), "description")
        draft.tags = ", ".join(map(_said, _list(node.get("keywords"))))
        draft.put("organiser", _said(self._first(node, "organizer").get("name")), "organizer")
        draft.put("url", _said(node.get("url")), "url")
        draft.put("sessions", self.slots(draft, node), "startDate")
        self._put_places(draft, node)
        self._put_offers(draft, node)
        self._put_facts(draft, node)
        return draft

    def slots(self, draft: Draft, node: Node) -> list[Slot]:
        """The time of an event, else those of its schedule."""
        if schedules := [self.node(schedule) for schedule in _list(node.get("eventSchedule"))]:
            found = [slot for schedule in schedules for slot in slots_of(schedule)]
            if not found:
                draft.doubt("sessions", "bad_timing", value=schedules[0].get("repeatFrequency"))
            return found
        if (begin := node.get("startDate")) is None:
            return []
        start, end = _moment(begin), _moment(node.get("endDate"))
        if start is None:
            draft.doubt("sessions", "bad_timing", value=text(begin))
            return []
        if isinstance(start, datetime):
            closes = end if isinstance(end, datetime) else None
            if closes and (closes.tzinfo is None) != (start.tzinfo is None):
                closes = closes.replace(tzinfo=start.tzinfo)
            return [Slot(start=start, end=closes)]
        last = end.date() if isinstance(end, datetime) else end or start
        midnight, last_minute = datetime.combine(start, time()), datetime.combine(last, time(23, 59))
        return [Slot(start=midnight, end=last_minute, all_day=True)]

    def _first(self, node: Node, name: str) -> Node:
        return self.node(next(iter(_list(node.get(name))), None))

    def _put_places(self, draft: Draft, node: Node) -> None:
        """Places and virtual ones: both together are an event that is held and can be followed."""
        mode = _said(node.get("eventAttendanceMode")).rpartition("/")[2]
        if mode in ("OnlineEventAttendanceMode", "MixedEventAttendanceMode"):
            draft.put("online", True, "eventAttendanceMode", mode)
        for place in map(self.node, _list(node.get("location"))):
            if "VirtualLocation" in _types(place):
                draft.put("online", True, "location", "VirtualLocation")
                draft.put("url", draft.get("url") or _said(place.get("url")), "location.url")
            elif place.keys() == {"name"}:  # a line that says where
                draft.put("place.address", _said(place["name"]), "location")
            elif not draft.get("place.name") and not draft.get("place.address"):
                self._put_place(draft, place)

    def _put_place(self, draft: Draft, place: Node) -> None:
        draft.put("place.name", _said(place.get("name")), "location.name")
        address = self._first(place, "address")
        street = _said(address.get("streetAddress")) or _said(address.get("name"))
        draft.put("place.address", street, "location.address")
        draft.put("place.city", _said(address.get("addressLocality")), "location.address.addressLocality")
        draft.put("place.postal_code", _said(address.get("postalCode")), "location.address.postalCode")
        geo = self._first(place, "geo")
        for ours, theirs in (("lat", "latitude"), ("lon", "longitude")):
            draft.put(f"place.{ours}", number(geo.get(theirs, place.get(theirs))), "location.geo")
        country = address.get("addressCountry")
        code = _said(mapping(country).get("name") if isinstance(country, dict) else country)
        if code and code.upper() not in ("FR", "FRA", "FRANCE"):
            draft.put("place.country", code, "location.address.addressCountry")

    def _put_offers(self, draft: Draft, node: Node) -> None:
        """What it costs: the same for everybody, or not told."""
        offers = [self.node(offer) for offer in _list(node.get("offers"))]
        prices = {_price(offer.get("price", offer.get("lowPrice"))) for offer in offers} - {None}
        is_euros = all(_said(offer.get("priceCurrency")) in ("", "EUR", "€") for offer in offers)
        if str(node.get("isAccessibleForFree")).lower() == "true" or node.get("isAccessibleForFree") is True:
            draft.put("conditions.price_eur", 0, "isAccessibleForFree")
        elif len(prices) == 1 and is_euros and not any("highPrice" in offer for offer in offers):
            draft.put("conditions.price_eur", prices.pop(), "offers.price")
        elif prices:
            told = ", ".join(_said(offer.get("price", offer.get("lowPrice"))) for offer in offers)
            draft.doubt("conditions.price_eur", "several_prices", value=told)
        for offer in offers:
            draft.put("registration.url", draft.get("registration.url") or _said(offer.get("url")), "offers.url")
        if offers and all(_said(offer.get("availability")).endswith("SoldOut") for offer in offers):
            draft.put("status", "full", "offers.availability", "SoldOut")

    def _put_facts(self, draft: Draft, node: Node) -> None:
        status = _said(node.get("eventStatus")).rpartition("/")[2]
        draft.put("status", _STATUSES.get(status), "eventStatus", status)
        capacity = number(node.get("maximumAttendeeCapacity"))
        draft.put("conditions.capacity", int(capacity) if capacity else None, "maximumAttendeeCapacity")
        if age := _AGE.match(_said(node.get("typicalAgeRange"))):
            draft.put("conditions.min_age", int(age[1]) or None, "typicalAgeRange")
        audience = self._first(node, "audience")
        draft.tags = ", ".join(filter(None, (draft.tags, _said(audience.get("audienceType")))))
        changed = _moment(node.get("dateModified"))
        draft.updated = changed if isinstance(changed, datetime) else None


def _key(node: Node) -> str:
    """What the source calls an event: its own name for it, else its page or title, and its beginning."""
    identifier = node.get("identifier")
    if isinstance(identifier, dict):
        identifier = identifier.get("value")
    node_id = _said(node.get("@id"))
    own = _said(identifier) or ("" if node_id.startswith("_:") else node_id)
    named = _said(node.get("url")) or _said(node.get("name"))
    return own or (f"{named} {_said(node.get('startDate'))}" if named else "")


def _said(value: Any) -> str:
    """A text; the value of `{"@value": …}`, the French one of several."""
    if isinstance(value, dict):
        return text(value.get("@value", value.get("name")))
    if isinstance(value, list):
        named = [item for item in value if isinstance(item, dict) and item.get("@language") == "fr"] or value
        return _said(named[0]) if named else ""
    return text(value)


def _moment(value: Any) -> date | datetime | None:
    said = _said(value)
    try:
        return date.fromisoformat(said) if len(said) == len("2027-11-22") else datetime.fromisoformat(said)
    except ValueError:
        return None


def _price(value: Any) -> float | int | None:
    found = number(_said(value).replace(",", ".").removesuffix("€").strip() or None)
    return int(found) if found is not None and found == int(found) else found
