"""The sender, over a real outbox in memory and a carrier that does as it is told."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from sqlalchemy import Connection, func, select

from bot.clock import machine_ms
from bot.conversation.message import Reply
from bot.delivery.model import Letter, Outcome, Part, Rank, Result
from bot.delivery.pacing import Pace
from bot.delivery.ports import Taken
from bot.delivery.sender import Sender
from bot.storage.database import Database
from bot.storage.engine import open_database
from bot.storage.outbox import SqlOutbox, post
from bot.storage.schema import outbox as table

AT_WILL = Pace(per_second=10_000, person=0)
_UNDECIDED = select(func.count()).select_from(table).where(table.c.started.is_not(None))


class Postman:
    """Carries as many letters at a time as it may, and hands them over when it is let go."""

    channel = "telegram"
    room = 3

    def __init__(self) -> None:
        self.goes = asyncio.Event()
        self.is_there = True
        self.carried: list[str] = []
        self.asked = 0
        self.outcomes: dict[str, list[Outcome | Exception]] = {}

    def parts(self, reply: Reply, key: str, replaces: int | None = None) -> list[Part]:
        """Unused: letters are ready."""
        raise NotImplementedError

    async def carry(self, key: str, part: Part) -> Outcome:
        """As was said for that text, else well."""
        await self.goes.wait()
        text = part.params["text"]
        self.carried.append(text)
        outcomes = self.outcomes.get(text)
        outcome = outcomes.pop(0) if outcomes else Outcome(result=Result.SENT)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    async def is_reachable(self) -> bool:
        """As was said."""
        self.asked += 1
        return self.is_there


def letters(*texts: str, rank: Rank = Rank.ANSWER) -> list[Letter]:
    """One to each of different people."""
    return [
        Letter(key=f"telegram:{number}", part=Part(method="sendMessage", params={"text": text}), rank=rank)
        for number, text in enumerate(texts)
    ]


@asynccontextmanager
async def sending(postman: Postman, *planned: Letter) -> AsyncIterator[Sender]:
    """A sender at work on an outbox that holds these letters."""
    database = await open_database("sqlite://")
    await database.run(lambda connection: post(connection, planned))
    outbox = SqlOutbox(database, "telegram", AT_WILL, machine_ms)
    sender = Sender(outbox, postman, machine_ms, AT_WILL, waits=(10, 10, 10))
    running = asyncio.create_task(sender.run())
    yield sender
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    await database.close()


async def all_sent(sender: Sender) -> None:
    """Wait until the outbox is empty."""
    await asyncio.wait_for(sender.finish(), timeout=5)


async def test_calls_that_end_together_make_room_for_others() -> None:
    postman = Postman()
    texts = [str(number) for number in range(10)]
    async with sending(postman, *letters(*texts)) as sender:
        await asyncio.sleep(0.1)
        postman.goes.set()
        await all_sent(sender)
    assert sorted(postman.carried) == texts


@pytest.mark.parametrize("rank", [Rank.ANSWER, Rank.REMINDER])
async def test_of_one_letter_at_a_time_nobody_knows_what_became(rank: Rank) -> None:
    """A call begins when the outcome of the one before is written down: at a kill, one message may be doubled."""
    database = await open_database("sqlite://")
    texts = [str(number) for number in range(10)]
    await database.run(lambda connection: post(connection, letters(*texts, rank=rank)))

    class Watcher(Postman):
        async def carry(self, key: str, part: Part) -> Outcome:
            undecided.append(await database.run(lambda connection: connection.scalar(_UNDECIDED)))
            await asyncio.sleep(0.01)
            return await super().carry(key, part)

    undecided: list[int | None] = []
    postman = Watcher()
    postman.goes.set()
    outbox = SqlOutbox(database, "telegram", Pace(), machine_ms)
    running = asyncio.create_task(Sender(outbox, postman, machine_ms, Pace()).run())
    await until_empty(database)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    await database.close()
    assert undecided == [1] * len(texts)
    assert sorted(postman.carried) == texts


async def test_at_the_end_what_is_planned_waits() -> None:
    postman = Postman()
    async with sending(postman, *letters("a", "b"), *letters("c", rank=Rank.NEWS)) as sender:
        ending = asyncio.create_task(all_sent(sender))
        await asyncio.sleep(0.1)
        postman.goes.set()
        await ending
    assert sorted(set(postman.carried) - {"c"}) == ["a", "b"]


@pytest.mark.parametrize("result", [Result.FAILED, Result.CUT])
async def test_while_the_channel_is_away_no_other_letter_is_tried(result: Result) -> None:
    postman = Postman()
    postman.room, postman.is_there = 1, False
    postman.outcomes["a"] = [Outcome(result=result)]
    postman.goes.set()
    async with sending(postman, *letters("a", "b")) as sender:
        await asyncio.sleep(0.2)
        assert postman.carried == ["a"]
        assert postman.asked > 3
        postman.is_there = True
        await all_sent(sender)
    assert sorted(postman.carried) == ["a", "a", "b"]


async def test_a_defect_of_the_carrier_costs_one_letter() -> None:
    postman = Postman()
    postman.outcomes["a"] = [ValueError("no")]
    postman.goes.set()
    async with sending(postman, *letters("a", "b")) as sender:
        await all_sent(sender)
    assert sorted(postman.carried) == ["a", "b"]


class IllOutbox:
    """An outbox whose database fails now and then."""

    def __init__(self, outbox: SqlOutbox, failures: int) -> None:
        self._outbox = outbox
        self._failures = failures

    async def recover(self) -> None:
        """Works."""
        await self._outbox.recover()

    async def turn_over(self, *arguments: object) -> Taken:
        """Fails, so many times."""
        if self._failures:
            self._failures -= 1
            raise OSError("disk full")
        return await self._outbox.turn_over(*arguments)  # type: ignore[arg-type] # those of the sender


async def test_a_database_that_fails_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.delivery.sender._PAUSE", 0.01)
    database = await open_database("sqlite://")
    await database.run(lambda connection: post(connection, letters("a")))
    postman = Postman()
    postman.goes.set()
    outbox = IllOutbox(SqlOutbox(database, "telegram", AT_WILL, machine_ms), failures=2)
    running = asyncio.create_task(Sender(outbox, postman, machine_ms, AT_WILL).run())
    await until_empty(database)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    await database.close()
    assert postman.carried == ["a"]


async def until_empty(database: Database) -> None:
    """Wait until the outbox holds nothing."""

    def count(connection: Connection) -> int:
        return int(connection.exec_driver_sql("SELECT count(*) FROM outbox").scalar_one())

    async with asyncio.timeout(5):
        while await database.run(count):  # noqa: ASYNC110 — the sender works beside
            await asyncio.sleep(0.01)
