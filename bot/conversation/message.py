"""What a channel gives to the dialogue and gets back. Knows nothing of Telegram or terminals."""

from enum import Enum

import msgspec

from bot.conversation.attachment import Attachment
from bot.replies.rich import Rich
from intents import Criteria

#: Characters of a message that are read: as many as Telegram lets one send.
LONGEST = 4096


class Kind(Enum):
    """How a message was made."""

    TEXT = "text"
    #: A button's action, or a deep link's payload.
    ACTION = "action"
    #: A command (« /aide »); its name without the slash is in `text`.
    COMMAND = "command"
    LOCATION = "location"
    #: Voice, photo, sticker: nothing the guide can read.
    OTHER = "other"
    #: What is being typed in another chat, to choose a card.
    INLINE = "inline"
    #: Nobody's: a vote has ended; its name is in `text`.
    VOTE = "vote"


class Position(msgspec.Struct, frozen=True, kw_only=True):
    """A place on Earth, in degrees (WGS 84)."""

    lat: float
    lon: float


class IncomingMessage(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that a person said or did."""

    kind: Kind = Kind.TEXT
    #: What was typed, the command's name, or the action of the button.
    text: str = ""
    #: The position that was shared.
    location: Position | None = None
    #: Several people read the answer; and the key of the conversation that the one who asks has, or may have, alone.
    in_group: bool = False
    by: str = ""
    #: The number of the message whose button was tapped.
    on: int | None = None
    #: From which card on.
    offset: int = 0
    #: How often each option of the vote was chosen, in their order, and by how many people in all.
    counts: tuple[int, ...] = ()
    voters: int = 0

    def __post_init__(self) -> None:
        # Half of a character outside the basic plane (JSON allows it) could not be kept nor sent.
        text = self.text[:LONGEST].encode("utf-8", "replace").decode()
        msgspec.structs.force_setattr(self, "text", text)


class Button(msgspec.Struct, frozen=True, kw_only=True):
    """A choice under a reply: it sends `action` back, or opens `url`, or one's own conversation with the guide."""

    label: str
    #: At most 64 bytes in UTF-8 (Telegram's callback data). Means the same for ever.
    action: str = ""
    url: str = ""
    #: What is then done there: 1 to 64 of A-Z, a-z, 0-9, « _ » and « - » (Telegram's deep links).
    link: str = ""
    #: What is to be typed after the guide's name in a chat that the asker chooses: a card of it is sent there.
    shares: str = ""


class Venue(msgspec.Struct, frozen=True, kw_only=True):
    """A place to show on a map."""

    title: str
    address: str
    position: Position


class Vote(msgspec.Struct, frozen=True, kw_only=True):
    """A question to a group, which may choose several answers."""

    question: str
    #: At most 12, of at most 100 characters: the events, and then none of them.
    options: tuple[str, ...]
    #: Ids of the events, in the order of their options.
    events: tuple[str, ...]
    #: How long it stays open.
    seconds: int
    #: Who began it: `IncomingMessage.by`.
    author: str = ""


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """An event that may be chosen while one types, and becomes a message."""

    #: 1 to 64 bytes.
    id: str
    title: str
    #: When and where, in a line.
    told: str
    text: Rich
    #: As in `Button`.
    link: str


class Cards(msgspec.Struct, frozen=True, kw_only=True):
    """What answers while one types."""

    cards: tuple[Card, ...]
    #: The label of the button under each message; of the one above the cards, and its `Button.link`.
    open: str
    ask: str
    link: str
    #: From which card on there are more.
    next: int | None = None
    #: They depend on who asks, or where.
    is_personal: bool = False


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What was understood and found, for `python -m bot ask --json` and for tests."""

    intent: str
    confidence: float
    criteria: Criteria
    events: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()
    relaxed: tuple[str, ...] = ()


class Privately(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked for someone in their own conversation, if they have one with the guide."""

    #: As in `Button`.
    link: str
    #: What is then said where it was asked; to no one but who asks, when they have tapped a button.
    said: Rich


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """What the guide says."""

    text: Rich
    #: Rows of buttons, shown under the text.
    buttons: tuple[tuple[Button, ...], ...] = ()
    #: Replaces the message whose button was tapped (paging, criteria taken away).
    replaces: bool = False
    venue: Venue | None = None
    #: The text goes with it as its caption.
    attachment: Attachment | None = None
    #: Offers to share one's position.
    asks_location: bool = False
    cards: Cards | None = None
    #: Asked in place of a text; and the number of a message whose vote ends, if `leader` leads the group, when given.
    vote: Vote | None = None
    ends_vote: int | None = None
    leader: str = ""
    #: The message that it answers, when that is not the one that came.
    to: int | None = None
    #: For the one who tapped a button, instead of a message: words to show, or a `Button.link` to follow.
    notice: str = ""
    follows: str = ""
    #: Takes the place of all else, where it can.
    privately: Privately | None = None
    #: The question, when it was not understood and may be kept: it names nobody.
    missed: str = ""
    #: An event, and what the asker says is wrong about it.
    problem: tuple[str, str] | None = None
    answer: Answer | None = None
