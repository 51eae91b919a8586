"""A question about one event, when it cannot be told which."""

from collections.abc import Callable

from bot.conversation.knowledge import what_answers
from bot.conversation.lists.buttons import short
from bot.conversation.message import Button, Reply
from bot.conversation.one_event.meant import may_be_asked_of
from bot.conversation.turn import Turn
from bot.events.model import Event
from bot.replies.rich import join

#: Events offered as buttons.
_OFFERED = 5


def event_of(turn: Turn) -> Event | None:
    """The event that the message is about, when that can be told."""
    return turn.guide.catalogue.event(turn.event) if turn.event else None


def which_event(turn: Turn) -> Reply:
    """Asks which event is meant, or how to name one."""
    buttons = offered_events(turn, lambda event: f"e:{event.id}")
    if buttons:
        return Reply(text=turn.guide.phrases.say("event.which"), buttons=buttons)
    if known := what_answers(turn):  # « ça commence quand ? » may ask of the programme
        return Reply(text=join("\n\n", (known, turn.guide.phrases.say("event.which_else"))))
    return Reply(text=turn.guide.phrases.say("event.which_named"))


def offered_events(turn: Turn, action: Callable[[Event], str]) -> tuple[tuple[Button, ...], ...]:
    """The events that may be meant, or those of the last list, as buttons."""
    named, listing = may_be_asked_of(turn, _OFFERED), turn.session.current
    listed = listing.events if listing else ()
    ranks = {event_id: rank for rank, event_id in enumerate(listed, 1)}
    return tuple(
        (Button(label=_label(turn, event, ranks.get(event.id)), action=action(event)),)
        for event in map(turn.guide.catalogue.event, named or listed[-_OFFERED:])
        if event
    )


def _label(turn: Turn, event: Event, rank: int | None) -> str:
    """The title, after its number in the list when it has one."""
    say = turn.guide.phrases.text
    return short(say("event.which_choice", number=rank, title=event.title) if rank else event.title)
