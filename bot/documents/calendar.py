"""Calendar files (iCalendar, RFC 5545): values → bytes, the same for the same values.

What Google, Apple and Outlook make of the standard is in docs/decisions/0015.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Calendar, Timezone, TimezoneDaylight, TimezoneStandard
from icalendar import Event as Component
from icalendar.prop import vDuration

_MAKER = "-//Guide-industrie//Agenda//FR"
#: Characters that RFC 5545 allows in no text.
_CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
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
    calendar.add_component(_timezone(zone, min((entry.start.year for entry in entries), default=_ANY_YEAR)))
    for entry in entries:
        calendar.add_component(_component(entry, zone))
    return bytes(calendar.to_ical())


def _component(entry: Entry, zone: ZoneInfo) -> Component:
    component = Component()
    component.add("uid", entry.uid)
    component.add("sequence", entry.revision)
    component.add("dtstamp", entry.stamp)
    component.add("dtstart", _moment(entry.start, zone))
    if entry.end is not None:
        # The end of days is the day after them.
        component.add("dtend", _moment(entry.end if isinstance(entry.end, datetime) else entry.end + _DAY, zone))
    component.add("summary", _text(entry.title))
    component.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    component.add("transp", "OPAQUE" if entry.is_busy and not entry.is_cancelled else "TRANSPARENT")
    for key, text in (("description", entry.description), ("location", entry.location)):
        if text:
            component.add(key, _text(text))
    if entry.position:
        component.add("geo", entry.position)
    if entry.url:
        component.add("url", entry.url)
    return component


def _moment(value: datetime | date, zone: ZoneInfo) -> datetime | date:
    return value.replace(tzinfo=zone) if isinstance(value, datetime) else value


def _text(text: str) -> str:
    return _CONTROLS.sub("", text)


@lru_cache(maxsize=8)
def _timezone(zone: ZoneInfo, year: int) -> Timezone:
    """A zone as it is from the year before, told by yearly rules: Outlook reads no lists of dates."""
    component = Timezone()
    component.add("tzid", zone.key)
    changes = _changes(zone, year - 1)
    for onset, before, after in changes:
        part = TimezoneDaylight() if onset.astimezone(zone).dst() else TimezoneStandard()
        local = (onset + before).replace(tzinfo=None)
        _observe(part, local, before, after, onset.astimezone(zone).tzname())
        is_last = (local + 7 * _DAY).month != local.month
        which = -1 if is_last else (local.day - 1) // 7 + 1
        part.add("rrule", {"freq": "yearly", "bymonth": local.month, "byday": f"{which}{_WEEKDAYS[local.weekday()]}"})
        component.add_component(part)
    if not changes:
        standard, first = TimezoneStandard(), datetime(year - 1, 1, 1)
        offset = first.replace(tzinfo=zone).utcoffset() or timedelta()
        _observe(standard, first, offset, offset, first.replace(tzinfo=zone).tzname())
        component.add_component(standard)
    return component


def _observe(
    part: TimezoneDaylight | TimezoneStandard, start: datetime, before: timedelta, after: timedelta, name: str | None
) -> None:
    part.add("dtstart", start)
    part.add("tzoffsetfrom", before)
    part.add("tzoffsetto", after)
    part.add("tzname", name or "")


def _changes(zone: ZoneInfo, year: int) -> list[tuple[datetime, timedelta, timedelta]]:
    """The instants (UTC) of a year at which a zone's offset changes, to the minute; the offsets before and after."""
    found, midnight = [], datetime(year, 1, 1, tzinfo=UTC)
    while midnight.year == year:
        before, after = _offset(midnight, zone), _offset(midnight + _DAY, zone)
        if before != after:
            low, high = 0, 24 * 60  # minutes of that day: before the change, and after it
            while high - low > 1:
                middle = (low + high) // 2
                changed = _offset(midnight + timedelta(minutes=middle), zone) != before
                low, high = (low, middle) if changed else (middle, high)
            found.append((midnight + timedelta(minutes=high), before, after))
        midnight += _DAY
    return found


def _offset(instant: datetime, zone: ZoneInfo) -> timedelta:
    return instant.astimezone(zone).utcoffset() or timedelta()
