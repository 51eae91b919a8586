"""One's subscriptions."""

from bot.conversation.message import Reply
from bot.conversation.news.subscribing import Subscribing
from bot.conversation.turn import Turn


def handle(turn: Turn) -> Reply:
    """All of them, each with what can be done about it."""
    return Subscribing(turn).listed()
