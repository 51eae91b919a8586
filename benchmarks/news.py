"""A programme of which 500 events change, and as many subscriptions as it has events, in a process of its own. JSON.

`python -m benchmarks.news 10000`. A hundred subscriptions are alike, as many people ask for the same.
"""

import asyncio
import json
import random
import sys
from collections.abc import Awaitable
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from sqlalchemy import delete, func, insert, select

from benchmarks.programmes import write
from bot.app import builder
from bot.conversation.message import Reply
from bot.delivery.model import Outcome, Part, Result
from bot.delivery.reloading import Serving
from bot.delivery.telling import Teller
from bot.events.vocabularies import KINDS, SECTORS
from bot.storage.codec import to_text
from bot.storage.database import Database
from bot.storage.engine import open_database
from bot.storage.newsroom import SqlNewsroom
from bot.storage.programme import SqlLedger
from bot.storage.schema import outbox, subscriptions
from intents import Criteria

#: By day, before the events of `benchmarks/programmes.py`.
NOW = datetime(2026, 11, 2, 12)
_CHANGES, _ALIKE, _BATCH = 500, 100, 1000
_PLACES = ("dep:04", "dep:05", "dep:06", "dep:13", "dep:83", "dep:84", "13055", "83137", "84007", "06088")
_ABOUT = ((), *((sector,) for sector in SECTORS))


class Paper:
    """A channel that costs nothing."""

    channel = "paper"
    room = 1

    def parts(self, reply: Reply, key: str, replaces: int | None = None) -> list[Part]:
        """One part."""
        return [Part(method="say", params={"text": str(reply.text)})]

    async def carry(self, key: str, part: Part) -> Outcome:
        """It is not used."""
        return Outcome(result=Result.SENT)

    async def is_reachable(self) -> bool:
        """It is."""
        return True


class Pulse:
    """How long the process was busy at a stretch: nobody is answered meanwhile."""

    def __init__(self) -> None:
        self.longest = 0.0

    async def beat(self) -> None:
        """Measure until cancelled."""
        while True:
            start = perf_counter()
            await asyncio.sleep(0.005)
            self.longest = max(self.longest, perf_counter() - start - 0.005)


async def seconds(work: Awaitable[None]) -> tuple[float, float]:
    """How long it takes, and how long of a processor."""
    start, busy = perf_counter(), process_time()
    await work
    return perf_counter() - start, process_time() - busy


async def subscribe(database: Database, size: int, chance: random.Random) -> None:
    """So many people, each with one subscription."""
    searches = [
        to_text(
            Criteria(kinds=(chance.choice(KINDS),), places=(chance.choice(_PLACES),), sectors=chance.choice(_ABOUT))
        )
        for _ in range(max(1, size // _ALIKE))
    ]
    rows = [
        {
            "key": f"paper:{number}",
            "number": 1,
            "criteria": searches[number % len(searches)],
            "intent": "search_events",
            "rhythm": "now",
            "since": NOW.isoformat(),
        }
        for number in range(size)
    ]
    for first in range(0, size, _BATCH):
        batch = rows[first : first + _BATCH]
        await database.run(lambda connection, batch=batch: connection.execute(insert(subscriptions), batch) and None)  # type: ignore[misc]


def change(file: Path, size: int, chance: random.Random) -> None:
    """500 events of the file are cancelled, or no longer."""
    chosen = set(chance.sample(range(size), min(size, _CHANGES)))
    head, *events = file.read_text(encoding="utf-8").split("  - id: ")
    for number in chosen:
        is_off = "status: cancelled" in events[number]
        before, _, after = events[number].partition("    status: ")
        events[number] = f"{before}    status: {'confirmed' if is_off else 'cancelled'}\n{after.partition(chr(10))[2]}"
    file.write_text("  - id: ".join([head, *events]), encoding="utf-8")


async def measure(size: int, folder: Path) -> dict[str, float]:
    """Read again, write down, tell the first, tell all."""
    chance, file = random.Random(size), folder / "programme.yaml"
    write(file, size)
    database = await open_database(f"sqlite:///{folder}/guide.sqlite3")
    serving = Serving(file, builder(file), SqlLedger(database))
    await serving.start()
    await serving.check(NOW)
    await subscribe(database, size, chance)
    await asyncio.to_thread(change, file, size, chance)
    teller = Teller(SqlNewsroom(database, Paper.channel), Paper(), posted=lambda: None, machine_ms=lambda: 0)
    pulse = Pulse()
    beating = asyncio.create_task(pulse.beat())
    reload = await seconds(serving.check(NOW, at_once=True))
    figures = {"reload_s": reload[0], "reload_cpu_s": reload[1], "reload_halt_ms": pulse.longest * 1000}
    pulse.longest, letters = 0.0, -1
    while letters < figures.setdefault("letters", 0):
        letters = int(figures["letters"])
        took = await seconds(teller.tell(serving.current.guide, serving.fingerprint, NOW))
        figures.setdefault("first_s", took[0])
        for name, one in zip(("all_s", "all_cpu_s"), took, strict=True):
            figures[name] = figures.get(name, 0.0) + one
        figures["letters"] += await database.run(lambda c: c.scalar(select(func.count()).select_from(outbox)) or 0)
        await database.run(lambda connection: connection.execute(delete(outbox)) and None)
    figures["tell_halt_ms"] = pulse.longest * 1000
    beating.cancel()
    await database.close()
    return figures


if __name__ == "__main__":
    with TemporaryDirectory() as directory:
        print(json.dumps(asyncio.run(measure(int(sys.argv[1]), Path(directory)))))
