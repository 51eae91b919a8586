"""Each chat is answered in order, chats are answered side by side, and answers begun are finished."""

import asyncio

from bot.conversation.message import IncomingMessage, Reply
from bot.replies.rich import rich
from tests.bot_api.person import Person
from tests.bot_api.server import BotApi, Fault
from tests.channels.telegram.conftest import Serving, always


def echo(message: IncomingMessage) -> Reply:
    """Says what was read."""
    return Reply(text=rich(message.text))


async def test_one_chat_in_order(serving: Serving, api: BotApi, person: Person) -> None:
    asked = [f"question {number}" for number in range(30)]

    async def converse(key: str, message: IncomingMessage) -> Reply:
        # The first questions take the longest.
        await asyncio.sleep((30 - int(message.text.split()[1])) / 2000)
        return echo(message)

    api.fail("sendMessage", Fault(status=500), Fault(), Fault(drops=True), Fault(delay=0.1))
    async with serving(converse):
        for text in asked:
            await person.says(text)
        await person.reads(len(asked))
    assert person.sees == asked


async def test_chats_side_by_side(serving: Serving, api: BotApi) -> None:
    everyone = asyncio.Event()
    waiting: set[str] = set()

    async def converse(key: str, message: IncomingMessage) -> Reply:
        waiting.add(key)
        if len(waiting) == 40:
            everyone.set()
        await everyone.wait()
        return echo(message)

    people = [Person(api, 2000 + number) for number in range(40)]
    async with serving(converse):
        for person in people:
            await person.says("bonjour")
        for person in people:
            await person.reads()
    assert waiting == {f"telegram:{person.chat.id}" for person in people}


async def test_answers_begun_are_finished(serving: Serving, api: BotApi, person: Person) -> None:
    begun = asyncio.Event()

    async def converse(key: str, message: IncomingMessage) -> Reply:
        begun.set()
        await asyncio.sleep(0.3)
        return echo(message)

    async with serving(converse) as stop:
        await person.says("une")
        await person.says("deux")
        await begun.wait()
        stop.set()
    assert person.sees == ["une", "deux"]
    # What was answered does not come again after a restart.
    assert api.updates == []


async def test_nothing_is_answered_twice_after_a_restart(serving: Serving, person: Person) -> None:
    async with serving(always(echo)):
        await person.asks("une")
    await person.says("deux")
    async with serving(always(echo)):
        await person.reads()
    assert person.sees == ["une", "deux"]
