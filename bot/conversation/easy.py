"""What is said to those who read best in short sentences (« /simple »), whatever it is about."""

import re

from msgspec.structs import replace

from bot.conversation.message import Button, Reply
from bot.replies.in_full import in_full
from bot.replies.rich import Rich, Run, rich

#: The end of a sentence, before the next one: not that of an initial, nor of a rank that opens a line.
_END = re.compile(r"(?<=[^\W_A-Z][.!?…]|[»)\s][.!?…])(?<!^\d\.)(?<!^\d\d\.)[ \t]+(?=\W{0,2}[A-ZÀ-Ý])", re.MULTILINE)


def easy(reply: Reply) -> Reply:
    """A reply without abbreviations, each sentence on its line; its buttons too are written out."""
    return replace(
        reply, text=_by_line(in_full(reply.text)), buttons=tuple(tuple(map(_easy, r)) for r in reply.buttons)
    )


def _by_line(text: Rich) -> Rich:
    """What is bold is a title, whatever is in it."""
    return Rich(tuple(r if r.bold else Run(_END.sub("\n", r.text), at=r.at) for r in text.runs))


def _easy(button: Button) -> Button:
    return replace(button, label=str(in_full(rich(button.label))))
