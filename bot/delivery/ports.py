"""What delivery asks of storages and channels, which implement it."""

from collections.abc import Collection, Sequence
from typing import Protocol

from bot.conversation.message import Reply
from bot.conversation.session import Session
from bot.delivery.model import Part, Turn


class Conversations(Protocol):
    """Where conversations are kept between two messages, by the key that the channel gives to each."""

    async def load(self, keys: Collection[str]) -> dict[str, Session]:
        """The session last committed under each key, or a fresh one."""

    async def commit(self, turns: Sequence[Turn]) -> None:
        """Each turn wholly or not at all: its session kept, its letters in the outbox, its update out of the inbox.

        A fresh session forgets its key: nothing of that person is left.
        """


class Carrier(Protocol):
    """A channel's way out."""

    #: Its name, with which its keys begin: « telegram ».
    channel: str

    def parts(self, reply: Reply, key: str, replaces: int | None = None) -> list[Part]:
        """A reply as calls of the channel, in order; `replaces`: the message whose button was tapped. Pure."""
