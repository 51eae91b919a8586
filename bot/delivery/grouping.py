"""What waits together is done together, when many at once cost little more than one."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

A = TypeVar("A")
R = TypeVar("R")


class Grouped(Generic[A, R]):
    """Things are asked for one by one, and done in groups, in the order in which they were asked."""

    def __init__(self, do: Callable[[Sequence[A]], Awaitable[Sequence[R]]]) -> None:
        """`do`: what becomes of each of a group, once all are done; if one fails, none is."""
        self._do = do
        self._waiting: list[tuple[A, asyncio.Future[R]]] = []
        self._working: asyncio.Task[None] | None = None

    async def __call__(self, asked: A) -> R:
        """What becomes of it. When its group has failed it is done again, alone: another's failure is nothing to it."""
        done: asyncio.Future[R] = asyncio.get_running_loop().create_future()
        self._waiting.append((asked, done))
        if self._working is None or self._working.done():
            self._working = asyncio.create_task(self._work())
        return await done

    async def finish(self) -> None:
        """Wait until all that was asked for is done."""
        if self._working:
            await asyncio.wait([self._working])

    async def _work(self) -> None:
        while self._waiting:
            group, self._waiting = self._waiting, []
            error = await self._try(group)
            if error and len(group) > 1:
                for one in group:
                    _fail([one], await self._try([one]))
            else:
                _fail(group, error)

    async def _try(self, group: Sequence[tuple[A, asyncio.Future[R]]]) -> Exception | None:
        """Do a group; the error, when it fails."""
        try:
            results = await self._do([asked for asked, _ in group])
        except Exception as error:
            return error
        for (_, done), result in zip(group, results, strict=True):
            if not done.done():  # whoever asked may have been cancelled
                done.set_result(result)
        return None


def _fail(group: Sequence[tuple[A, asyncio.Future[R]]], error: Exception | None) -> None:
    for _, done in group:
        if error and not done.done():
            done.set_exception(error)
