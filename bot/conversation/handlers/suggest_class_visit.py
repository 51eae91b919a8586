"""Visits and workshops for a class."""

from bot.conversation.class_visits.answers import visit_before
from bot.conversation.class_visits.papers import PAPERS
from bot.conversation.class_visits.visits import ClassVisits
from bot.conversation.handlers import search_events
from bot.conversation.message import Reply
from bot.conversation.one_event.meant import event_meant
from bot.conversation.one_event.which import which_event
from bot.conversation.topics import asked
from bot.conversation.turn import Turn


def handle(turn: Turn) -> Reply:
    """What suits a class: no hiring, nothing for girls alone; what is missing is asked first.

    After a list, its sheet or a message for the organiser of one event.
    """
    wanted, listing = asked("visit", turn.text), turn.session.current
    for paper, make in PAPERS.items():
        if paper in wanted and listing and visit_before(turn.session):
            event = turn.guide.catalogue.event(event_meant(turn, turn.understanding) or "")
            if event is None:
                return which_event(turn)
            turn.session.event = event.id
            return make(turn, listing, event)
    return search_events.answer(turn, "suggest_class_visit")


def answer(turn: Turn, rest: str) -> Reply:
    """`k:<list>:<question>:<value>`: an answer about the class; `k:<list>:*`: no more questions."""
    return ClassVisits(turn=turn).answer(rest)


def half_days(turn: Turn, rest: str) -> Reply:
    """`kh:<list>`: two events in half a day."""
    return ClassVisits(turn=turn).half_days(int(rest))


def sheet(turn: Turn, rest: str) -> Reply:
    """`ks:<list>:<event>`: the sheet for the class of a list."""
    return _paper(turn, rest, "sheet")


def message(turn: Turn, rest: str) -> Reply:
    """`km:<list>:<event>`: a message for the organiser."""
    return _paper(turn, rest, "message")


def _paper(turn: Turn, rest: str, name: str) -> Reply:
    number, _, event_id = rest.partition(":")
    event = turn.guide.catalogue.event(event_id)
    if event is None:
        return Reply(text=turn.guide.phrases.say("common.event_gone"))
    turn.session.event = event_id
    return PAPERS[name](turn, turn.session.listings[int(number)], event)
