"""Thanks."""

from bot.conversation.message import Reply
from bot.conversation.turn import Turn


def handle(turn: Turn) -> Reply:
    """A word in return, not always the same: as long as the message, one way or another."""
    return Reply(text=turn.guide.phrases.say("thank.welcome", turn=len(turn.text)))
