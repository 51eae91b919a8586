"""The channel in this process, against the test server, with small conversations of the tests."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import select

from bot.channels.telegram.api import BotApi as Api
from bot.channels.telegram.carrier import TelegramCarrier
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.introduction import Introduction
from bot.conversation.attachment import Attachment
from bot.conversation.message import IncomingMessage, Reply
from bot.conversation.session import Session
from bot.delivery.delivery import Delivery
from bot.delivery.handling import Answer, Handling
from bot.delivery.model import Letter, Part, Rank
from bot.delivery.pacing import Pace
from bot.replies.phrases import Phrases
from bot.replies.rich import rich
from bot.service import delivery_of
from bot.settings import Settings
from bot.storage.database import Database
from bot.storage.engine import open_database
from bot.storage.outbox import post
from bot.storage.programme import SqlLedger
from bot.storage.schema import traces
from tests.bot_api.limits import Limits
from tests.bot_api.person import Person
from tests.bot_api.server import BotApi

#: Retries come at once, one may write as fast as one likes, and answers come soon or not at all: tests do not wait.
WAITS = (10, 10, 10)
PATIENCE = 0.5
FAST = Pace(per_second=1000, person=0, group=0)
PHRASES = Phrases.load()


@dataclass(frozen=True, kw_only=True)
class Guide:
    """The channel at work."""

    channel: TelegramChannel
    delivery: Delivery
    database: Database
    #: Set, it ends.
    stop: asyncio.Event

    async def plans(self, *letters: Letter) -> None:
        """Put letters in the outbox that nobody has asked for."""
        await self.database.run(lambda connection: post(connection, letters))
        self.delivery.sender.wake()

    async def undelivered(self) -> list[tuple[str, str]]:
        """Subject and reason of what was not delivered."""
        columns = select(traces.c.subject, traces.c.reason).order_by(traces.c.id)
        rows = await self.database.run(lambda connection: connection.execute(columns).all())
        return [(subject, reason) for subject, reason in rows]

    async def until_undelivered(self, *letters: tuple[str, str]) -> None:
        """Wait, 20 s at most, until these and no others were not delivered."""
        found = await self.undelivered()
        for _ in range(1000):
            if found == [*letters]:
                break
            await asyncio.sleep(0.02)
            found = await self.undelivered()
        assert found == [*letters]


Serving = Callable[[Answer], AbstractAsyncContextManager[Guide]]


async def make(attachment: Attachment, key: str = "telegram:1001") -> bytes:
    """A small picture, whatever is described; nothing can be made of events that are gone."""
    if "gone" in str(attachment.content):
        raise LookupError("gone")
    picture = BytesIO()
    Image.new("P", (40, 30)).save(picture, "PNG")
    return picture.getvalue()


def reminder(text: str, key: str = "telegram:1001", rank: Rank = Rank.REMINDER) -> Letter:
    """A letter that nobody has asked for."""
    part = Part(method="sendMessage", params={"text": text})
    return Letter(key=key, part=part, rank=rank, subject=f"reminder:{text}")


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    """Telegram."""
    async with BotApi() as server:
        yield server


@pytest.fixture
async def limited() -> AsyncIterator[BotApi]:
    """A Telegram that tells those who write too fast to wait."""
    async with BotApi(limits=Limits()) as server:
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
    """Starts the channel for the time of an `async with`; each time on the same database."""

    @asynccontextmanager
    async def serve(answer: Answer) -> AsyncIterator[Guide]:
        async with guide_of(environment, answer, f"sqlite:///{tmp_path}/guide.sqlite3", pace) as guide:
            running = asyncio.create_task(guide.channel.run())
            yield guide
            guide.stop.set()
            await asyncio.wait_for(running, timeout=15)

    return serve


@asynccontextmanager
async def guide_of(
    environment: dict[str, str], answer: Answer, address: str = "sqlite://", pace: Pace = FAST
) -> AsyncIterator[Guide]:
    """The channel with these settings, not started; what people say is answered by `answer`."""
    settings, stop = Settings.from_environment(environment), asyncio.Event()
    database = await open_database(address)
    async with Api(settings.telegram_api_url, settings.telegram_bot_token or "", patience=PATIENCE) as api:
        carrier = TelegramCarrier(api, PHRASES, make)
        handling = Handling(read=carrier.read, answer=answer, write=carrier.answer)
        delivery = delivery_of(database, carrier, handling, limits=pace, phrases=PHRASES, waits=WAITS)
        channel = TelegramChannel(
            settings=settings,
            api=api,
            carrier=carrier,
            delivery=delivery,
            phrases=PHRASES,
            introduction=Introduction(PHRASES, "Semaine de l'Industrie", settings.admin_ids),
            notes=SqlLedger(database),
            stop=stop,
        )
        yield Guide(channel=channel, delivery=delivery, database=database, stop=stop)
    await database.close()


def always(answer: Callable[[IncomingMessage], Reply]) -> Answer:
    """A conversation that answers each message by itself."""

    def converse(message: IncomingMessage, session: Session) -> Reply:
        return answer(message)

    return converse


#: A conversation in which nobody is to say anything.
nothing = always(lambda message: Reply(text=rich("")))
