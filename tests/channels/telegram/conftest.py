"""The channel in this process, against the test server, with small conversations of the tests."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest

from bot.channels.telegram.api import BotApi as Api
from bot.channels.telegram.carrier import TelegramCarrier
from bot.channels.telegram.channel import TelegramChannel
from bot.conversation.message import IncomingMessage, Reply
from bot.conversation.session import Session
from bot.delivery.dispatcher import Answer
from bot.delivery.pacing import Pace
from bot.replies.phrases import Phrases
from bot.service import delivery_of
from bot.settings import Settings
from bot.storage.engine import open_database
from tests.bot_api.person import Person
from tests.bot_api.server import BotApi

#: Retries come at once, and one may write as fast as one likes, so that tests do not wait.
WAITS = (10, 10, 10)
FAST = Pace(per_second=1000, person=0, group=0)
PHRASES = Phrases.load()

Serving = Callable[[Answer], AbstractAsyncContextManager[asyncio.Event]]


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
def pace() -> Pace:
    """How fast the channel writes."""
    return FAST


@pytest.fixture
def serving(environment: dict[str, str], pace: Pace, tmp_path: Path) -> Serving:
    """Starts the channel for the time of an `async with`; setting the event it gives ends it before."""

    @asynccontextmanager
    async def serve(answer: Answer) -> AsyncIterator[asyncio.Event]:
        stop = asyncio.Event()
        async with channel_of(environment, answer, stop, f"sqlite:///{tmp_path}/guide.sqlite3", pace) as channel:
            running = asyncio.create_task(channel.run())
            yield stop
            stop.set()
            await asyncio.wait_for(running, timeout=15)

    return serve


@asynccontextmanager
async def channel_of(
    environment: dict[str, str], answer: Answer, stop: asyncio.Event, database: str = "sqlite://", pace: Pace = FAST
) -> AsyncIterator[TelegramChannel]:
    """The channel with these settings; what people say is answered by `answer`."""
    settings = Settings.from_environment(environment)
    store = await open_database(database)
    async with Api(settings.telegram_api_url, settings.telegram_bot_token or "") as api:
        carrier = TelegramCarrier(api, PHRASES)
        failure = Reply(text=PHRASES.say("telegram.failure"))
        delivery = delivery_of(store, carrier, carrier.read, limits=pace, answer=answer, failure=failure, waits=WAITS)
        yield TelegramChannel(
            settings=settings, api=api, carrier=carrier, delivery=delivery, phrases=PHRASES, stop=stop
        )
    await store.close()


def always(answer: Callable[[IncomingMessage], Reply]) -> Answer:
    """A conversation that answers each message by itself."""

    def converse(message: IncomingMessage, session: Session) -> Reply:
        return answer(message)

    return converse
