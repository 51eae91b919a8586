"""Visits and workshops for a class."""

from bot.conversation.handlers import search_events
from bot.conversation.message import Reply
from bot.conversation.turn import Turn


def handle(turn: Turn) -> Reply:
    """The events that suit a class: no hiring, nothing for girls alone."""
    return search_events.answer(turn, "suggest_class_visit")
