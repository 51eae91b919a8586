"""What the guide can do, with questions that work."""

from bot.conversation.examples import example_buttons, examples
from bot.conversation.message import Reply
from bot.conversation.turn import Turn
from bot.replies.rich import join


def handle(turn: Turn) -> Reply:
    """What can be asked, then three examples on the loaded programme."""
    say, questions = turn.guide.phrases.say, examples(turn.guide, turn.now)
    intro = say("help.intro", programme=turn.guide.catalogue.programme.name)
    lines = (say("help.examples"), *(say("help.example", example=question) for question in questions))
    text = join("\n\n", (join("\n", (intro, say("help.can"))), join("\n", lines)))
    return Reply(text=text, buttons=example_buttons(questions))
