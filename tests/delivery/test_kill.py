"""The process is killed at any instant, again and again: nothing is lost, and little comes twice."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from itertools import groupby
from pathlib import Path
from random import Random

import pytest

from bot.storage.database import Database
from bot.storage.engine import open_database
from tests.bot_api.person import Person
from tests.bot_api.server import BotApi
from tests.conversation.guide import plain
from tests.delivery.planned import events_to_come, remind
from tests.process import START, GuideProcess

TOWNS = ("Toulon", "Nice", "Marseille", "Avignon", "Gap", "Grasse", "Arles", "Manosque", "Ollioules")
PEOPLE = 40
#: Seconds between two questions and between two reminders, whoever asks or is written to.
ASKED_EVERY, PLANNED_EVERY = 0.25, 0.5
#: Questions to which one waits for answers before one asks again: on a slow machine, few are answered in a life.
WAITED_FOR = 4
#: The longest that the process lives once it serves.
LIFE = 0.8
#: Seconds for all to arrive in the end: a lease of 30 s may have to end first, on PostgreSQL.
PATIENCE = 90


class Town:
    """People who ask for visits in one town after the other, and whose reminders come due, all along."""

    def __init__(self, api: BotApi, database: Database, random: Random) -> None:
        self._people = [Person(api, 5000 + number) for number in range(PEOPLE)]
        self._database = database
        self._random = random
        self.asked: dict[int, list[str]] = {person.chat.id: [] for person in self._people}
        #: Titles of the events of reminders.
        self.planned: dict[int, list[str]] = {person.chat.id: [] for person in self._people}
        self._titles = {event.title: event for event in events_to_come()}

    @asynccontextmanager
    async def alive(self) -> AsyncIterator[None]:
        """For the time of an `async with`, questions are asked and messages planned."""
        tasks = [asyncio.create_task(self._ask()), asyncio.create_task(self._plan())]
        yield
        for task in tasks:
            task.cancel()
        results = await asyncio.gather(*tasks, return_exceptions=True)
        assert all(isinstance(result, asyncio.CancelledError) for result in results), results

    async def _ask(self) -> None:
        while True:
            person = self._random.choice(self._people)
            asked = self.asked[person.chat.id]
            if len(asked) - len(self._answers(person)) >= WAITED_FOR:
                await asyncio.sleep(ASKED_EVERY)
                continue
            # Never the same town twice in a row: an answer that comes twice can then be told from two answers.
            asked.append(self._random.choice([town for town in TOWNS if town != (asked or [""])[-1]]))
            await person.says(f"visites à {asked[-1]}")
            await asyncio.sleep(ASKED_EVERY)

    async def _plan(self) -> None:
        # Each once: several reminders of one event that are late make one message.
        pairs = [(person, title) for person in self._people for title in self._titles]
        self._random.shuffle(pairs)
        for person, title in pairs:
            key, event = f"telegram:{person.chat.id}", self._titles[title]
            self.planned[person.chat.id].append(title)
            await self._database.run(lambda connection, key=key, event=event: remind(connection, key, event))  # type: ignore[misc]
            await asyncio.sleep(PLANNED_EVERY)
        await asyncio.Event().wait()

    def seen(self, person: Person) -> tuple[list[str], list[str]]:
        """The towns of the answers that a person sees, in order, and the titles of the reminders, doubles included."""
        heads = [text.splitlines()[0] for text in person.sees]
        towns = [head.rpartition(" ")[2] for head in heads if head.startswith("Visites")]
        titles = [plain_title(head, self._titles) for head in heads if not head.startswith("Visites")]
        return towns, titles

    def _answers(self, person: Person) -> list[str]:
        """The towns of the answers, doubles left out."""
        return [town for town, _ in groupby(self.seen(person)[0])]

    def lacks(self) -> list[str]:
        """What has not come, or not in its order."""
        lacking = []
        for person in self._people:
            towns, titles = self.seen(person)
            asked, planned = self.asked[person.chat.id], self.planned[person.chat.id]
            if self._answers(person) != asked:
                lacking.append(f"{person.chat.id}: {asked} != {towns}")
            if set(titles) != set(planned):
                lacking.append(f"{person.chat.id}: {planned} != {titles}")
        return lacking

    def doubles(self) -> int:
        """How many messages came that had come already."""
        return sum(len(person.sees) for person in self._people) - sum(
            len(due) for one in (self.asked, self.planned) for due in one.values()
        )


def plain_title(head: str, titles: Iterable[str]) -> str:
    """The title that the first line of a reminder names."""
    return next((title for title in titles if plain(title) in plain(head)), head)


async def killed(api: BotApi, database: str, log: Path, kills: int, random: Random) -> tuple[Town, int]:
    """A town whose guide is killed that many times, and how often it died while it served."""
    guide, store, served = GuideProcess(api, database, log), await open_database(database), 0
    town = Town(api, store, random)
    async with town.alive():
        for _ in range(kills):
            polls = api.count("getUpdates")
            await guide.start()
            if random.random() < 0.1:  # while it starts
                await asyncio.sleep(random.uniform(0, 2))
            else:
                await until(lambda before=polls: api.count("getUpdates") > before, START)  # type: ignore[misc]
                await asyncio.sleep(random.uniform(0, LIFE))
            served += api.count("getUpdates") > polls
            await guide.kill()
        await guide.start()
    await until(lambda: not town.lacks(), START + PATIENCE)
    await guide.stop()
    await store.close()
    return town, served


async def until(is_so: Callable[[], bool], seconds: float) -> None:
    """Wait until something is so, at most that long; who asks then says what is not."""
    try:
        async with asyncio.timeout(seconds):
            while not is_so():  # noqa: ASYNC110 — what is waited for happens in another process
                await asyncio.sleep(0.01)
    except TimeoutError:
        pass


@pytest.mark.parametrize("kills", [8, pytest.param(200, marks=pytest.mark.soak)])
async def test_nothing_is_lost(api: BotApi, tmp_path: Path, kills: int) -> None:
    await check(api, f"sqlite:///{tmp_path}/guide.sqlite3", tmp_path / "log", kills)


@pytest.mark.soak
async def test_nothing_is_lost_on_postgresql(api: BotApi, postgres_database: str, tmp_path: Path) -> None:
    await check(api, postgres_database, tmp_path / "log", 50)


async def check(api: BotApi, database: str, log: Path, kills: int, seed: int = 20211122) -> None:
    """What is promised, after so many kills."""
    town, served = await killed(api, database, log, kills, Random(seed))
    assert not town.lacks(), "\n".join(town.lacks())
    assert served >= kills / 2
    print(f"{kills} kills, {served} while serving: {town.doubles()} doubled of {api.count('sendMessage')} messages")
    assert town.doubles() <= kills
    assert api.refused == 0
