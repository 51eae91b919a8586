"""A message of which the guide is not sure: it asks what was meant instead of guessing."""

from collections.abc import Iterable

from msgspec.structs import replace

from bot.conversation.examples import example_buttons, examples
from bot.conversation.knowledge import what_answers
from bot.conversation.message import Button, Reply
from bot.conversation.turn import Turn
from bot.replies.rich import Rich, join

#: Meanings offered as buttons; nobody needs a button for small talk.
_OFFERED = 3
_SMALL_TALK = frozenset({"greet", "thank", "goodbye", "out_of_scope"})


def handle(turn: Turn) -> Reply:
    """Once: the likely meanings as buttons. Then: what the guide can do, with examples that work, never the same."""
    missed = turn.guide.anonymous(turn.text) if turn.session.keeps_questions else ""
    return replace(_reply(turn), missed=missed)


def _reply(turn: Turn) -> Reply:
    turn.session.misses += 1
    known = ["programme_info"] if what_answers(turn) else []
    likely = [*known, turn.understanding.intent, *(intent for intent, _ in turn.understanding.others)]
    useless = _SMALL_TALK if turn.session.current else _SMALL_TALK | {"show_more"}
    offered = [i for i in dict.fromkeys(likely) if i not in useless][:_OFFERED]
    if turn.session.misses == 1 and len(offered) > 1:
        return _offer_meanings(turn, offered)
    return _show_what_works(turn, turn.session.misses - 1)


def _offer_meanings(turn: Turn, offered: Iterable[str]) -> Reply:
    say, before = turn.guide.phrases.say, len(turn.session.doubts)
    number = turn.session.wonder(turn.text, turn.now)
    buttons = tuple(
        (Button(label=str(say(f"not_understood.{intent}")), action=f"i:{number}:{intent}"),) for intent in offered
    )
    return Reply(text=say("not_understood.once", turn=before), buttons=buttons)


def _show_what_works(turn: Turn, before: int) -> Reply:
    """`before`: how many messages in a row were not understood before this one."""
    say, times = turn.guide.phrases.say, max(0, before - 1)
    questions = examples(turn.guide, turn.now, times)
    opening = say("not_understood.again", turn=times) if before else say("not_understood.lost")
    can = say("help.can") if before == 1 else Rich()
    text = join("\n\n", (opening, can, say("not_understood.examples", turn=times)))
    return Reply(text=text, buttons=example_buttons(questions))
