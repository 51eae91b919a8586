"""Calendar files (iCalendar, RFC 5545): values → bytes, the same for the same values.

What Google, Apple and Outlook make of the standard is in docs/decisions/0015.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar
from icalendar import Event as Component
from icalendar.prop import vDuration

from bot.events.vtimezone import vtimezone

_MAKER = "-//Guide-industrie//Agenda//FR"
#: Characters that RFC 5545 allows in no text.
_CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")
_DAY = timedelta(days=1)
_ANY_YEAR = 2000


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One line of a calendar."""

    #: Unlike any other in the world, and the same in each file that has it.
    uid: str
    #: How many times it has changed, and when it last did (UTC).
    revision: int
    stamp: datetime
    #: Local; days when its hours are not known or do not matter.
    start: datetime | date
    #: The last day included when `start` is a day; None: it ends when it starts.
    end: datetime | date | None = None
    title: str
    description: str = ""
    location: str = ""
    #: Degrees (WGS 84).
    position: tuple[float, float] | None = None
    url: str = ""
    is_cancelled: bool = False
    #: It takes up one's time.
    is_busy: bool = True


def calendar_file(
    entries: Sequence[Entry], zone: ZoneInfo, *, name: str = "", refresh: timedelta | None = None
) -> bytes:
    """A file of these entries, whose times are of `zone`.

    `name` and how often to look again are for calendars that one subscribes to.

    A name makes Outlook open a file as a calendar of its own, beside that of the one who opens it.
    """
    calendar = Calendar()
    calendar.add("prodid", _MAKER)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    if name:
        calendar.add("x-wr-calname", _text(name))
    if refresh:
        calendar.add("refresh-interval", refresh, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", str(vDuration(refresh).to_ical(), "ascii"))  # type: ignore[no-untyped-call]
    # A calendar needs something in it, be it no more than its zone.
    calendar.add_component(vtimezone(zone, min((entry.start.year for entry in entries), default=_ANY_YEAR)))
    for entry in entries:
        calendar.add_component(_component(entry, zone))
    return bytes(calendar.to_ical())


def _component(entry: Entry, zone: ZoneInfo) -> Component:
    component = Component()
    component.add("uid", entry.uid)
    component.add("sequence", entry.revision)
    component.add("dtstamp", entry.stamp)
    component.add("dtstart", _moment(entry.start, zone))
    if entry.end is not None and (entry.end != entry.start or not isinstance(entry.end, datetime)):
        # The end of days is the day after them; what ends as it starts has none (RFC 5545, 3.8.2.2).
        component.add("dtend", _moment(entry.end if isinstance(entry.end, datetime) else entry.end + _DAY, zone))
    component.add("summary", _line(entry.title))
    component.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    component.add("transp", "OPAQUE" if entry.is_busy and not entry.is_cancelled else "TRANSPARENT")
    if entry.description:
        component.add("description", _text(entry.description))
    if entry.location:
        component.add("location", _line(entry.location))
    if entry.position:
        component.add("geo", entry.position)
    if entry.url:
        component.add("url", entry.url)
    return component


def _moment(value: datetime | date, zone: ZoneInfo) -> datetime | date:
    return value.replace(tzinfo=zone) if isinstance(value, datetime) else value


def _text(text: str) -> str:
    return _CONTROLS.sub("", text)


def _line(text: str) -> str:
    """On one line: Outlook takes the ends of lines out of titles and places, and what stood around them together."""
    return " ".join(_text(text).splitlines())
