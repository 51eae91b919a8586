"""Telegram fails, the guide fails: the person gets an answer when one can be had, and the bot goes on."""

import asyncio
import logging

import pytest

from bot.channels.telegram.channel import TokenRefusedError
from bot.conversation.message import Button, IncomingMessage, Kind, Reply
from bot.conversation.session import Session
from bot.replies.rich import rich
from tests.bot_api.person import Person
from tests.bot_api.server import BotApi, Fault
from tests.channels.telegram.conftest import PHRASES, WAITS, Serving, always, guide_of

PASSING = [
    Fault(status=500), Fault(status=502), Fault(status=503), Fault(status=429, retry_after=1), Fault(drops=True),
]  # fmt: skip


def echo(message: IncomingMessage) -> Reply:
    """Says what was read; a button's tap takes the list's place."""
    buttons = ((Button(label="Suite", action="suite"),),)
    return Reply(text=rich(message.text), buttons=buttons, replaces=message.kind is Kind.ACTION)


@pytest.mark.parametrize("fault", PASSING, ids=repr)
@pytest.mark.parametrize("method", ["sendMessage", "getUpdates", "getMe", "setMyCommands"])
async def test_what_passes_is_tried_again(
    serving: Serving, api: BotApi, person: Person, method: str, fault: Fault
) -> None:
    api.fail(method, fault)
    async with serving(always(echo)):
        assert (await person.asks("visites à Toulon")).text == "visites à Toulon"
        await person.reads_nothing()


@pytest.mark.parametrize("fault", PASSING, ids=repr)
async def test_an_edit_is_tried_again(serving: Serving, api: BotApi, person: Person, fault: Fault) -> None:
    async with serving(always(echo)):
        await person.asks("visites")
        api.fail("editMessageText", fault)
        await person.taps("Suite")
        assert (await person.reads()).edits == 1
        assert person.sees == ["suite"]


async def test_asked_to_wait_it_waits(serving: Serving, api: BotApi, person: Person) -> None:
    api.fail("sendMessage", Fault(status=429, retry_after=2))
    clock = asyncio.get_running_loop().time
    async with serving(always(echo)):
        before = clock()
        await person.asks("bonjour")
        assert clock() - before >= 2


@pytest.mark.parametrize(
    ("fault", "level", "calls"),
    [
        (Fault(status=403), logging.INFO, 1),
        (Fault(status=400), logging.ERROR, 1),
        (Fault(status=500), logging.ERROR, 1 + len(WAITS)),
    ],
)
async def test_what_does_not_pass_is_given_up(
    serving: Serving,
    api: BotApi,
    person: Person,
    caplog: pytest.LogCaptureFixture,
    fault: Fault,
    level: int,
    calls: int,
) -> None:
    caplog.set_level(logging.INFO)
    api.fail("sendMessage", *[fault] * calls)
    async with serving(always(echo)):
        number = await person.says("mon secret")
        await api.until_answered("sendMessage", calls)
        await person.reads_nothing(0.5)
        assert api.count("sendMessage") == calls
        assert (await person.asks("encore")).text == "encore"
    told = [record for record in caplog.records if f"answer:{number} was not sent:" in record.getMessage()]
    assert [record.levelno for record in told] == [level]
    assert "mon secret" not in caplog.text


async def test_blocked(serving: Serving, api: BotApi, person: Person) -> None:
    person.chat.is_blocked = True
    async with serving(always(echo)):
        await person.says("bonjour")
        other = Person(api, 1002)
        assert (await other.asks("bonsoir")).text == "bonsoir"
    assert person.sees == []


async def test_a_handler_that_fails(
    serving: Serving, api: BotApi, person: Person, caplog: pytest.LogCaptureFixture
) -> None:
    def converse(message: IncomingMessage, session: Session) -> Reply:
        if message.text == "/0" or "secret" in message.text:
            raise ValueError(f"cannot read {message.text}")
        return echo(message)

    async with serving(converse):
        first = await person.asks("bonjour")
        number = await person.says("mon secret")
        assert (await person.reads()).text == PHRASES.text("telegram.failure")
        await person.sends_action("secret", first)
        assert (await person.reads()).text == PHRASES.text("telegram.failure")
        assert (await person.asks("merci")).text == "merci"
    assert f"update {number}: could not be answered: ValueError" in caplog.text
    assert "mon secret" not in caplog.text
    assert api.waiting_buttons == set()


async def test_a_reply_without_text_is_not_sent(serving: Serving, person: Person) -> None:
    async with serving(always(echo)):
        await person.says("\u2800 \u200b")
        assert (await person.asks("merci")).text == "merci"


async def test_a_token_that_telegram_refuses(api: BotApi) -> None:
    environment = {"TELEGRAM_BOT_TOKEN": "1:faux", "TELEGRAM_API_URL": api.url}
    async with guide_of(environment, always(echo)) as guide:
        with pytest.raises(TokenRefusedError, match="TELEGRAM_BOT_TOKEN") as refused:
            await guide.channel.run()
    assert "1:faux" not in f"{refused.value!r} {refused.value.__cause__!r}"


async def test_a_webhook_of_an_earlier_run_is_left(serving: Serving, api: BotApi, person: Person) -> None:
    api.webhook = {"url": "http://127.0.0.1:9/"}
    async with serving(always(echo)):
        await api.until_answered("deleteWebhook")
        assert (await person.asks("bonjour")).text == "bonjour"


async def test_telegram_that_cannot_be_reached_does_not_hold_the_end(environment: dict[str, str]) -> None:
    async with guide_of(environment | {"TELEGRAM_API_URL": "http://127.0.0.1:9"}, always(echo)) as guide:
        running = asyncio.create_task(guide.channel.run())
        await asyncio.sleep(0.2)
        guide.stop.set()
        await asyncio.wait_for(running, timeout=2)
