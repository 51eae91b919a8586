"""iCalendar (RFC 5545): a component for each session, so that any calendar shows them."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vText

from bot.events.exports.records import fields_of, plain
from bot.events.intake.own_calendar import EVENT_ID, FIELDS, PROPERTIES, location_of
from bot.events.model import Event as ProgrammeEvent
from bot.events.model import Programme, Session
from bot.events.vtimezone import vtimezone

_PRODUCT = "-//guide-industrie//FR"
#: Beyond that line, what is before and after the events of a calendar.
_END = b"END:VCALENDAR\r\n"


def write_calendar(path: Path, programme: Programme, now: datetime) -> None:
    """The programme as a calendar; `now` is when it was written."""
    with path.open("wb") as file:
        file.write(_head(programme))
        for event in programme.events:
            for component in _components(event, programme, now):
                file.write(component.to_ical())
        file.write(_END)


def _head(programme: Programme) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", programme.name)
    calendar.add("x-wr-timezone", str(programme.timezone))
    if programme.events:
        starts = [session.start for event in programme.events for session in event.sessions]
        calendar.add_component(vtimezone(programme.timezone, min(starts, default=programme.start).year))
    return bytes(calendar.to_ical()).removesuffix(_END)


def _components(event: ProgrammeEvent, programme: Programme, now: datetime) -> Iterator[Event]:
    """A component a session; one without a time when no date is known yet."""
    fields = fields_of(event)
    for rank, session in enumerate(event.sessions or (None,), start=1):
        component = Event()
        component.add("uid", f"{event.id}-{rank}@{programme.id}")
        component.add("dtstamp", now)
        component.add(EVENT_ID, event.id)
        if session:
            _add_times(component, session, programme.timezone)
        for field, name in PROPERTIES.items():
            if fields.get(field):
                component.add(name, vText(fields[field]))
        if where := location_of(fields):
            component.add("location", where)
        if event.place and event.place.lat is not None and event.place.lon is not None:
            component.add("geo", (event.place.lat, event.place.lon))
        component.add("status", "CANCELLED" if event.status == "cancelled" else "CONFIRMED")
        component.add("categories", [event.kind, *event.sectors, *event.themes])
        if rank == 1:
            component.add(FIELDS, vText(_carried(fields)))
        yield component


def _carried(fields: dict[str, object]) -> str:
    kept = {path: plain(value) for path, value in fields.items() if path not in (*PROPERTIES, "id", "sessions")}
    return json.dumps(kept, ensure_ascii=False)


def _add_times(component: Event, session: Session, zone: ZoneInfo) -> None:
    if session.all_day:
        component.add("dtstart", session.start.date())
        component.add("dtend", session.end.date() + timedelta(days=1))
    else:
        component.add("dtstart", session.start.replace(tzinfo=zone))
        if session.end != session.start:
            component.add("dtend", session.end.replace(tzinfo=zone))
