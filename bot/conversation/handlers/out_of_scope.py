"""Anything else: the guide knows nothing but the programme."""

from bot.conversation.examples import example_buttons, examples
from bot.conversation.message import Reply
from bot.conversation.turn import Turn
from bot.replies.rich import join


def handle(turn: Turn) -> Reply:
    """Says so; from the second time in a row on, in other words and with examples that work."""
    session, say = turn.session, turn.guide.phrases.say
    session.misses += 1
    if session.misses == 1:
        return Reply(text=say("out_of_scope.once", programme=turn.guide.catalogue.programme.name))
    times = session.misses - 2
    questions = examples(turn.guide, turn.now, times)
    lines = (say("out_of_scope.again", turn=times), *(say("out_of_scope.example", example=q) for q in questions))
    return Reply(text=join("\n", lines), buttons=example_buttons(questions))
