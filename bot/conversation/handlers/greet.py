"""A greeting: who the guide is, and what to ask."""

from bot.conversation.examples import example_buttons, examples
from bot.conversation.lists.buttons import look_back_button
from bot.conversation.message import Kind, Reply
from bot.conversation.onboarding import onboarding_buttons
from bot.conversation.span import is_over
from bot.conversation.turn import Turn
from bot.replies.rich import join


def handle(turn: Turn) -> Reply:
    """Once, with examples; amid a conversation, shortly."""
    say, programme = turn.guide.phrases.say, turn.guide.catalogue.programme
    if turn.session.current and turn.message.kind is not Kind.COMMAND:
        return Reply(text=say("greet.hello_again"))
    questions = examples(turn.guide, turn.now)
    over = is_over(turn.guide.catalogue, turn.now)
    hello = say("greet.hello_over" if over else "greet.hello", programme=programme.name)
    lines = (hello, *(say("greet.example", example=q) for q in questions))
    looking = (look_back_button(turn.guide.phrases),) if over else ()
    telling = () if over or turn.session.is_shared else onboarding_buttons(turn)
    return Reply(text=join("\n", lines), buttons=(*looking, *example_buttons(questions), *telling))
