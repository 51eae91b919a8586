"""An event as JSON text and back: what is known of a programme."""

from datetime import date, datetime
from typing import Any

import msgspec

from bot.events.model import Conditions, Event, MeetingPoint, Place, Registration, Session
from bot.storage.codec import UnreadableError


def encode_event(event: Event) -> str:
    """JSON text of an event; times are ISO 8601, local."""
    return msgspec.json.encode(event).decode()


def decode_event(text: str) -> Event:
    """The event of a JSON text, or an UnreadableError when it is not one of this version."""
    try:
        values = msgspec.json.decode(text, type=dict[str, Any])
        read = {name: convert(values[name]) for name, convert in _PARTS.items() if values.get(name) is not None}
        lists = {name: tuple(value) for name, value in values.items() if isinstance(value, list)}
        return Event(**values | lists | read)
    except (ValueError, TypeError) as error:  # msgspec's own are ValueErrors
        raise UnreadableError(str(error)) from error


def _conditions(values: dict[str, Any]) -> Conditions:
    until = values.get("registration_until")
    return Conditions(**{**values, "registration_until": until and _day_or_moment(until)})


def _day_or_moment(text: str) -> date | datetime:
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


_PARTS = {
    "sessions": lambda values: msgspec.convert(values, tuple[Session, ...]),
    "place": lambda values: msgspec.convert(values, Place),
    "meeting_point": lambda values: msgspec.convert(values, MeetingPoint),
    "registration": lambda values: msgspec.convert(values, Registration),
    "conditions": _conditions,
}
