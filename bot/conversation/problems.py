"""« Une erreur ? »: what someone says is wrong about an event goes to the organisers."""

from msgspec.structs import replace

from bot.conversation.message import Button, Reply
from bot.conversation.one_event.buttons import error_button
from bot.conversation.session import Pending
from bot.conversation.turn import Turn
from bot.events.model import Event
from bot.replies.rich import Rich
from intents import without_contacts

#: Characters that are kept.
_LONGEST = 1000


def offered(turn: Turn, event: Event) -> tuple[Rich, Button]:
    """For who says that something is wrong; their next words are only taken for it once they have tapped."""
    return turn.guide.phrases.say("problem.offer", title=event.title), error_button(turn.guide.phrases, event)


def ask(turn: Turn, event_id: str) -> Reply:
    """`er:<event>`: asks what is wrong; the next words say it."""
    event, phrases = turn.guide.catalogue.event(event_id), turn.guide.phrases
    if event is None:
        return Reply(text=phrases.say("common.event_gone"))
    turn.session.pending = Pending(problem=event_id)
    button = Button(label=phrases.text("problem.nothing"), action=f"e:{event_id}")
    return Reply(text=phrases.say("problem.ask", title=event.title), buttons=((button,),))


def said(turn: Turn) -> Reply | None:
    """Thanks for what was said to be wrong; None when that is not what was asked."""
    if turn.pending is None or not turn.pending.problem:
        return None
    text = without_contacts(turn.message.text)[:_LONGEST]
    return replace(Reply(text=turn.guide.phrases.say("problem.noted")), problem=(turn.pending.problem, text))
