"""All wiring: what is built from what."""

import gc
import logging
import signal
import sys
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bot.clock import Clock
from bot.conversation.dialogue import Dialogue
from bot.conversation.message import IncomingMessage, Reply
from bot.conversation.span import is_over
from bot.conversation.turn import Guide
from bot.delivery.model import Turn
from bot.delivery.ports import Conversations
from bot.events.catalogue import Catalogue, load
from bot.events.report import Report, check
from bot.replies.dates import day
from bot.replies.phrases import Phrases
from bot.settings import Settings
from intents import Gazetteer, Interpreter, Scene

if TYPE_CHECKING:
    from apscheduler.schedulers.asyncio import AsyncIOScheduler

    from bot.storage.database import Database

COMMUNES = Path("data/communes.csv")
HISTORY = Path("var/history")
IN_MEMORY = "sqlite://"
#: When the terminal begins, when all of the programme lies in the past: a week before it, in the morning.
_BEFORE, _MORNING = timedelta(days=7), time(9)

Converse = Callable[[str, IncomingMessage], Awaitable[Reply]]


@dataclass(frozen=True, kw_only=True)
class App:
    """The guide to one programme, ready to talk."""

    guide: Guide
    dialogue: Dialogue

    @classmethod
    def build(cls, events: Path, communes: Path = COMMUNES) -> "App":
        """Load the programme and what understands questions about it. Raises ProgrammeErrors."""
        gc.disable()  # all that is built stays: looking for garbage in it only takes time, now and during questions
        try:
            gazetteer = Gazetteer.load(communes)
            catalogue = load(events, gazetteer)
            interpreter = interpreter_of(catalogue, gazetteer)
            guide = Guide(
                catalogue=catalogue,
                gazetteer=gazetteer,
                phrases=Phrases.load(),
                sectors_of=interpreter.sectors_of,
            )
            app = cls(guide=guide, dialogue=Dialogue(guide, interpreter))
        finally:
            gc.enable()
        gc.freeze()
        return app

    def clock(self, at: datetime | None = None, speed: float = 1.0) -> Clock:
        """The time of the programme's zone, or a clock set to a local time that runs `speed` times as fast."""
        return Clock(self.guide.catalogue.programme.timezone, at=at, speed=speed)

    def converse(self, conversations: Conversations, now: Callable[[], datetime]) -> Converse:
        """What channels call: the session is read, the dialogue answers, the session is kept."""

        async def reply_to(key: str, message: IncomingMessage) -> Reply:
            before = (await conversations.load([key]))[key]
            session = before.copy()
            reply = self.dialogue.handle(message, session, now())
            await conversations.commit([Turn(key=key, before=before, after=session)])
            return reply

        return reply_to

    def demonstration_start(self, now: datetime) -> datetime | None:
        """A week before the programme, when all of it lies before `now` (local); else None."""
        programme = self.guide.catalogue.programme
        if not is_over(self.guide.catalogue, now):
            return None
        return datetime.combine(programme.start - _BEFORE, _MORNING)


def check_programme(path: Path, communes: Path = COMMUNES) -> Report:
    """What is wrong in a programme file, and what it holds."""
    return check(path, Gazetteer.load(communes))


def interpreter_of(catalogue: Catalogue, gazetteer: Gazetteer) -> Interpreter:
    """What understands questions about a programme."""
    programme = catalogue.programme
    scene = Scene(start=programme.start, end=programme.end, areas=programme.areas)
    local = {event.place.insee for event in programme.events if event.place and event.place.insee}
    return Interpreter(gazetteer, scene, local=local, frequency=catalogue.words.frequency)


async def chat(app: App, settings: Settings, at: datetime | None, speed: float) -> None:
    """Talk in the terminal until the input ends."""
    from bot.channels.console import ConsoleChannel  # imported late: `ask` needs none of it
    from bot.storage.conversations import SqlConversations

    opening = ""
    today = app.clock().now()
    start = at or app.demonstration_start(today)
    if start and not at:
        opening = str(app.guide.phrases.say("console.in_the_past", start=day(start.date(), today.date())))
    async with AsyncExitStack() as stack:
        # Lines of a pipe are a conversation of their own.
        database = await _database(settings.database_url if sys.stdin.isatty() else IN_MEMORY, stack)
        _scheduler(stack)
        channel = ConsoleChannel.of_process(
            converse=app.converse(SqlConversations(database), app.clock(start, speed).now),
            phrases=app.guide.phrases,
            history=HISTORY,
            opening=opening,
        )
        await channel.run()


async def run(app: App, settings: Settings, at: datetime | None, speed: float) -> None:
    """Serve Telegram until SIGTERM or SIGINT; answers begun are finished."""
    import asyncio

    from bot.channels.telegram.channel import TelegramChannel
    from bot.storage.conversations import SqlConversations

    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        with suppress(NotImplementedError):  # Windows
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with AsyncExitStack() as stack:
        database = await _database(settings.database_url, stack)
        _scheduler(stack)
        channel = TelegramChannel(
            settings=settings,
            converse=app.converse(SqlConversations(database), app.clock(at, speed).now),
            phrases=app.guide.phrases,
            stop=stop,
        )
        await channel.run()
    logging.getLogger(__name__).info("stopped")


async def _database(address: str, stack: AsyncExitStack) -> "Database":
    """The database at that address, closed with the stack."""
    from bot.storage.engine import open_database

    database = await open_database(address)
    stack.push_async_callback(database.close)
    return database


def _scheduler(stack: AsyncExitStack) -> "AsyncIOScheduler":
    """What runs the recurring jobs, until the stack is left. A job that is late, however much, runs once."""
    from apscheduler.schedulers.asyncio import AsyncIOScheduler

    scheduler = AsyncIOScheduler(job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1})
    scheduler.start()
    stack.callback(scheduler.shutdown)
    return scheduler
