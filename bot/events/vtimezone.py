"""A zone as calendar files tell it (VTIMEZONE, RFC 5545, 3.6.5), in a way that all programs read (decisions/0015)."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_DAY = timedelta(days=1)


@lru_cache(maxsize=8)
def vtimezone(zone: ZoneInfo, year: int) -> Timezone:
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
