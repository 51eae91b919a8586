"""To be reminded of an event: which, which of its sessions, and when; or another time for a reminder that is there."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta

from bot.conversation.message import Reply
from bot.conversation.one_event.which import event_of
from bot.conversation.reminders.moments import NO_TIME, Times, sessions_meant, times_said, whole_day, wish
from bot.conversation.reminders.replies import ReminderReplies
from bot.conversation.reminders.which import reminders_meant
from bot.conversation.session import Pending
from bot.conversation.topics import asked
from bot.conversation.turn import Turn
from bot.events.model import Event
from bot.reminders.model import Asked, Occasion, Reminder
from bot.reminders.planning import deadline, put_off, sessions_ahead, usual


def handle(turn: Turn) -> Reply:
    """Set, or change when the words say so (« décale », « plutôt ») and there is something to change."""
    event, pending, topics = event_of(turn), turn.pending, asked("reminder", *turn.words)
    times = times_said(turn.understanding, turn.now, event.title if event else "")
    if pending and pending.times and not times.before:
        times = replace(times, before=pending.times)
    if event and _points_elsewhere(turn, event):
        return remind(turn, event, times)
    if _is_change(turn, times, topics) and (targets := reminders_meant(turn)):
        return change(turn, targets, times)
    if times.shift and pending and pending.moment:  # it has been sent: from now on
        times = replace(NO_TIME, before=(Asked(moment=turn.now + timedelta(minutes=times.shift)),))
    if "change" in topics and event and (times.shift or not times):
        return ReminderReplies.of(turn).none_yet(event)
    if event is None:
        return ReminderReplies.of(turn).which_event(times.before)
    if "later" in topics and pending and pending.moment:
        return ask_when(turn, event, pending)
    if "deadline" in topics or (pending and pending.event == event.id and pending.subject == "deadline"):
        return remind_of_deadline(turn, event, times)
    return remind(turn, event, times)


def _points_elsewhere(turn: Turn, event: Event) -> bool:
    """« finalement le 2e », of the list of events, after a reminder of the first."""
    pending, reference = turn.pending, turn.understanding.reference
    if turn.session.own or not (pending and pending.reminders and reference and reference.rank):
        return False
    return pending.event != event.id


def _is_change(turn: Turn, times: Times, topics: Sequence[str]) -> bool:
    """« décale le rappel »; « non, 1 h avant » after a reminder, or any time after one that nobody chose."""
    if "add" in topics:
        return False
    if "change" in topics:
        return True
    pending = turn.pending
    if pending is None or not (pending.reminders and times):
        return False
    if turn.understanding.mode == "replace":
        return True
    if not (pending.usual or pending.moment):
        return False
    event = event_of(turn)
    sessions = sessions_meant(times, sessions_ahead(event, turn.now)) if event else ()
    return all(session.start == pending.session for session in sessions)


def ask_when(turn: Turn, event: Event, pending: Pending) -> Reply:
    """« plus tard »: when?"""
    occasions = [deadline(event, turn.now)] if pending.subject == "deadline" else sessions_ahead(event, turn.now)
    occasion = next((o for o in occasions if o and o.start == pending.session), None)
    replies = ReminderReplies.of(turn)
    return replies.which_time(event, occasion) if occasion else replies.refused(event)


def remind(turn: Turn, event: Event, times: Times = NO_TIME, sessions: Sequence[datetime] = ()) -> Reply:
    """Reminders of a session of an event; `sessions`: starts of those that are meant, when that is known."""
    replies = ReminderReplies.of(turn)
    occasions = [o for o in sessions_ahead(event, turn.now) if not sessions or o.start in sessions]
    if not occasions:
        return replies.refused(event)
    wanted = wish(times, occasions, turn.now)
    if len(wanted.occasions) > 1:
        return replies.which_session(event, wanted.occasions, wanted.times)
    return plan(turn, event, wanted.occasions[0], wanted.times)


def remind_of_deadline(turn: Turn, event: Event, times: Times = NO_TIME) -> Reply:
    """A reminder of the end of the time to register."""
    end = deadline(event, turn.now)
    if end is None:
        return ReminderReplies.of(turn).no_deadline(event)
    return plan(turn, event, end, wish(times, [end], turn.now).times)


def plan(turn: Turn, event: Event, occasion: Occasion, times: Sequence[Asked] = ()) -> Reply:
    """Keep the reminders, the usual ones when no time is said."""
    replies = ReminderReplies.of(turn)
    if not replies.mine.has_room(len(times) or 2):
        return replies.full()
    wanted = times or usual(occasion)
    outcome = replies.mine.set(event, occasion, wanted)
    turn.session.event = event.id
    if not (outcome.added or outcome.kept):
        return replies.too_late(event, occasion, outcome.late)
    return replies.noted("noted" if outcome.added else "already", event, occasion, outcome, usual=not times)


def change(turn: Turn, targets: Sequence[Reminder], times: Times) -> Reply:
    """Another time for reminders of one event; without one, times to choose among."""
    replies, first = ReminderReplies.of(turn), targets[0]
    event = turn.guide.catalogue.event(first.event)
    occasion = replies.mine.occasion(first, event) if event else None
    if event is None or occasion is None:
        return replies.refused(event) if event else Reply(text=turn.guide.phrases.say("common.event_gone"))
    turn.session.event = event.id
    if other := _other_session(turn, event, occasion, times):
        return swap(turn, event, other, [r.number for r in targets], times.before or [r.asked for r in targets])
    if not times:
        return replies.which_time(event, occasion, [r.number for r in targets])
    if times.shift:
        wanted: Sequence[Asked] = [put_off(reminder, times.shift) for reminder in targets]
        # What would come too late stays as it is.
        targets = [r for r, asked in zip(targets, wanted, strict=True) if replies.mine.in_time([asked], occasion)]
    elif times.hours:
        targets = [next((r for r in targets if r.asked.at or r.asked.moment), first)]
        wanted = (_at(targets[0], times.hours.start),)
    else:
        wanted = _same_hour(turn, first, times) or wish(times, [occasion], turn.now).times or usual(occasion)
    return swap(turn, event, occasion, [r.number for r in targets], wanted)


def _other_session(turn: Turn, event: Event, occasion: Occasion, times: Times) -> Occasion | None:
    """« non, celle de mercredi »: the reminders go to another session."""
    meant = sessions_meant(times, sessions_ahead(event, turn.now)) if occasion.subject == "session" else ()
    return meant[0] if len(meant) == 1 and meant[0] != occasion else None


def _same_hour(turn: Turn, reminder: Reminder, times: Times) -> tuple[Asked, ...]:
    """« décale au 21 »: that day, at the hour that was chosen; none when it was not, or the event has begun by then."""
    day, is_usual = whole_day(times), bool(turn.pending and turn.pending.usual)
    moment = datetime.combine(day, reminder.wall.time()) if day and not is_usual else reminder.session
    return (Asked(moment=moment),) if moment < reminder.session else ()


def swap(turn: Turn, event: Event, occasion: Occasion, numbers: Sequence[int], times: Sequence[Asked]) -> Reply:
    """Put other times in place of reminders."""
    replies = ReminderReplies.of(turn)
    outcome = replies.mine.replace(numbers, event, occasion, times)
    if not (outcome.added or outcome.kept):
        return replies.too_late(event, occasion, outcome.late)
    return replies.noted("changed", event, occasion, outcome)


def _at(reminder: Reminder, hour: time) -> Asked:
    """The day of a reminder, at another hour; the day before when the event has begun by then."""
    if reminder.asked.moment:
        return Asked(moment=datetime.combine(reminder.asked.moment.date(), hour))
    days = (reminder.session.date() - reminder.wall.date()).days
    is_over = datetime.combine(reminder.session.date(), hour) >= reminder.session
    return Asked(days=max(days, 1) if is_over else days, at=hour)
