"""Which sessions of which events go into a calendar: those of a search, or those one is reminded of."""

from collections.abc import Iterable
from datetime import datetime

from bot.conversation.attachment import Chosen
from bot.conversation.lists.finding import as_query
from bot.conversation.message import Position
from bot.conversation.turn import Guide
from bot.events.search import search, sessions_found
from bot.reminders.model import Remembered, Reminder
from bot.reminders.planning import sessions_ahead
from intents import Criteria


def of_search(guide: Guide, criteria: Criteria, intent: str, location: Position | None, now: datetime) -> list[Chosen]:
    """The sessions that meet a search from `now` (local) on, by event, best first; an event without a date has none."""
    query = as_query(guide, criteria, location, class_visit=intent == "suggest_class_visit")
    found = search(guide.catalogue, query, now)
    sessions = sessions_found(guide.catalogue, query, found, now)
    return [Chosen(event=event, sessions=tuple(s.start for s in sessions[event])) for event in found.ids]


def of_events(guide: Guide, events: Iterable[str], now: datetime) -> list[Chosen]:
    """The sessions to come of events."""
    found = [event for event_id in events if (event := guide.catalogue.event(event_id))]
    return [Chosen(event=e.id, sessions=tuple(o.start for o in sessions_ahead(e, now))) for e in found]


def of_reminders(reminders: Iterable[Reminder | Remembered]) -> list[Chosen]:
    """What reminders are about, by event."""
    sessions: dict[str, list[datetime]] = {}
    deadlines = set()
    for reminder in reminders:
        starts = sessions.setdefault(reminder.event, [])
        if reminder.subject == "deadline":
            deadlines.add(reminder.event)
        elif reminder.session not in starts:
            starts.append(reminder.session)
    return [
        Chosen(event=event, sessions=tuple(starts), deadline=event in deadlines) for event, starts in sessions.items()
    ]
