"""Dispatcher and sender at work, until asked to stop; what was received by then is still answered."""

import asyncio
import logging
from collections.abc import Sequence

from bot.delivery.dispatcher import Dispatcher
from bot.delivery.model import Update
from bot.delivery.passing import Passing
from bot.delivery.sender import Sender

#: Seconds that answers begun have to end, once asked to stop; supervisors commonly kill after ten.
GRACE = 8.0

_LOG = logging.getLogger(__name__)


class Delivery:
    """Use as `async with`: at its end, answers begun are finished, and what is planned waits for the next start."""

    def __init__(self, dispatcher: Dispatcher, sender: Sender, passing: Passing) -> None:
        self.dispatcher = dispatcher
        self.sender = sender
        self.passing = passing

    async def receive(self, updates: Sequence[Update]) -> None:
        """Take updates in; once it returns they are kept, but for those that pass."""
        for update in updates:
            if update.passes:
                self.passing.take(update)
        await self.dispatcher.receive([update for update in updates if not update.passes])

    async def __aenter__(self) -> "Delivery":
        self._tasks = [asyncio.create_task(self.dispatcher.run()), asyncio.create_task(self.sender.run())]
        return self

    async def __aexit__(self, *error: object) -> None:
        try:
            async with asyncio.timeout(GRACE):
                await self.dispatcher.finish()
                await self.sender.finish()
                await self.passing.finish()
        except TimeoutError:
            _LOG.warning("stopped before all was answered: the rest comes after the next start")
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def failure(self) -> None:
        """Raise what should never happen: that the dispatcher or the sender ends by itself."""
        ended, _ = await asyncio.wait(self._tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in ended:
            task.result()
