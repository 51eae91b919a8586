"""A message of which the guide is not sure: it asks what was meant instead of guessing."""

from bot.conversation.examples import example_buttons, examples
from bot.conversation.message import Button, Reply
from bot.conversation.turn import Turn
from bot.replies.rich import Rich, join

#: Meanings offered as buttons; nobody needs a button for small talk.
_OFFERED = 3
_SMALL_TALK = frozenset({"greet", "thank", "goodbye", "out_of_scope"})


def handle(turn: Turn) -> Reply:
    """Once: the likely meanings as buttons. Then: what the guide can do, with examples that work, never the same."""
    turn.session.misses += 1
    return _offer_meanings(turn) if turn.session.misses == 1 else _show_what_works(turn, turn.session.misses - 2)


def _offer_meanings(turn: Turn) -> Reply:
    say, number = turn.guide.phrases.say, turn.session.wonder(turn.text)
    likely = [turn.understanding.intent, *(intent for intent, _ in turn.understanding.others)]
    offered = [i for i in dict.fromkeys(likely) if i not in _SMALL_TALK][:_OFFERED]
    buttons = tuple(
        (Button(label=str(say(f"not_understood.{intent}")), action=f"i:{number}:{intent}"),) for intent in offered
    )
    return Reply(text=say("not_understood.once", turn=number - 1), buttons=buttons)


def _show_what_works(turn: Turn, times: int) -> Reply:
    say, questions = turn.guide.phrases.say, examples(turn.guide, turn.now, times)
    can = Rich() if times else say("help.can")
    text = join("\n\n", (say("not_understood.again", turn=times), can, say("not_understood.examples", turn=times)))
    return Reply(text=text, buttons=example_buttons(questions))
