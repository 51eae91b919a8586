"""Which of one's reminders a message is about: by rank in their list, by event, by day, or the only ones there are."""

from datetime import datetime

from bot.conversation.one_event.meant import event_named, stands_out
from bot.conversation.reminders.moments import Times, times_said
from bot.conversation.reminders.reminding import Reminding
from bot.conversation.topics import asked
from bot.conversation.turn import Turn
from bot.events.naming import mentions
from bot.reminders.model import Reminder


def reminders_meant(turn: Turn) -> list[Reminder]:
    """The reminders that a message speaks of, those of one event, the next one first; none when it cannot be told."""
    if named := reminders_named(turn):
        return named
    if names_another_event(turn):
        return []
    session, mine = turn.session, Reminding.of(turn)
    pending = turn.pending.reminders if turn.pending else ()
    if found := [session.reminders[number] for number in pending if number in session.reminders]:
        return _of_day(turn, found) if _cancels(turn) else found
    events = {reminder.event for reminder in mine.all()}
    event = turn.event if turn.event in events else events.pop() if len(events) == 1 else ""
    return _of_day(turn, mine.of_event(event or ""))


def reminders_named(turn: Turn) -> list[Reminder]:
    """« le 2 » of the list that was shown, or those of the event that is named."""
    session, mine = turn.session, Reminding.of(turn)
    reference = turn.understanding.reference
    if session.own and (several := session.own.several(turn.understanding.spelt)):
        return [session.reminders[number] for number in several if number in session.reminders]
    if session.own and reference and reference.rank:
        ranked = session.reminders.get(session.own.ranked(reference.rank) or 0)
        return [ranked] if ranked else []
    if names_another_event(turn):
        return []
    found = mentions(turn.guide.catalogue, turn.understanding.spelt, among=list({r.event for r in mine.all()}))
    return _of_day(turn, mine.of_event(found[0].event)) if stands_out(found) else []


def names_another_event(turn: Turn) -> bool:
    """The message names an event that has no reminder."""
    event = event_named(turn, turn.understanding.spelt)
    return event is not None and not Reminding.of(turn).of_event(event)


def _of_day(turn: Turn, reminders: list[Reminder]) -> list[Reminder]:
    """« celui de la veille »; « le rappel de mercredi »: those of its session, else those that come on that day."""
    event = turn.guide.catalogue.event(reminders[0].event) if reminders else None
    times = times_said(turn.understanding, turn.now, event.title if event else "")
    if _cancels(turn) and (times.before or times.hours):
        return [reminder for reminder in reminders if _comes_then(reminder, times)]
    periods = [(p.start, p.end) for p in times.periods if p.start and p.end]
    if not periods or "change" in asked("reminder", *turn.words):  # there the day is the new one
        return reminders
    weekdays = {start.weekday() for start, _ in periods} if times.is_weekday else set()

    def is_then(moment: datetime) -> bool:
        return moment.weekday() in weekdays or any(start <= moment < end for start, end in periods)

    return [r for r in reminders if is_then(r.session)] or [r for r in reminders if is_then(r.wall)]


def _cancels(turn: Turn) -> bool:
    """What is said of time tells which is meant, and is no new time."""
    return turn.understanding.intent == "cancel_reminder"


def _comes_then(reminder: Reminder, times: Times) -> bool:
    """« celui de la veille », « celui d'une heure avant », « celui de 18 h »."""
    how = reminder.asked
    is_so = any(
        (b.days, b.hours, b.minutes) == (how.days, how.hours, how.minutes) and b.at in (None, how.at)
        for b in times.before
    )
    return (is_so and not how.moment) or (times.hours is not None and reminder.wall.time() == times.hours.start)
