"""A question about one event, when it cannot be told which."""

from bot.conversation.message import Button, Reply
from bot.conversation.turn import Turn
from bot.events.model import Event

#: Events offered as buttons.
_OFFERED = 5
#: Characters of a title that a phone shows on a button.
_LABEL = 40


def event_of(turn: Turn) -> Event | None:
    """The event that the message is about, when that can be told."""
    return turn.guide.catalogue.event(turn.event) if turn.event else None


def which_event(turn: Turn) -> Reply:
    """Asks which event is meant: the last list as buttons, or how to name one."""
    phrases, listing = turn.guide.phrases, turn.session.current
    events = [turn.guide.catalogue.event(event_id) for event_id in (listing.events if listing else ())]
    buttons = tuple(
        (Button(label=_short(phrases.text("event.which_choice", number=i, title=e.title)), action=f"e:{e.id}"),)
        for i, e in enumerate(events, 1)
        if e
    )[-_OFFERED:]
    return Reply(text=phrases.say("event.which" if buttons else "event.which_named"), buttons=buttons)


def _short(label: str) -> str:
    return label if len(label) <= _LABEL else label[: _LABEL - 1].rstrip() + "…"
