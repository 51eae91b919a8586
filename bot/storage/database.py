"""Work on the database in groups: what waits together is one transaction, for a commit costs more than the work."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.delivery.grouping import Grouped

T = TypeVar("T")
#: Reads and writes; plain functions, so that they can be put together. It may run a second time when another of its
#: group has failed.
Work = Callable[[Connection], T]


class Transactions(Protocol):
    """How a database does works in one transaction."""

    async def commit(self, works: Sequence[Work[Any]], *, lasts: bool = True) -> list[Any]:
        """What each work returns, once all are committed; if one fails, none is done.

        Unless it `lasts`, a power cut may undo it, until something is committed that does; a kill never does.
        """

    async def close(self) -> None:
        """Let go of the database."""


class InThread:
    """For SQLite: in a thread of its own, so that a transaction is one change of threads, and not one a statement.

    On one connection, which knows by its `info["lasts"]` how the next transaction is to begin.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: Connection | None = None
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="database")

    async def commit(self, works: Sequence[Work[Any]], *, lasts: bool = True) -> list[Any]:
        """As promised."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._commit, works, lasts)

    async def close(self) -> None:
        """As promised."""
        await asyncio.get_running_loop().run_in_executor(self._thread, self._close)
        self._thread.shutdown()

    def _commit(self, works: Sequence[Work[Any]], lasts: bool) -> list[Any]:
        if self._connection is None:
            self._connection = self._engine.connect()
        self._connection.info["lasts"] = lasts
        with self._connection.begin():
            return [work(self._connection) for work in works]

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._engine.dispose()


class OnLoop:
    """For PostgreSQL: what is waited for is the network."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def commit(self, works: Sequence[Work[Any]], *, lasts: bool = True) -> list[Any]:
        """As promised."""
        async with self._engine.begin() as connection:
            if not lasts:
                await connection.exec_driver_sql("SET LOCAL synchronous_commit = off")
            return await connection.run_sync(lambda sync: [work(sync) for work in works])

    async def close(self) -> None:
        """As promised."""
        await self._engine.dispose()


class Database:
    """Runs work in the order in which it was asked, each piece wholly or not at all."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions
        self._works = Grouped(self._commit)

    async def run(self, work: Work[T], *, lasts: bool = True) -> T:
        """What `work` returns, once it is committed.

        It need not last when all that comes of it is written down by works that do: those last with all before them.
        """
        result: T = await self._works((work, lasts))
        return result

    async def close(self) -> None:
        """Finish what was asked for, and let go of the database."""
        await self._works.finish()
        await self._transactions.close()

    async def _commit(self, group: Sequence[tuple[Work[Any], bool]]) -> list[Any]:
        return await self._transactions.commit([work for work, _ in group], lasts=any(lasts for _, lasts in group))
