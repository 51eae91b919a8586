"""What is asked while one types: answered at once or not at all, and never kept.

A new question comes with each letter, and replaces the one before; an answer that is some seconds late is shown to
nobody. Kept in the inbox, each letter would be written twice to the disk, before those who wait for an answer.
"""

import asyncio
import logging

from bot.delivery.handling import Handle
from bot.delivery.model import Result, Update
from bot.delivery.ports import Carrier, Conversations
from bot.logs import describe_error

#: Questions at work at once; others are left, and asked again with the next letter.
_MOST = 64

_LOG = logging.getLogger(__name__)


class Passing:
    """Answers the last question of each one who types."""

    def __init__(self, conversations: Conversations, carrier: Carrier, handle: Handle) -> None:
        self._conversations, self._carrier, self._turns = conversations, carrier, handle
        #: The last question of each conversation.
        self._last: dict[str, Update] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def take(self, update: Update) -> None:
        """Begin to answer."""
        if len(self._tasks) < _MOST:
            self._last[update.key] = update
            task = asyncio.create_task(self._answer(update))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def finish(self) -> None:
        """Wait until what was begun is answered."""
        await asyncio.gather(*self._tasks)

    async def _answer(self, update: Update) -> None:
        try:
            sessions = await self._conversations.load([update.key])
            if self._last.get(update.key) is not update:  # they have typed on
                return
            [turn] = await self._turns([update], sessions)
            for letter in turn.letters:
                outcome = await self._carrier.carry(letter.key, letter.part)
                if outcome.result is not Result.SENT:
                    _LOG.warning("a passing answer was not taken: %s", outcome.reason)
        except Exception as error:
            _LOG.error("a passing question was not answered: %s", describe_error(error))
        finally:
            if self._last.get(update.key) is update:
                del self._last[update.key]
