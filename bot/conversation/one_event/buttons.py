"""What one can do about an event, as buttons."""

from urllib.parse import urlencode

from bot.conversation.message import Button
from bot.conversation.one_event.facts import Facts, address
from bot.events.model import Event
from bot.reminders.planning import sessions_ahead
from bot.replies.phrases import Phrases

#: Opens the route in whatever map a phone has; the only public address of that sort that knows trains and buses.
_ROUTE = "https://www.google.com/maps/dir/?"

#: Statuses that leave nothing to register for.
_CLOSING = frozenset({"cancelled", "full", "past", "reserved"})


def event_buttons(facts: Facts, *, details: bool = False, remind: bool = True) -> tuple[tuple[Button, ...], ...]:
    """Rows of buttons: what can still be done about the event; `details` offers its page, `remind` a reminder."""
    event, say, place = facts.event, facts.phrases.text, facts.event.place
    first = []
    if details:
        first.append(Button(label=say("event.button_details"), action=f"e:{event.id}"))
    if event.registration.url and not facts.is_registration_closed and not _CLOSING & set(facts.statuses):
        first.append(Button(label=say("event.button_register"), url=event.registration.url))
    if remind and sessions_ahead(event, facts.now):
        first.append(Button(label=facts.phrases.text("reminder.button_set"), action=f"r:{event.id}"))
    ways = []
    if not facts.is_past and (destination := _destination(event)):
        query = urlencode({"api": 1, "travelmode": "transit", "destination": destination})
        ways.append(Button(label=say("event.button_route"), url=_ROUTE + query))
    if place and place.lat is not None and ways:
        ways.append(Button(label=say("event.button_map"), action=f"m:{event.id}"))
    second = []
    if sessions_ahead(event, facts.now):
        second.append(Button(label=say("add_to_calendar.button_event"), action=f"a:{event.id}"))
    third = [] if details else [Button(label=say("event.button_share"), shares=event.title)]
    third += [] if details else [error_button(facts.phrases, event)]
    return tuple(tuple(row) for row in (first, second + ways, third) if row)


def error_button(phrases: Phrases, event: Event) -> Button:
    """« Une erreur ? », for the organisers (`problems.py`)."""
    return Button(label=phrases.text("problem.button"), action=f"er:{event.id}")


def _destination(event: Event) -> str:
    """Where to go: the meeting point first, then the exact position, then the address; "" when nowhere."""
    place, point = event.place, event.meeting_point
    if event.status in ("cancelled", "moved-online"):
        return ""
    if point and (point.city or point.address):
        return address(point)
    if place and place.lat is not None and (not place.approximate or not place.city):
        return f"{place.lat},{place.lon}"
    return address(place) if place else ""
