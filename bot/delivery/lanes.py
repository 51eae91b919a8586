"""Whose turn it is: each conversation's updates in order, different conversations side by side."""

import asyncio
from collections import deque
from collections.abc import Iterable
from math import ceil

from bot.delivery.model import Update

#: Updates taken in at once; more wait at the channel's.
CAPACITY = 1000
#: So few are not shared: to write down one group more takes longer than to answer them.
_LEAST = 4


class Lanes:
    """One lane a conversation. An update is taken when the one before it in its lane is done."""

    def __init__(self, capacity: int = CAPACITY) -> None:
        self._capacity = capacity
        self._lanes: dict[str, deque[Update]] = {}
        #: Lanes whose first update may be taken.
        self._ready: deque[str] = deque()
        self._count = 0
        self._changed = asyncio.Event()

    def add(self, updates: Iterable[Update]) -> None:
        """Put updates at the end of their lanes."""
        for update in updates:
            self._count += 1
            if update.key in self._lanes:
                self._lanes[update.key].append(update)
            else:
                self._lanes[update.key] = deque([update])
                self._ready.append(update.key)
        self._changed.set()

    async def take(self, most: int, hands: int = 1) -> list[Update]:
        """The first updates of as many lanes; waits for one. Of a few, each of so many hands is left its share."""
        while not self._ready:
            await self._change()
        share = max(_LEAST, ceil(len(self._ready) / hands))
        return [self._lanes[self._ready.popleft()][0] for _ in range(min(most, share, len(self._ready)))]

    def done(self, updates: Iterable[Update]) -> None:
        """What was taken is done: the next ones of those lanes may be taken."""
        for update in updates:
            self._count -= 1
            lane = self._lanes[update.key]
            lane.popleft()
            if lane:
                self._ready.append(update.key)
            else:
                del self._lanes[update.key]
        self._changed.set()

    async def room(self) -> None:
        """Wait until more can be taken in."""
        while self._count >= self._capacity:
            await self._change()

    async def empty(self) -> None:
        """Wait until all is done."""
        while self._count:
            await self._change()

    def __len__(self) -> int:
        return self._count

    async def _change(self) -> None:
        self._changed.clear()
        await self._changed.wait()
