"""One's reminders, the next one first."""

from bot.conversation.message import Reply
from bot.conversation.reminder_list import reminder_list
from bot.conversation.turn import Turn


def handle(turn: Turn) -> Reply:
    """All of them, each with what can be done about it."""
    return reminder_list(turn)
