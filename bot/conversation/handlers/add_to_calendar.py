"""A calendar file: understood, and honestly refused until there is one."""

from bot.conversation.event_buttons import event_buttons
from bot.conversation.facts import Facts
from bot.conversation.message import Reply
from bot.conversation.turn import Turn
from bot.conversation.which_event import event_of


def handle(turn: Turn) -> Reply:
    """Says that the guide cannot do that yet, and offers what it can do about the event."""
    event = event_of(turn)
    buttons = event_buttons(Facts(event, turn.guide.phrases, turn.now), details=True) if event else ()
    return Reply(text=turn.guide.phrases.say("add_to_calendar.not_yet"), buttons=buttons)
