"""The channel in this process, against the test server, with small conversations of the tests."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest

from bot.channels.telegram.channel import Converse, TelegramChannel
from bot.conversation.message import IncomingMessage, Reply
from bot.replies.phrases import Phrases
from bot.settings import Settings
from tests.bot_api.person import Person
from tests.bot_api.server import BotApi

#: Retries come at once, so that tests do not wait.
WAITS = (0.01, 0.01, 0.01)
PHRASES = Phrases.load()

Serving = Callable[[Converse], AbstractAsyncContextManager[asyncio.Event]]
Answer = Callable[[IncomingMessage], Reply]


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    """Telegram."""
    async with BotApi() as server:
        yield server


@pytest.fixture
def person(api: BotApi) -> Person:
    """Someone in a private chat."""
    return Person(api)


@pytest.fixture
def environment(api: BotApi) -> dict[str, str]:
    """The environment of a guide that polls the test server."""
    return {"TELEGRAM_BOT_TOKEN": api.token, "TELEGRAM_API_URL": api.url}


@pytest.fixture
def serving(environment: dict[str, str]) -> Serving:
    """Starts the channel for the time of an `async with`; setting the event it gives ends it before."""

    @asynccontextmanager
    async def serve(converse: Converse) -> AsyncIterator[asyncio.Event]:
        stop = asyncio.Event()
        settings = Settings.from_environment(environment)
        channel = TelegramChannel(settings=settings, converse=converse, phrases=PHRASES, stop=stop, waits=WAITS)
        running = asyncio.create_task(channel.run())
        yield stop
        stop.set()
        await asyncio.wait_for(running, timeout=15)

    return serve


def always(answer: Answer) -> Converse:
    """A conversation that answers each message alike."""

    async def converse(key: str, message: IncomingMessage) -> Reply:
        return answer(message)

    return converse
