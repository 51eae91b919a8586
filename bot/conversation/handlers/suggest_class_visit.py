"""Visits and workshops for a class."""

from bot.conversation.class_visit import ClassVisits
from bot.conversation.handlers import search_events
from bot.conversation.message import Reply
from bot.conversation.turn import Turn


def handle(turn: Turn) -> Reply:
    """What suits a class: no hiring, nothing for girls alone; what is missing is asked first."""
    return search_events.answer(turn, "suggest_class_visit")


def answer(turn: Turn, rest: str) -> Reply:
    """`k:<list>:<question>:<value>`: an answer about the class; `k:<list>:*`: no more questions."""
    return ClassVisits(turn=turn).answer(rest)


def half_days(turn: Turn, rest: str) -> Reply:
    """`kh:<list>`: two events in half a day."""
    return ClassVisits(turn=turn).half_days(int(rest))
