"""What the guide's own calendars carry besides what iCalendar has a property for, so that nothing is lost."""

import json
import re
from collections.abc import Mapping
from typing import Any

#: The event that a session is of, and what iCalendar has no property for, as JSON, with the first of its sessions.
EVENT_ID, FIELDS = "X-GUIDE-ID", "X-GUIDE-FIELDS"
#: Properties of iCalendar that hold a field as it stands.
PROPERTIES = {"title": "SUMMARY", "summary": "DESCRIPTION", "url": "URL"}
_ESCAPED = re.compile(r"\\([\\,;nN])")
_LOCATION = ("name", "address", "postal_code", "city")


def location_of(fields: Mapping[str, Any]) -> str:
    """The line that tells people where an event is held."""
    parts = [str(fields[f"place.{name}"]) for name in _LOCATION if fields.get(f"place.{name}")]
    return " ".join(", ".join(parts).split())


def read_fields(text: str) -> dict[str, Any]:
    """What a calendar carries. Raises ValueError when it is none of ours.

    Some versions of icalendar give back what it does not know as it stands in the file, others as a text.
    """
    try:
        found = json.loads(text)
    except ValueError:
        found = json.loads(_ESCAPED.sub(lambda mark: "\n" if mark[1] in "nN" else mark[1], text))
    if not isinstance(found, dict):
        raise ValueError(f"{FIELDS} ?")
    return found
