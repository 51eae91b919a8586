"""Each conversation's work in order, different conversations side by side."""

import asyncio
from collections.abc import Awaitable, Callable

#: Pieces of work taken on at once; more wait at Telegram's.
CAPACITY = 1000


class Lanes:
    """One lane a conversation: a piece of work begins when the one before it in its lane has ended."""

    def __init__(self, capacity: int = CAPACITY) -> None:
        self._room = asyncio.Semaphore(capacity)
        self._last: dict[str, asyncio.Task[None]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def add(self, lane: str, work: Callable[[], Awaitable[None]]) -> None:
        """Take on `work`, which raises nothing; waits while there is too much already."""
        await self._room.acquire()
        task = asyncio.create_task(self._run(self._last.get(lane), work))
        self._tasks.add(task)
        self._last[lane] = task
        task.add_done_callback(lambda done: self._forget(lane, done))

    async def finish(self, seconds: float) -> int:
        """Wait until all is done, at most `seconds`; the number of pieces given up."""
        if not self._tasks:
            return 0
        _, late = await asyncio.wait(self._tasks, timeout=seconds)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        return len(late)

    @staticmethod
    async def _run(before: asyncio.Task[None] | None, work: Callable[[], Awaitable[None]]) -> None:
        if before is not None:
            await asyncio.wait([before])
        await work()

    def _forget(self, lane: str, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self._room.release()
        if self._last.get(lane) is task:
            del self._last[lane]
