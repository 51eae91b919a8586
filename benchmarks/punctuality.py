"""How late reminders leave the whole guide, at Telegram's pace, while people ask. Prints JSON.

Under Telegram's limits, as many are due at each second as one may send, now more, now fewer. A reminder has left when
the Bot API server has read it.
"""

import asyncio
import json
import os
import random
import sys
from asyncio.subprocess import Process
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from sqlalchemy import insert

from benchmarks.bot_api import TOKEN, Connection, Load
from benchmarks.programmes import write
from benchmarks.timing import Timing
from bot.clock import machine_ms
from bot.events.catalogue import load
from bot.events.model import Event
from bot.reminders.model import Asked, Reminder
from bot.storage.engine import open_database
from bot.storage.reminders import whole_row
from bot.storage.schema import reminders
from intents import Gazetteer

#: Seconds for which reminders come due, how many there are at each, and questions a second beside.
_LASTS, _MOST, _ASKED = 60, 22, 3
#: Seconds from writing reminders down until the first is due, and after the last, until all must have left.
_BEFORE, _AFTER = 3, 30
#: Milliseconds that a call takes.
_DELAY = 50
#: Chats of those who are reminded.
_FIRST = 1_000_000
_SOON = 2000
_ZONE = "Europe/Paris"
_COMMUNES = Path("data/communes.csv")


class Arrivals(Load):
    """What came, and when, by the machine's clock."""

    def __init__(self) -> None:
        super().__init__(_ASKED * (_LASTS + _BEFORE), _ASKED)
        self.came: dict[int, int] = {}

    def answer(self, number: int) -> None:
        """A message went to the chat of that number."""
        super().answer(number)
        self.came.setdefault(number, machine_ms())


def due_at(first: int, events: Sequence[Event]) -> dict[int, Reminder]:
    """Reminders by chat, from that second on: between none and `_MOST` at each."""
    chance, planned = random.Random(20211122), dict[int, Reminder]()
    for second in range(first, first + _LASTS):
        for _ in range(chance.randint(0, _MOST)):
            due, event = datetime.fromtimestamp(second, UTC), chance.choice(events)
            wall = due.astimezone(ZoneInfo(_ZONE)).replace(tzinfo=None)
            number = _FIRST + len(planned)
            planned[number] = Reminder(
                number=number, event=event.id, session=event.sessions[0].start, asked=Asked(moment=wall),
                wall=wall, zone=_ZONE, due=due,
            )  # fmt: skip
    return planned


async def main() -> None:
    """Let a guide run for some minutes, and print."""
    came, loop = Arrivals(), asyncio.get_running_loop()
    server = await loop.create_server(lambda: Connection(came, _DELAY / 1000), "127.0.0.1", 0)
    with TemporaryDirectory() as directory:
        file, address = Path(directory) / "programme.yaml", f"sqlite:///{directory}/guide.sqlite3"
        tomorrow = datetime.fromtimestamp(machine_ms() / 1000, UTC).date() + timedelta(days=2)
        write(file, 300, start=tomorrow)
        events = [
            event
            for event in load(file, Gazetteer.load(_COMMUNES)).events
            if event.status == "confirmed" and event.sessions and event.sessions[0].start.date() >= tomorrow
        ]
        guide = await start(server.sockets[0].getsockname()[1], file, address)
        try:
            while not came.begun:  # noqa: ASYNC110 — the guide is another process
                await asyncio.sleep(0.1)
            planned = due_at(machine_ms() // 1000 + _BEFORE, events)
            rows = [whole_row(f"telegram:{number}", reminder) for number, reminder in planned.items()]
            database = await open_database(address)
            await database.run(lambda connection: connection.execute(insert(reminders), rows) and None)
            await database.close()
            async with asyncio.timeout(_BEFORE + _LASTS + _AFTER):
                while not planned.keys() <= came.came.keys():  # noqa: ASYNC110 — as above
                    await asyncio.sleep(0.1)
        finally:
            guide.kill()
            await guide.wait()
    late = [came.came[number] - reminder.due.timestamp() * 1000 for number, reminder in planned.items()]
    within = sum(one <= _SOON for one in late) / len(late)
    times = asdict(Timing.of([one / 1000 for one in late]))
    print(json.dumps({"reminders": len(late), "late": times, "within": within}))


async def start(port: int, file: Path, address: str) -> Process:
    """A guide that serves the Bot API of that port."""
    environment = {
        "TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": f"http://127.0.0.1:{port}", "DATABASE_URL": address,
        "EVENTS_FILE": str(file), "LOG_LEVEL": "error", "WEBHOOK_URL": "",
    }  # fmt: skip
    return await asyncio.create_subprocess_exec(sys.executable, "-m", "bot", "run", env=os.environ | environment)


if __name__ == "__main__":
    asyncio.run(main())
