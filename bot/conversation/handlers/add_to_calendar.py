"""Files for calendars: of an event, of all that was listed, of one's reminders."""

from bot.conversation.calendaring import Calendaring
from bot.conversation.meant import event_named
from bot.conversation.message import Reply
from bot.conversation.moments import times_said
from bot.conversation.reminder_codes import read_code
from bot.conversation.topics import asked
from bot.conversation.turn import Turn
from bot.conversation.which_event import event_of


def handle(turn: Turn) -> Reply:
    """« mes rappels », « tous » or « la liste », else the event that is meant."""
    topics, files, event = asked("calendar", turn.text), Calendaring(turn), event_of(turn)
    reference, listing = turn.understanding.reference, turn.session.current
    is_one = bool(reference and reference.rank) or event_named(turn, turn.text) is not None
    if "reminders" in topics or ("all" in topics and turn.session.own and not is_one):
        return files.of_reminders()
    if turn.pending and turn.pending.calendar and event and "all" in topics:
        return files.of_sessions(event)
    if "all" in topics and listing and not is_one:
        return files.of_list(listing)
    if event is None:
        return files.which_event()
    return files.of_event(event, times_said(turn.understanding, turn.now, event.title))


def add_event(turn: Turn, rest: str) -> Reply:
    """`a:<event>[:<session>]`, `a:<event>:*`: an event, one of its sessions, or all; without one it is asked for."""
    event_id, _, code = rest.partition(":")
    event = turn.guide.catalogue.event(event_id)
    if event is None:
        return Reply(text=turn.guide.phrases.say("common.event_gone"))
    if not code:
        return Calendaring(turn).of_event(event)
    _, start = read_code(code) if code != "*" else ("session", None)
    return Calendaring(turn).of_sessions(event, (start,) if start else ())


def add_list(turn: Turn, rest: str) -> Reply:
    """`al:<list>`: all that a list shows, page after page."""
    return Calendaring(turn).of_list(turn.session.listings[int(rest)])


def add_reminders(turn: Turn, rest: str) -> Reply:
    """`ar:`: what one is reminded of."""
    return Calendaring(turn).of_reminders()
