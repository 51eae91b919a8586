"""What goes in and out: updates received, letters to send, and what became of them. Channel-neutral.

Times are milliseconds since 1970 of the machine's own clock (`clock.machine_ms`).
"""

from enum import Enum, IntEnum, auto
from typing import Any

import msgspec

from bot.conversation.attachment import Attachment
from bot.conversation.message import IncomingMessage
from bot.conversation.session import Session
from bot.conversation.tally import Tally
from bot.reminders.model import Reminder

Json = dict[str, Any]


class Rank(IntEnum):
    """Who goes first when many wait: one who has asked, then what was asked for, then news."""

    ANSWER = 0
    REMINDER = 1
    NEWS = 2


class Update(msgspec.Struct, frozen=True, kw_only=True):
    """Something received, as it came."""

    #: The channel's own number, in the order of events.
    number: int
    #: The conversation whose turn it takes: « telegram:123 », and « telegram:-5:7 » for a topic of a group.
    key: str
    #: JSON.
    data: str
    #: The vote that it is about, when only that tells its conversation.
    vote: str = ""
    #: Characters of what is said, when it has just come.
    length: int = 0
    #: An answer is of use for a few seconds only: it is answered at once, and not kept.
    passes: bool = False


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One call of a channel, as it will be made: its method's name and its parameters, ready for JSON.

    It does not say to whom: that is its letter's key, which changes when a chat moves.
    """

    method: str
    params: Json
    #: What goes along, made when it is sent.
    file: Attachment | None = None
    #: Of a vote: the ids of its events, in the order of its options, and who began it.
    events: tuple[str, ...] = ()
    author: str = ""
    #: It is only made for this person if they lead the group.
    leader: str = ""


class Incoming(msgspec.Struct, frozen=True, kw_only=True):
    """What an update says."""

    #: None: nothing to be answered.
    message: IncomingMessage | None = None
    #: The message whose button was tapped, when it can still be edited.
    replaces: int | None = None
    #: The message that is answered, where several people talk.
    answers: int | None = None
    #: What is asked while one types, and answered by cards: its name.
    query: str = ""
    #: Stops a button's waiting. Made once, at once, whatever comes of it.
    acknowledgement: Part | None = None
    #: The chat can no longer be written to, and why.
    closes: str | None = None
    #: The chat goes on under this key, or went on before under that one.
    moves: str | None = None
    was: str | None = None


class Elsewhere(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked for someone in their own conversation, if the guide may write to them there."""

    #: That conversation, and what it is asked, as its channel would give it.
    key: str
    data: str
    #: What is then said where it was asked, in place of all else.
    parts: list[Part]
    #: As in `Incoming`, then.
    acknowledgement: Part | None = None


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to what came in, as calls."""

    parts: list[Part]
    #: As in `Incoming`, with what only the one who tapped is to see.
    acknowledgement: Part | None = None
    elsewhere: Elsewhere | None = None


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """A part to be sent. A reply of several parts is several letters, so that at most one of them is ever doubled."""

    #: The chat.
    key: str
    part: Part
    rank: Rank = Rank.ANSWER
    #: Not before; 0: at once.
    due: int = 0
    #: Not after, and until then it is tried; None: a few tries, however late.
    expires: int | None = None
    #: A letter of the same name is taken once while it waits: « r:telegram:123:4:0 ».
    once: str | None = None
    #: The reminder that it was made of: when it expires, what it says is true no more, and it is judged anew.
    origin: Reminder | None = None
    #: What logs and the trace of an undelivered letter call it: « reminder:iter-visite ». Never text.
    subject: str = "answer"


class Sending(msgspec.Struct, frozen=True, kw_only=True):
    """A letter that was taken from the outbox to be sent now."""

    id: int
    letter: Letter
    #: Tries that failed before this one, and tries of which nobody knows what became.
    attempts: int = 0
    unknown: int = 0


class Result(Enum):
    """How a try ended, as far as one can know."""

    SENT = auto()
    #: Never to be tried again: the channel does not take it.
    REFUSED = auto()
    #: The chat cannot be written to (blocked, deleted, never begun).
    CLOSED = auto()
    #: The channel asks to wait; nothing was sent.
    WAIT = auto()
    #: The channel failed or could not be reached; nothing was sent.
    FAILED = auto()
    #: The connection was cut: most often nothing was sent.
    CUT = auto()
    #: No answer came in time: most often it was sent.
    NO_ANSWER = auto()
    #: The chat has another key; nothing was sent.
    MOVED = auto()
    #: The channel does not take this; another part says the same.
    OTHERWISE = auto()


class Ballot(msgspec.Struct, frozen=True, kw_only=True):
    """A vote that has begun: its name, by which the channel tells its end, where it is, and what it is about."""

    vote: str
    key: str
    message: int
    events: tuple[str, ...]
    author: str = ""


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a try."""

    result: Result
    #: For logs and traces; never what was written.
    reason: str = ""
    #: WAIT: milliseconds, and whether all chats wait.
    wait: int = 0
    for_all: bool = True
    #: MOVED: the new key.
    key: str = ""
    #: OTHERWISE: what to send instead.
    part: Part | None = None
    #: SENT: the vote that it was.
    opens: Ballot | None = None


class Detour(msgspec.Struct, frozen=True, kw_only=True):
    """An update that the guide makes for another conversation, if it may write there, and what then goes out in place

    of a turn's own.
    """

    update: Update
    letters: tuple[Letter, ...]
    acknowledgement: Part | None = None


class Turn(msgspec.Struct, frozen=True, kw_only=True):
    """One message handled: how the conversation was and is, and what is to be sent. All of it is kept, or nothing."""

    key: str
    before: Session
    after: Session
    letters: tuple[Letter, ...] = ()
    #: Number of the update that is done with; None when it was not in the inbox (the terminal).
    update: int | None = None
    #: A question that was not understood, to be kept without who asked it; "": none.
    missed: str = ""
    #: An event, and what is said to be wrong about it.
    problem: tuple[str, str] | None = None
    #: What it adds to the counts of the day.
    tallies: tuple[Tally, ...] = ()
    #: Why it could not be answered: a type of error, never text. Kept, it sets the update aside.
    failed: str | None = None
    #: As in `Incoming`.
    acknowledgement: Part | None = None
    closes: str | None = None
    moves: str | None = None
    was: str | None = None
    #: Kept with it, when it is committed.
    detour: Detour | None = None


def chat_key(key: str) -> str:
    """The chat in which a conversation takes place, and which it shares its pace with: « telegram:-5 »."""
    return ":".join(key.split(":")[:2])


def channel_of(key: str) -> str:
    """The channel of a conversation: « telegram » of « telegram:123 »."""
    return key.partition(":")[0]
