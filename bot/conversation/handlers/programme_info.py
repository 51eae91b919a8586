"""The programme itself: what is known of it that answers the question."""

from bot.conversation.freshness import age
from bot.conversation.knowledge import fields_of, knowledge, what_answers
from bot.conversation.message import Kind, Reply
from bot.conversation.turn import Turn
from bot.replies.rich import Rich, join

#: What is told of the programme when nothing else is known, in this order.
_FIELDS = ("presentation", "dates", "areas", "theme", "website", "organiser", "events")


def handle(turn: Turn) -> Reply:
    """The fact or two that answer; else that the programme does not say, and what it does say."""
    if turn.message.kind is Kind.COMMAND:
        return Reply(text=_overview(turn))
    if found := what_answers(turn):
        return Reply(text=join("\n\n", (found, age(turn.guide, turn.now))))
    return Reply(text=join("\n\n", (turn.guide.phrases.say("programme_info.unknown"), _overview(turn))))


def _overview(turn: Turn) -> Rich:
    """What the programme is, when, on what theme, and where to read more."""
    fields = fields_of(turn.guide, turn.now.date())
    told = next((k.text for k in knowledge(turn.guide, turn.now.date()) if k.topic == "presentation"), Rich())
    title = fields["presentation"]
    rest = join("\n", (fields[name] for name in _FIELDS[1:] if name in fields))
    old = age(turn.guide, turn.now)
    return join("\n\n", (title, told if str(told) != str(title) else Rich(), rest, old))
