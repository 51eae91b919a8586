"""Each chat is answered in order, chats are answered side by side, and answers begun are finished."""

import asyncio

import pytest

from bot.conversation.message import IncomingMessage, Reply
from bot.delivery.pacing import Pace
from bot.replies.rich import rich
from tests.bot_api.person import Person
from tests.bot_api.server import BotApi, Fault
from tests.channels.telegram.conftest import PHRASES, Serving, always


def echo(message: IncomingMessage) -> Reply:
    """Says what was read."""
    return Reply(text=rich(message.text))


async def test_one_chat_in_order(serving: Serving, api: BotApi, person: Person) -> None:
    asked = [f"question {number}" for number in range(30)]
    api.fail("sendMessage", Fault(status=500), Fault(), Fault(drops=True), Fault(delay=0.1))
    async with serving(always(echo)):
        for text in asked:
            await person.says(text)
        await person.reads(len(asked))
    assert person.sees == asked


async def test_chats_side_by_side(serving: Serving, api: BotApi) -> None:
    people = [Person(api, 2000 + number) for number in range(40)]
    api.fail("sendMessage", *[Fault(delay=1)] * 39)
    async with serving(always(echo)):
        for person in people:
            await person.says("bonjour")
        # One is answered while all others still wait for Telegram.
        reading = [asyncio.create_task(person.reads()) for person in people]
        done, _ = await asyncio.wait(reading, return_when=asyncio.FIRST_COMPLETED, timeout=0.9)
        assert len(done) == 1
        await asyncio.wait_for(asyncio.gather(*reading), timeout=2)


async def test_answers_begun_are_finished(serving: Serving, api: BotApi, person: Person) -> None:
    api.fail("sendMessage", Fault(delay=0.3))
    async with serving(always(echo)) as guide:
        await person.says("une")
        await person.says("deux")
        while not api.count("sendMessage"):  # noqa: ASYNC110 — nothing tells of calls that are not answered yet
            await asyncio.sleep(0.01)
        guide.stop.set()
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


@pytest.mark.parametrize("pace", [Pace(per_second=1000, person=50)])
async def test_who_floods_is_asked_to_wait_and_delays_nobody(serving: Serving, api: BotApi, person: Person) -> None:
    other = Person(api, 2000)
    async with serving(always(echo)):
        for number in range(50):
            await person.says(f"question {number}")
        await other.asks("bonjour")
        waiting = 31 - len(person.sees)
        await person.reads(31)
        await person.reads_nothing()
    assert waiting > 0  # those that came before did not go first
    assert person.sees == [*(f"question {number}" for number in range(30)), str(PHRASES.say("telegram.patience"))]
