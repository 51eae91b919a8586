"""What is said when someone asks to be reminded of events that they cannot attend both."""

from collections.abc import Iterator
from datetime import timedelta

from bot.conversation.turn import Turn
from bot.events.conflicts import Attended, Conflict, conflicts
from bot.events.model import Event
from bot.reminders.model import Occasion
from bot.replies import dates
from bot.replies.french import kilometres
from bot.replies.rich import Rich, join

#: Conflicts that are told.
_TOLD = 3


def told_conflicts(turn: Turn, event: Event, occasion: Occasion) -> Rich:
    """A sentence for each of the events one is reminded of that is in the way; empty when none is."""
    session = next((s for s in event.sessions if s.start == occasion.start), None)
    if occasion.subject == "deadline" or session is None:
        return Rich()
    wanted = Attended(event=event, session=session)
    found = conflicts(wanted, set(_attended(turn)), turn.guide.gazetteer)
    return join("\n", (_told(turn, conflict) for conflict in found[:_TOLD]))


def _attended(turn: Turn) -> Iterator[Attended]:
    """What one is reminded of."""
    for reminder in turn.session.reminders.values():
        event = turn.guide.catalogue.event(reminder.event)
        if event and event.status != "cancelled" and reminder.subject == "session":
            yield from (Attended(event=event, session=s) for s in event.sessions if s.start == reminder.session)


def _told(turn: Turn, conflict: Conflict) -> Rich:
    other, say = conflict.other, turn.guide.phrases.say
    title, when = other.event.title, dates.session(other.session, turn.now)
    if conflict.between is None:
        return say("set_reminder.overlap", title=title, when=when)
    gap, way = conflict.between
    return say(
        "set_reminder.too_far" if gap else "set_reminder.too_far_at_once",
        title=title,
        when=when,
        km=kilometres(way.km),
        minutes=dates.duration(timedelta(minutes=way.minutes)),
        gap=dates.duration(gap),
    )
