"""What delivery asks of storages and channels, which implement it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

import msgspec

from bot.conversation.message import Reply
from bot.conversation.session import Feed, Session
from bot.delivery.judging import Verdict
from bot.delivery.model import Outcome, Part, Rank, Sending, Turn, Update
from bot.events.history import History
from bot.reminders.model import Remembered


class Conversations(Protocol):
    """Where conversations are kept between two messages, by the key that the channel gives to each."""

    async def load(self, keys: Collection[str]) -> dict[str, Session]:
        """The session last committed under each key, or a fresh one."""

    async def commit(self, turns: Sequence[Turn]) -> None:
        """All turns or none: sessions kept, letters in the outbox, updates done with.

        A fresh session forgets its key: nothing of that person is left. What is asked elsewhere is in the inbox.
        """

    async def may_write(self, keys: Collection[str]) -> set[str]:
        """The conversations that have begun, and of whose end nothing is known."""


class Inbox(Protocol):
    """What was received and is not done with."""

    async def keep(self, updates: Sequence[Update]) -> list[Update]:
        """Those that were not known yet, once all are kept. A chat that something comes from is open again."""

    async def left(self) -> list[tuple[Update, int]]:
        """What earlier processes did not finish, in order, and how often each was tried again."""

    async def trying(self, updates: Sequence[Update]) -> list[int]:
        """Write down that one more try of each has failed, or was not survived; how many by now."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Published:
    """What is at the address of a calendar."""

    feed: Feed
    #: What the person is or has been reminded of, when that is what it shows.
    remembered: tuple[Remembered, ...] = ()


class Feeds(Protocol):
    """Calendars that are given at addresses."""

    async def find(self, hash: str) -> Published | None:
        """What is at the address of that hash; None when there is none (any more)."""

    async def histories(self, events: Collection[str]) -> dict[str, History]:
        """What has changed of events, by id; nothing of those that never have."""


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """Letters to be sent now, and when to look again; None: when something is put in the outbox."""

    sendings: Sequence[Sending] = ()
    again: int | None = None
    #: The pace allows none: whether any waits was not looked at.
    paced: bool = False


class Outbox(Protocol):
    """What is to be sent. Whatever is taken from it keeps the channel's pace, shared with all processes."""

    async def recover(self) -> None:
        """Take over what a process that is gone was sending, as far as one can know that it is."""

    async def turn_over(self, verdicts: Sequence[Verdict], room: int, ranks: Sequence[Rank]) -> Taken:
        """Write verdicts down, and take at most `room` letters of these ranks that may leave now."""


class Carrier(Protocol):
    """A channel's way out."""

    #: Its name, with which its keys begin: « telegram ».
    channel: str
    #: Calls at once.
    room: int

    def parts(self, reply: Reply, key: str, replaces: int | None = None) -> list[Part]:
        """A reply as calls, in order; `replaces`: the message whose button was tapped. Pure."""

    async def carry(self, key: str, part: Part) -> Outcome:
        """Make a call, once."""

    async def is_reachable(self) -> bool:
        """Whether the channel answers at all."""
