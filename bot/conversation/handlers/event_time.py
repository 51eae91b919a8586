"""When one event is, its hours, how long it lasts."""

from bot.conversation.message import Reply
from bot.conversation.one_event.buttons import event_buttons
from bot.conversation.one_event.facts import Facts
from bot.conversation.one_event.which import event_of, which_event
from bot.conversation.topics import asked
from bot.conversation.turn import Turn
from bot.events.model import Event
from bot.replies import dates
from bot.replies.phrases import Phrases
from bot.replies.rich import Rich, join


def handle(turn: Turn) -> Reply:
    """The date in a sentence, how near it is, and what one can do next."""
    event = event_of(turn)
    if event is None:
        return which_event(turn)
    phrases = turn.guide.phrases
    facts = Facts(event, phrases, turn.now)
    parts = [phrases.say("event_time.title", title=event.title), _when(facts)]
    if not facts.is_past and event.status != "cancelled" and event.sessions:
        hours = phrases.say("event_time.no_hours") if facts.is_hours_unknown else Rich()
        parts += [hours, _nearby(facts), *(phrases.say(f"event.status_{status}") for status in facts.statuses)]
        if not facts.statuses and "cancelled" in asked("status", turn.text):
            parts.append(phrases.say("event_time.not_cancelled"))
    if "duration" in asked("time", turn.text):
        parts.append(_duration(event, phrases))
    return Reply(text=join("\n", parts), buttons=event_buttons(facts, details=True))


def _when(facts: Facts) -> Rich:
    event, say = facts.event, facts.phrases.say
    if event.status == "cancelled":
        name = "cancelled" if event.sessions else "cancelled_undated"
        return say(f"event_time.{name}", when=facts.when)
    if not event.sessions:
        name = "no_new_date" if event.status == "postponed" else "no_date"
        return say(f"event_time.{name}")
    if facts.is_past:
        return say("event_time.past", when=facts.when)
    times = dates.sessions(facts.upcoming, facts.now)
    if len(times) == 1:
        return say("event_time.once", when=times[0])
    items = (say("event_time.item", when=when) for when in times)
    return join("\n", (say("event_time.several"), *items))


def _nearby(facts: Facts) -> Rich:
    """« C'est demain. », when the next session is."""
    following = next((s.start.date() for s in facts.upcoming if s.start >= facts.now), None)
    if following is None:
        return Rich()
    name = {0: "today", 1: "tomorrow"}.get((following - facts.now.date()).days)
    if name is None:
        return Rich()
    return facts.phrases.say(f"event_time.{'next_' if len(facts.upcoming) > 1 else ''}{name}")


def _duration(event: Event, phrases: Phrases) -> Rich:
    """How long a session lasts, when all last as long and their hours carry a meaning."""
    lengths = {s.end - s.start for s in event.sessions if not s.all_day and s.start.date() == s.end.date()}
    if len(lengths) != 1:
        return Rich()
    return phrases.say("event_time.lasts", duration=dates.duration(lengths.pop()))
