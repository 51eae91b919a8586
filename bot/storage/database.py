"""Work on the database in groups: what waits together is one transaction, for a commit costs more than the work."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncEngine

T = TypeVar("T")
#: Reads and writes; plain functions, so that they can be put together. It may run a second time when another of its
#: group has failed.
Work = Callable[[Connection], T]


class Database:
    """Runs work in the order in which it was asked, each piece wholly or not at all."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._waiting: list[tuple[Work[Any], asyncio.Future[Any]]] = []
        self._draining: asyncio.Task[None] | None = None

    async def run(self, work: Work[T]) -> T:
        """What `work` returns, once it is committed."""
        done: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting.append((work, done))
        if self._draining is None or self._draining.done():
            self._draining = asyncio.create_task(self._drain())
        return await done

    async def close(self) -> None:
        """Finish what was asked for, and let go of the database."""
        if self._draining:
            await asyncio.wait([self._draining])
        await self._engine.dispose()

    async def _drain(self) -> None:
        while self._waiting:
            group, self._waiting = self._waiting, []
            try:
                results = await self._commit([work for work, _ in group])
            except Exception:
                await self._one_by_one(group)
            else:
                for (_, done), result in zip(group, results, strict=True):
                    if not done.done():
                        done.set_result(result)

    async def _one_by_one(self, group: Sequence[tuple[Work[Any], asyncio.Future[Any]]]) -> None:
        """Each in a transaction of its own: the failure of one is nothing to the others."""
        for work, done in group:
            try:
                (result,) = await self._commit([work])
            except Exception as error:
                if not done.done():
                    done.set_exception(error)
            else:
                if not done.done():
                    done.set_result(result)

    async def _commit(self, works: Sequence[Work[Any]]) -> list[Any]:
        async with self._engine.begin() as connection:
            return await connection.run_sync(lambda sync: [work(sync) for work in works])
