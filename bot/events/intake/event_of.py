"""An entry as the event that the programme will hold."""

from typing import Any

from bot.events.communes import Communes
from bot.events.intake.settling import Entry
from bot.events.model import Conditions, Event, MeetingPoint, Place, Registration

_GROUPS = frozenset({"place", "meeting_point", "conditions", "registration"})


def event_of(entry: Entry, communes: Communes) -> Event:
    """The event of an entry, its position that of its commune when it has none."""
    values: dict[str, Any] = {}
    groups: dict[str, dict[str, Any]] = {}
    for path, found in entry.values.items():
        group, _, name = path.rpartition(".")
        value = tuple(found.value) if isinstance(found.value, list) else found.value
        (groups.setdefault(group, {}) if group in _GROUPS else values)[name] = value
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
