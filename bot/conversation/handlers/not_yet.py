"""Reminders, subscriptions and calendars: understood, and honestly refused until they can be kept."""

from bot.conversation.message import Button, Reply
from bot.conversation.turn import Turn


def handle(turn: Turn) -> Reply:
    """Says that the guide cannot do that yet, and offers the event's page when one was meant."""
    say = turn.guide.phrases.say
    event = turn.guide.catalogue.event(turn.event) if turn.event else None
    text = say(f"{turn.understanding.intent}.not_yet")
    if event is None:
        return Reply(text=text)
    return Reply(text=text, buttons=((Button(label=event.title, action=f"e:{event.id}"),),))
