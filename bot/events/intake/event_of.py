"""An entry as the event that the programme will hold."""

from functools import cache
from typing import Any

from bot.events.communes import Communes
from bot.events.intake.settling import Entry
from bot.events.model import Conditions, Event, MeetingPoint, Place, Registration

_GROUPS = frozenset({"place", "meeting_point", "conditions", "registration"})


@cache
def _parts(path: str) -> tuple[str, str]:
    """The group that a field stands in, "" for none, and its name there."""
    group, _, name = path.rpartition(".")
    return group if group in _GROUPS else "", name


def event_of(entry: Entry, communes: Communes) -> Event:
    """The event of an entry, its position that of its commune when it has none."""
    values: dict[str, Any] = {}
    groups: dict[str, dict[str, Any]] = {}
    for path, found in entry.values.items():
        group, name = _parts(path)
        value = tuple(found.value) if type(found.value) is list else found.value
        (groups.setdefault(group, {}) if group else values)[name] = value
    if place := groups.get("place"):
        place["approximate"] = "lat" not in place
        if place["approximate"] and (insee := place.get("insee")):
            place["lat"], place["lon"] = communes.position(insee) or (None, None)
    return Event(
        id=entry.id,
        place=Place(**groups["place"]) if "place" in groups else None,
        meeting_point=MeetingPoint(**groups["meeting_point"]) if "meeting_point" in groups else None,
        conditions=Conditions(**groups.get("conditions", {})),
        registration=Registration(**groups.get("registration", {})),
        **values,
    )
