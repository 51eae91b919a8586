"""So many reminders pending, in a process of its own: time to add one, to look whether any is due, to take 100. JSON.

`python -m benchmarks.reminders folder 1000000`; with `--fill` it only makes the database, so that memory is that of a
process that finds them there.
"""

import asyncio
import json
import subprocess
import sys
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from datetime import UTC, datetime, time, timedelta
from itertools import count
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from sqlalchemy import insert

from benchmarks.timing import Timing, peak_mb
from bot.conversation.session import Session
from bot.delivery.model import Turn
from bot.delivery.ticking import Settled
from bot.reminders.model import Asked, Reminder
from bot.storage.agenda import SqlAgenda
from bot.storage.conversations import SqlConversations
from bot.storage.database import Database
from bot.storage.engine import open_database
from bot.storage.reminders import whole_row
from bot.storage.schema import reminders

#: When the measures are made; what is pending comes later, spread over a year.
NOW = datetime(2021, 11, 15, 8, tzinfo=UTC)
_YEAR, _BATCH = timedelta(days=365), 10_000
#: Calls of each measure, and reminders taken at once.
_CALLS, _CLAIMED = 200, 100


def reminder(number: int, due: datetime) -> Reminder:
    """A reminder of the evening before."""
    wall = due.replace(tzinfo=None) + timedelta(hours=1)
    return Reminder(
        number=number,
        event=f"evenement-{number % 1000}",
        session=wall + timedelta(hours=20),
        asked=Asked(days=1, at=time(18)),
        wall=wall,
        zone="Europe/Paris",
        due=due,
    )


async def fill(database: Database, size: int) -> None:
    """So many reminders of as many people."""
    for first in range(0, size, _BATCH):
        numbers = range(first, min(size, first + _BATCH))
        rows = [whole_row(f"telegram:{n}", reminder(n, NOW + (n + 1) * _YEAR / size)) for n in numbers]
        await database.run(lambda connection, rows=rows: connection.execute(insert(reminders), rows) and None)  # type: ignore[misc]


async def measure(database: Database) -> dict[str, object]:
    """Each call is a transaction of its own, written down for good."""
    agenda, conversations = SqlAgenda(database, "telegram"), SqlConversations(database)
    added, planned = count(10_000_000), count(-1, -1)

    async def add() -> None:
        number = next(added)
        key = f"telegram:{number}"
        after = Session(reminders={number: reminder(number, NOW + _YEAR)})
        await conversations.commit([Turn(key=key, before=Session(), after=after)])

    async def wake_up() -> None:
        assert await agenda.due(NOW, _CLAIMED) == []

    async def claim() -> None:
        found = await agenda.due(NOW, _CLAIMED)
        assert len(found) == _CLAIMED
        await agenda.settle([Settled(due=due) for due in found], 0)

    async def overdue() -> None:
        due = NOW - timedelta(minutes=1)
        rows = [whole_row(f"telegram:{n}", reminder(next(planned), due)) for n in range(_CLAIMED)]
        await database.run(lambda connection: connection.execute(insert(reminders), rows) and None)

    await wake_up()
    memory = peak_mb()
    return {
        "memory_mb": memory,
        "wake_up": await timed(wake_up),
        "claim": await timed(claim, before=overdue, calls=30),
        "add": await timed(add),
    }


async def nothing() -> None:
    """Nothing to prepare."""


async def timed(
    call: Callable[[], Awaitable[None]], before: Callable[[], Awaitable[None]] = nothing, calls: int = _CALLS
) -> dict[str, float]:
    """How long a call takes, and of that the processor (the rest waits for the disk); not what is done before each."""
    taken, worked = [], []
    for _ in range(calls):
        await before()
        start, work = perf_counter(), process_time()
        await call()
        taken.append(perf_counter() - start)
        worked.append(process_time() - work)
    return asdict(Timing.of(taken)) | {"processor": median(worked) * 1000}


async def main(folder: Path, size: int, *, only_fill: bool) -> None:
    """Fill or measure, and print."""
    database = await open_database(f"sqlite:///{folder}/reminders-{size}.sqlite3")
    if only_fill:
        await fill(database, size)
    else:
        print(json.dumps(await measure(database)))
    await database.close()


if __name__ == "__main__":
    folder, size = Path(sys.argv[1]), int(sys.argv[2])
    if "--fill" not in sys.argv:
        subprocess.run([sys.executable, "-m", "benchmarks.reminders", *sys.argv[1:], "--fill"], check=True)
    asyncio.run(main(folder, size, only_fill="--fill" in sys.argv))
