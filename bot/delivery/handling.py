"""From an update to a turn. Pure, so that it is done in this process or in another."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from bot.conversation.message import IncomingMessage, Reply
from bot.conversation.session import Session
from bot.conversation.tally import tallies_of
from bot.delivery.model import Detour, Incoming, Letter, Part, Turn, Update, Written, chat_key
from bot.logs import describe_error

#: What an update says; None when it is not for the guide. Raises anything on what cannot be read.
Read = Callable[[str], Incoming | None]
#: The reply to a message; the session is brought up to date.
Answer = Callable[[IncomingMessage, Session], Reply]
#: A reply to a conversation as calls of its channel; with it, what it answers.
Write = Callable[[Reply, str, Incoming], Written]
#: The turn of each update, given the sessions of their conversations; one that failed says so.
Handle = Callable[[Sequence[Update], Mapping[str, Session]], Awaitable[Sequence[Turn]]]

_LOG = logging.getLogger(__name__)


class Handling:
    """Reads updates, has them answered, writes the answers."""

    def __init__(self, *, read: Read, answer: Answer, write: Write) -> None:
        self._read, self._answer, self._write = read, answer, write

    async def __call__(self, updates: Sequence[Update], sessions: Mapping[str, Session]) -> list[Turn]:
        """A `Handle`, in this process."""
        turns = []
        for update in updates:
            turns.append(self.turn(update, sessions[update.key]))
            await asyncio.sleep(0)  # others have their turn between two answers
        return turns

    def turn(self, update: Update, before: Session) -> Turn:
        """The turn of one update."""
        turn: dict[str, Any] = {"key": update.key, "before": before, "after": before, "update": update.number}
        try:
            incoming = self._read(update.data) or Incoming()
            turn |= {name: getattr(incoming, name) for name in ("acknowledgement", "closes", "moves", "was")}
            if incoming.message:
                after = before.copy()
                reply = self._answer(incoming.message, after)
                written = self._write(reply, update.key, incoming)
                turn |= {
                    "after": after,
                    "letters": letters_of(update, written.parts),
                    "acknowledgement": written.acknowledgement,
                    "missed": reply.missed,
                    "problem": reply.problem,
                    "tallies": tallies_of(reply.answer),
                    "detour": _detour(update, written),
                }
            return Turn(**turn)
        except Exception as error:
            _LOG.error("update %d: could not be answered: %s", update.number, describe_error(error))
            return Turn(**turn, failed=type(error).__name__)


def _detour(update: Update, written: Written) -> Detour | None:
    """Numbers of channels are positive; what the guide makes of an update has its number below zero."""
    if written.elsewhere is None:
        return None
    made = Update(number=-update.number, key=written.elsewhere.key, data=written.elsewhere.data)
    letters = letters_of(update, written.elsewhere.parts)
    return Detour(update=made, letters=letters, acknowledgement=written.elsewhere.acknowledgement)


def letters_of(update: Update, parts: Sequence[Part]) -> tuple[Letter, ...]:
    """The answer to an update."""
    return tuple(Letter(key=chat_key(update.key), part=part, subject=f"answer:{update.number}") for part in parts)
