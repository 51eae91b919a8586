"""Many messages due at the same moment: all leave, as fast as one may, and who asks meanwhile is answered at once."""

import asyncio
from pathlib import Path
from time import monotonic

import pytest
from sqlalchemy import Connection

from bot.conversation.message import Reply
from bot.delivery.model import Letter, Part, Rank
from bot.delivery.pacing import Pace
from bot.replies.rich import rich
from bot.storage.engine import open_database
from tests.bot_api.limits import Limits
from tests.bot_api.person import Person
from tests.bot_api.server import BotApi, Fault
from tests.channels.telegram.conftest import always, guide_of
from tests.delivery.planned import events_to_come, remind
from tests.process import START, GuideProcess

FIRST = 10_000


def letters(api: BotApi, count: int) -> list[Letter]:
    """One for each of so many people."""
    people = [Person(api, FIRST + number) for number in range(count)]
    return [
        Letter(
            key=f"telegram:{person.chat.id}",
            part=Part(method="sendMessage", params={"text": "C’est demain."}),
            rank=Rank.REMINDER,
        )
        for person in people
    ]


def others(api: BotApi) -> list[list[str]]:
    """What those see to whom something was planned."""
    return [[shown.text for shown in chat.messages] for chat in api.chats.values() if chat.id >= FIRST]


async def test_a_small_burst(tmp_path: Path) -> None:
    """In this process, at ten times the pace."""
    async with BotApi(limits=Limits(per_second=300)) as api:
        person, planned = Person(api), letters(api, 1000)
        environment = {"TELEGRAM_BOT_TOKEN": api.token, "TELEGRAM_API_URL": api.url}
        echo = always(lambda message: Reply(text=rich(message.text)))
        address = f"sqlite:///{tmp_path}/guide.sqlite3"
        async with guide_of(environment, echo, address, Pace(per_second=280)) as guide:
            running = asyncio.create_task(guide.channel.run())
            await person.asks("bonjour")
            await guide.plans(*planned)
            await asyncio.sleep(1.5)
            await person.says("encore")
            assert (await person.reads(within=0.5)).text == "encore"
            await api.until_answered("sendMessage", len(planned) + 2)
            guide.stop.set()
            await running
    assert others(api) == [["C’est demain."]] * len(planned)
    assert api.refused == 0


async def test_calls_that_are_held_up_on_their_way(tmp_path: Path) -> None:
    """A network that stands still for a while, then lets all through at once: even so none comes too soon."""
    async with BotApi(limits=Limits(per_second=214)) as api:
        person, planned = Person(api), letters(api, 300)
        environment = {"TELEGRAM_BOT_TOKEN": api.token, "TELEGRAM_API_URL": api.url}
        echo = always(lambda message: Reply(text=rich(message.text)))
        address = f"sqlite:///{tmp_path}/guide.sqlite3"
        async with guide_of(environment, echo, address, Pace(per_second=200)) as guide:
            running = asyncio.create_task(guide.channel.run())
            await person.asks("bonjour")
            api.fail("sendMessage", *(Fault(delay=0.4 - number / 200) for number in range(70)))
            await guide.plans(*planned)
            await api.until_answered("sendMessage", len(planned) + 1)
            guide.stop.set()
            await running
    assert others(api) == [["C’est demain."]] * len(planned)
    assert api.refused == 0


@pytest.mark.soak
async def test_a_burst(api: BotApi, address: str, tmp_path: Path) -> None:
    """The whole process, at the pace that Telegram takes: reminders of so many people are due at the same moment."""
    people = [Person(api, FIRST + number) for number in range(10_000)]
    database, event = await open_database(address), next(iter(events_to_come()))

    def remind_all(connection: Connection) -> None:
        for person in people:
            remind(connection, f"telegram:{person.chat.id}", event)

    await database.run(remind_all)
    guide = GuideProcess(api, address, tmp_path / "log")
    await guide.start()
    await api.until_answered("sendMessage", within=START)
    begun = monotonic()
    async with asyncio.timeout(2 * len(people) / 25):
        while sum(len(person.sees) for person in people) < len(people):  # noqa: ASYNC110 — another process sends
            await asyncio.sleep(0.1)
    rate = (len(people) - 1) / (monotonic() - begun)
    await guide.stop()
    await database.close()
    print(f"{address[:6]}: {len(people)} due at once left at {rate:.1f} a second, {api.refused} refused")
    assert all(len(person.sees) == 1 and event.title in person.sees[0] for person in people)
    assert api.refused == 0
    assert rate >= 25
