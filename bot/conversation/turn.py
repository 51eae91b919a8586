"""One turn of a conversation: all that a handler needs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import msgspec

from bot.conversation.calendars.addresses import Addresses
from bot.conversation.message import IncomingMessage
from bot.conversation.session import Pending, Session
from bot.events.catalogue import Catalogue
from bot.replies.phrases import Phrases
from intents import Gazetteer, Understanding


@dataclass(frozen=True, kw_only=True, slots=True)
class Guide:
    """What does not change from one message to the next: the programme, the map of France, the sentences."""

    catalogue: Catalogue
    gazetteer: Gazetteer
    phrases: Phrases
    #: The sectors to which a thing that people name belongs.
    sectors_of: Callable[[str], tuple[str, ...]] = lambda thing: ()
    #: A message without what could tell who wrote it.
    anonymous: Callable[[str], str] = lambda message: ""
    #: Where calendars are given; None: nowhere.
    addresses: Addresses | None = None
    #: When the sources of the programme were last read (local), if it is refreshed from any.
    read_at: Callable[[], datetime | None] = lambda: None


#: A message that says nothing.
SILENCE = Understanding(text="", intent="out_of_scope", confidence=1.0)


class Turn(msgspec.Struct, frozen=True, kw_only=True):
    """A message, what it was understood to mean, and where the conversation stands."""

    guide: Guide
    message: IncomingMessage
    session: Session
    #: Local wall-clock time.
    now: datetime
    #: The question: the message's own text, or the one that its button asks.
    text: str = ""
    understanding: Understanding = SILENCE
    #: Id of the event that the message is about, when it is about one.
    event: str | None = None
    #: What the guide's last message was about, when this one may answer it.
    pending: Pending | None = None

    @property
    def words(self) -> tuple[str, str]:
        """The question as it was typed, and with its spelling corrected: « l'alerte », « tt les rapel »."""
        return self.text, self.understanding.spelt
