"""What goes in and out: updates received, letters to send, and what became of them. Channel-neutral."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from bot.conversation.session import Session

Json = dict[str, Any]


class Rank(IntEnum):
    """Who goes first when many wait: one who has asked, then what was asked for, then news."""

    ANSWER = 0
    REMINDER = 1
    NEWS = 2


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One call of a channel, as it will be made: its method's name and its parameters, ready for JSON."""

    method: str
    params: Json


@dataclass(frozen=True, kw_only=True, slots=True)
class Letter:
    """A part to be sent. A reply of several parts is several letters, so that at most one of them is ever doubled."""

    #: The conversation: « telegram:123 ».
    key: str
    part: Part
    rank: Rank = Rank.ANSWER
    #: Not before: milliseconds of the machine's own time (`clock.machine_ms`); 0: at once.
    due: int = 0
    #: Not after; None: however late.
    expires: int | None = None
    #: A letter of the same name is taken once while it waits: « r:telegram:123:4:0 ».
    once: str | None = None
    #: What the trace of an undelivered letter calls it: « reminder:iter-visite ». Never text.
    subject: str = "answer"


@dataclass(frozen=True, kw_only=True, slots=True)
class Turn:
    """One message handled: how the conversation was and is, and what is to be sent. All of it is kept, or nothing."""

    key: str
    before: Session
    after: Session
    letters: tuple[Letter, ...] = ()
    #: Number of the update that is done with; None when it was not in the inbox (the terminal).
    update: int | None = None


def channel_of(key: str) -> str:
    """The channel of a conversation: « telegram » of « telegram:123 »."""
    return key.partition(":")[0]
