"""One event: its page."""

from bot.conversation.message import Reply
from bot.conversation.render import event_reply
from bot.conversation.turn import Turn
from bot.conversation.which_event import event_of, which_event


def handle(turn: Turn) -> Reply:
    """All about the event."""
    event = event_of(turn)
    return event_reply(turn, event) if event else which_event(turn)
