"""A reminder as it is sent: its event as it then is, how far it is, and what can still be done."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.conversation.easy import easy
from bot.conversation.message import Reply
from bot.conversation.one_event.buttons import event_buttons
from bot.conversation.one_event.facts import Facts
from bot.conversation.one_event.simple import needed_lines, place_lines, register_lines, status_lines, times_lines
from bot.conversation.reminders.codes import code_of
from bot.conversation.reminders.snoozing import snoozes
from bot.conversation.reminders.words import ReminderWords
from bot.conversation.session import Pending
from bot.conversation.turn import Guide
from bot.events.model import Event, Session
from bot.reminders.model import Occasion, Reminder
from bot.reminders.planning import LATE, has_hour, still
from bot.reminders.times import instant
from bot.replies import dates
from bot.replies.rich import Rich, join

#: How long « dans 2 h » stays true enough.
FRESH = timedelta(minutes=10)


def reminder_notice(guide: Guide, reminder: Reminder, event: Event, now: datetime, *, simple: bool = False) -> Reply:
    """The message of a reminder that is due, or overdue; `now` is local, and before it is too late.

    `simple`: for who reads best in short sentences.
    """
    zone, occasion = ZoneInfo(reminder.zone), still(reminder, event, now)
    if occasion is None:
        raise ValueError(f"reminder {reminder.number} of {event.id} is of no use any more")
    facts, words = Facts(event, guide.phrases, now), ReminderWords(guide.phrases, now, zone)
    is_late = instant(now, zone) - reminder.due > LATE
    parts = (
        _headline("simple_reminder" if simple else "reminder", words, event, occasion),
        join("\n", (_simple_facts if simple else _facts)(facts, occasion)),
        guide.phrases.say("reminder.notice_late") if is_late else Rich(),
    )
    later = snoozes(words, f"r:{event.id}:{code_of(occasion)}", occasion)
    buttons = (*((tuple(later),) if later else ()), *event_buttons(facts, details=True, remind=False))
    reply = Reply(text=join("\n\n", parts), buttons=buttons)
    return easy(reply) if simple else reply


def pending_of(reminder: Reminder) -> Pending:
    """What an answer to the message may be about: « dans 1 h », « demain matin »."""
    return Pending(event=reminder.event, session=reminder.session, subject=reminder.subject, moment=True)


def _headline(book: str, words: ReminderWords, event: Event, occasion: Occasion) -> Rich:
    """What is soon, in the words of a file of `replies`."""
    say, hour, now = words.phrases.say, has_hour(occasion), words.now
    if occasion.subject == "deadline":
        when = words.distance(occasion.start, has_hours=hour)
        return say(f"{book}.notice_deadline", title=event.title, when=when)
    if occasion.start <= now and (hour or occasion.start.date() < now.date()):
        until = dates.day(occasion.limit.date(), now.date())
        return say(f"{book}.notice_open", title=event.title, until=until)
    name = "notice_starts" if hour and words.is_soon(occasion.start) else "notice_is"
    if not words.is_near(occasion.start) and f"{book}.notice" in words.phrases.keys:
        name = "notice"  # the day is told below, as a fact
    return say(f"{book}.{name}", title=event.title, when=words.distance(occasion.start, has_hours=hour))


def _facts(facts: Facts, occasion: Occasion) -> list[Rich]:
    """What one needs to go, or to register."""
    say, statuses = facts.phrases.say, [f"event.status_{name}" for name in facts.statuses]
    told = [*map(say, statuses), say("event.when", when=_when(facts, occasion))]
    if occasion.subject == "deadline":
        return [*told, say("event.registration", registration=facts.registration)]
    if facts.where:
        told.append(say("event.where", where=facts.where))
    if facts.meeting_point and not facts.is_online_only:
        told.append(say("event.meeting_point", meeting_point=facts.meeting_point))
    if facts.conditions:
        told.append(say("event.conditions", conditions=" ; ".join(facts.conditions)))
    return told


def _simple_facts(facts: Facts, occasion: Occasion) -> list[Rich]:
    """The same, a fact a line."""
    told = [*status_lines(facts), *times_lines(facts, _meant(facts, occasion) or facts.upcoming[:1])]
    if occasion.subject == "deadline":
        return [*told, *register_lines(facts)]
    return [*told, *place_lines(facts), *needed_lines(facts)]


def _when(facts: Facts, occasion: Occasion) -> str:
    """The session that is meant."""
    sessions = _meant(facts, occasion)
    return dates.session(sessions[0], facts.now) if sessions else facts.when


def _meant(facts: Facts, occasion: Occasion) -> list[Session]:
    return [session for session in facts.event.sessions if session.start == occasion.start][:1]
