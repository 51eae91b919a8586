"""iCalendar (RFC 5545): events, their recurrences, exceptions and cancelled instances.

Components are read one at a time, so that a long calendar takes no room and a broken event costs no other.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import recurring_ical_events
from icalendar import Calendar, Event
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from bot.events.intake.draft import Draft, Slot
from bot.events.intake.importer import Setting
from bot.events.intake.material import Material
from bot.events.intake.own_calendar import EVENT_ID, FIELDS, PROPERTIES, location_of, read_fields
from bot.events.intake.refusal import Refused
from bot.events.intake.tables.rows import RowReader

_BEGIN, _END = "BEGIN:", "END:"
_EVENT, _ZONE, _ALARM, _CALENDAR = "VEVENT", "VTIMEZONE", "VALARM", "VCALENDAR"
#: One component is never longer.
_LONGEST = 1_000_000
_UID = re.compile(r"^UID(?:;[^:\n]*)?:(.*(?:\n[ \t].*)*)", re.MULTILINE | re.IGNORECASE)
_TZID = re.compile(r"^TZID(?:;[^:\n]*)?:(.*)$", re.MULTILINE | re.IGNORECASE)
_RECURS = re.compile(r"^(?:RRULE|RDATE|RECURRENCE-ID)[:;]", re.MULTILINE | re.IGNORECASE)
_OWN = re.compile(rf"^{EVENT_ID}:(.*)$", re.MULTILINE)
#: What repeats more often than once a day is no event that people go to, and may never end.
_TOO_OFTEN = re.compile(r"^RRULE.*(?:SECONDLY|MINUTELY|HOURLY|BYSECOND|BYMINUTE|BYHOUR)", re.MULTILINE | re.IGNORECASE)
#: Recurrences without an end are followed that long.
_HORIZON = timedelta(days=366)
_FIRST, _LAST = date(1970, 1, 1), date(2199, 12, 31)
_WEB = re.compile(r"https?://\S+", re.IGNORECASE)
#: What the library says of components that are none, of dates that are none, of recurrences that are none.
_BROKEN = (ValueError, KeyError, TypeError, AttributeError, IndexError, OverflowError, ArithmeticError, RecursionError)


class ICalendar:
    """Reads calendars, several in one file too."""

    name = "ics"

    def recognises(self, material: Material) -> bool:
        """They begin with their own name."""
        return material.head.lstrip(b"\xef\xbb\xbf \r\n\t")[:15].upper() == b"BEGIN:VCALENDAR"

    def drafts(self, material: Material, setting: Setting) -> Iterator[Draft]:
        """Events in the order of the source, those that recur at the end."""
        series: dict[str, list[str]] = {}
        own: list[str] = []
        reader = RowReader(setting, {})
        rank = 0
        for name, component in _components(material):
            rank += name == _EVENT
            if own and not _is_same(own[0], component):
                yield from _own_drafts(own, f"{material.name}, n° {rank - 1}", setting, reader)
                own = []
            if name == _ZONE:
                _know_zone(component)
            elif _OWN.search(component):
                own.append(component)
            elif _RECURS.search(component):
                found = _UID.search(component)
                series.setdefault(found[1].strip() if found else str(rank), []).append(component)
            else:
                yield _draft([component], f"{material.name}, n° {rank}", setting)
        if own:
            yield from _own_drafts(own, f"{material.name}, n° {rank}", setting, reader)
        for uid, components in series.items():
            yield _draft(components, f"{material.name}, {uid}", setting)

    def next_page(self, address: str, material: Material) -> str | None:
        """A calendar is one page."""
        return None


def _components(material: Material) -> Iterator[tuple[str, str]]:
    """Events and zones as text, without alarms. Raises Refused when one does not end, or the calendar."""
    lines: list[str] = []
    name = skipped = ""
    depth = size = 0
    for line in _lines(material):
        mark, _, value = line.upper().partition(":")
        if f"{mark}:" == _BEGIN and value == _CALENDAR:
            depth += 1
        elif f"{mark}:" == _END and value == _CALENDAR:
            depth -= 1
        elif f"{mark}:" == _BEGIN and not name and value in (_EVENT, _ZONE):
            name, lines, size = value, [], 0
        elif f"{mark}:" == _BEGIN and value == _ALARM:
            skipped = value
        if name and not skipped:
            lines.append(line)
            size += len(line)
            if size > _LONGEST:
                raise Refused("long_record", name=material.name, megabytes=_LONGEST // 1_000_000)
        if f"{mark}:" == _END and value == skipped:
            skipped = ""
        elif f"{mark}:" == _END and value == name:
            yield name, "\n".join(lines) + "\n"
            name = ""
    if name or depth:
        raise Refused("not_calendar", name=material.name, error=f"{_END}{name or _CALENDAR} ?")


def _lines(material: Material) -> Iterator[str]:
    """The lines of a calendar; what is no UTF-8 is what Windows writes."""
    with material.open() as file:
        while raw := file.readline(_LONGEST):
            try:
                yield raw.rstrip(b"\r\n").decode("utf-8-sig")
            except UnicodeDecodeError:
                yield raw.rstrip(b"\r\n").decode("cp1252", errors="replace")


def _know_zone(component: str) -> None:
    """Learn a zone that has no name of its own; those that have one are better known than any file tells them."""
    found = _TZID.search(component)
    if found is None or _is_known(found[1].strip()):
        return
    try:  # reading a calendar that defines it is what makes icalendar know it
        Calendar.from_ical(f"BEGIN:VCALENDAR\n{component}END:VCALENDAR\n")
    except _BROKEN:
        return  # events of that zone are then told of one by one


@cache
def _is_known(zone: str) -> bool:
    try:
        return bool(ZoneInfo(WINDOWS_TO_OLSON.get(zone, zone)))
    except (ValueError, OSError, ZoneInfoNotFoundError):
        return False


def _draft(components: list[str], where: str, setting: Setting) -> Draft:
    """One event, with all components that bear its UID."""
    draft = Draft(source="ics", key="", where=where)
    try:
        events = [_parsed(component) for component in components]
        first = next((event for event in events if "RECURRENCE-ID" not in event), events[0])
        draft.key = _text(first, "UID") or f"{_text(first, 'SUMMARY')} {first.get('DTSTART')}"
        _put_texts(draft, first)
        _put_place(draft, first)
        _put_sessions(draft, components, events, setting)
    except _BROKEN as error:
        draft.refuse("bad_component", error=error)
    return draft


def _is_same(component: str, other: str) -> bool:
    """They are sessions of one event of a programme."""
    ours, theirs = _OWN.search(component), _OWN.search(other)
    return bool(ours and theirs and ours[1] == theirs[1])


def _own_drafts(components: list[str], where: str, setting: Setting, reader: RowReader) -> Iterator[Draft]:
    """The event of an export, with what it carries besides; what was changed in a calendar since is believed."""
    draft = _draft(components, where, setting)
    try:
        first = _parsed(components[0])
        fields = read_fields(_text(first, FIELDS))
    except _BROKEN:
        yield draft
        return
    if draft.refusal:
        yield draft
        return
    is_moved = location_of(fields) != " ".join(_text(first, "LOCATION").split())
    values = {path: value for path, value in fields.items() if not (is_moved and path.startswith("place."))}
    values |= {field: _text(first, name) for field, name in PROPERTIES.items()}
    values |= {"id": _text(first, EVENT_ID), "sessions": draft.get("sessions") or []}
    for own in reader.drafts(iter([(where, values)])):
        own.doubts = [*draft.doubts, *own.doubts]
        if draft.get("status"):
            own.put("status", draft.get("status"), "STATUS")
        if is_moved:
            own.is_complete = False
            _put_place(own, first)
        yield own


def _parsed(component: str) -> Event:
    event = Event.from_ical(component)
    if not isinstance(event, Event):
        raise ValueError("VEVENT ?")
    return event


def _value(event: Event, name: str) -> Any:
    """A property as the library reads it; the first when there are several, None without one."""
    value: Any = event.get(name)
    return value[0] if isinstance(value, list) and value else value


def _text(event: Event, name: str) -> str:
    value = _value(event, name)
    return "" if value is None else str(value).strip()


def _put_texts(draft: Draft, event: Event) -> None:
    draft.put("title", _text(event, "SUMMARY"), "SUMMARY")
    draft.put("summary", _text(event, "DESCRIPTION"), "DESCRIPTION")
    tags = _value(event, "CATEGORIES")
    draft.tags = ", ".join(map(str, tags.cats)) if tags else ""
    organiser = _value(event, "ORGANIZER")
    if organiser is not None:
        draft.put("organiser", str(organiser.params.get("CN", "")), "ORGANIZER")
    draft.put("url", _text(event, "URL"), "URL")
    changed = _value(event, "LAST-MODIFIED")
    draft.updated = changed.dt if changed is not None and isinstance(changed.dt, datetime) else None


def _put_place(draft: Draft, event: Event) -> None:
    """LOCATION holds a room, an address, or the link of a meeting."""
    location = " ".join(_text(event, "LOCATION").split())
    if link := _WEB.search(location):
        draft.put("online", True, "LOCATION", link[0])
        draft.put("url", link[0], "LOCATION")
        location = location.replace(link[0], "").strip(" ,;")
    name, comma, rest = location.partition(",")
    if not comma:
        draft.put("place.name", location, "LOCATION")
    elif any(char.isdigit() for char in name):  # « 12 rue de la Paix, 26000 Valence »
        draft.put("place.address", location, "LOCATION")
    else:
        draft.put("place.name", name.strip(), "LOCATION")
        draft.put("place.address", rest.strip(), "LOCATION")
    if (position := _value(event, "GEO")) is not None:
        draft.put("place.lat", position.latitude, "GEO")
        draft.put("place.lon", position.longitude, "GEO")


def _put_sessions(draft: Draft, components: list[str], events: list[Event], setting: Setting) -> None:
    """The sessions that are held; those of an event that is cancelled whole, so that people are told."""
    held = [
        (_slot(event), _text(event, "STATUS").upper()) for event in _occurrences(draft, components, events, setting)
    ]
    kept = [slot for slot, status in held if status != "CANCELLED"]
    if held and not kept:
        draft.put("status", "cancelled", "STATUS", "CANCELLED")
    elif len(kept) < len(held):
        draft.doubt("sessions", "cancelled_sessions", "note", value=len(held) - len(kept))
    draft.put("sessions", kept or [slot for slot, _ in held], "DTSTART")


def _occurrences(draft: Draft, components: list[str], events: list[Event], setting: Setting) -> Iterable[Event]:
    """The instances of an event: itself when it does not recur."""
    if not any(_RECURS.search(component) for component in components):  # an export has one whose date is not known
        return [event for event in events if "DTSTART" in event or EVENT_ID not in event]
    if any(_TOO_OFTEN.search(component) for component in components):
        draft.doubt("sessions", "too_often")
        return [event for event in events if "DTSTART" in event]
    calendar = Calendar()
    for event in events:
        calendar.add_component(event)
    begins = [_day(_value(event, "DTSTART").dt) for event in events]
    if setting.end is not None and setting.start is not None:
        first, last = setting.start - _HORIZON / 12, setting.end + _HORIZON / 12
    else:
        first, last = min(begins), max(begins) + _HORIZON
    found: list[Any] = recurring_ical_events.of(calendar).between(max(first, _FIRST), min(last, _LAST))
    if not found:
        draft.refuse("no_instance", value=f"{first:%d/%m/%Y} – {last:%d/%m/%Y}")
    return found


def _day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _slot(event: Event) -> Slot:
    """When an instance is held; days without hours end the day before DTEND, which sources do not always know."""
    start, until, length = (_value(event, name) for name in ("DTSTART", "DTEND", "DURATION"))
    start = start.dt
    end = until.dt if until is not None else start + length.dt if length is not None else None
    if isinstance(start, datetime):
        return Slot(start=start, end=end if isinstance(end, datetime) else None)
    last = _day(end) - timedelta(days=1) if end is not None and _day(end) > start else start
    midnight = datetime.min.time()
    return Slot(
        start=datetime.combine(start, midnight), end=datetime.combine(last, midnight.replace(23, 59)), all_day=True
    )
