"""One event: its page."""

from bot.conversation.message import Reply
from bot.conversation.one_event.render import event_reply
from bot.conversation.one_event.which import event_of, which_event
from bot.conversation.turn import Turn


def handle(turn: Turn) -> Reply:
    """All about the event."""
    event = event_of(turn)
    return event_reply(turn, event) if event else which_event(turn)
