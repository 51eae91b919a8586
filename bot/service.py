"""What runs for long: the terminal, Telegram. Imported late: `ask` needs none of it. What recurs is in `jobs.py`."""

import asyncio
import logging
import signal
import sys
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot.app import App, builder
from bot.attending import Attendance
from bot.channels.console import KEY, ConsoleChannel
from bot.channels.console_files import saver
from bot.clock import Clock, machine_ms
from bot.conversation.message import IncomingMessage, Reply
from bot.conversation.tally import tallies_of
from bot.delivery.delivery import Delivery
from bot.delivery.dispatcher import Dispatcher
from bot.delivery.flood import Flood
from bot.delivery.handling import Handle, Handling
from bot.delivery.judging import WAITS
from bot.delivery.model import Turn
from bot.delivery.pacing import Pace
from bot.delivery.passing import Passing
from bot.delivery.ports import Carrier, Conversations
from bot.delivery.publishing import Publisher
from bot.delivery.reloading import Serving
from bot.delivery.sender import Sender
from bot.delivery.workers import Programme, Workers
from bot.files import files_of
from bot.jobs import KEEP_UP, every, keep_up, refresh, remind, scheduler_of, tidy_up
from bot.refreshing import Refresher
from bot.replies.dates import day
from bot.replies.phrases import Phrases
from bot.settings import Settings
from bot.storage.conversations import SqlConversations
from bot.storage.database import Database
from bot.storage.engine import open_database
from bot.storage.feeds import SqlFeeds
from bot.storage.inbox import SqlInbox
from bot.storage.outbox import SqlOutbox
from bot.storage.programme import SqlLedger

if TYPE_CHECKING:
    from aiohttp.web import AbstractRouteDef

HISTORY, FILES = Path("var/history"), Path("var/files")
#: The terminal has a database of its own: what it is shown, and when, is nothing to other people.
TERMINAL, IN_MEMORY = "sqlite:///var/terminal.sqlite3", "sqlite://"
#: Seconds after which the database's thread has its turn when answers keep the interpreter busy. Python's own 5 ms,
#: once a statement, would make each transaction wait longer than it lasts.
_SWITCH = 0.001
#: A terminal may be written to as fast as one likes.
_AT_WILL = Pace(per_second=1000, person=0)

Converse = Callable[[str, IncomingMessage], Awaitable[Reply]]


async def chat(events: Path, at: datetime | None, speed: float) -> None:
    """Talk in the terminal until the input ends. Raises ProgrammeErrors."""
    async with AsyncExitStack() as stack:
        # Lines of a pipe are a conversation of their own.
        database = await _database(TERMINAL if sys.stdin.isatty() else IN_MEMORY, stack)
        serving = await _serving(events, database, holds=False)
        app, conversations = serving.current, SqlConversations(database)
        opening, today = "", app.clock().now()
        start = at or app.demonstration_start(today)
        if start and not at:
            opening = str(app.guide.phrases.say("console.in_the_past", start=day(start.date(), today.date())))
        clock = _clock(serving, start, speed)

        async def reply_to(key: str, message: IncomingMessage) -> Reply:
            reply = await attendance.reply(key, message)
            return reply or await converse(serving.current, conversations, clock.now)(key, message)

        channel = ConsoleChannel.of_process(
            converse=reply_to,
            phrases=app.guide.phrases,
            save=saver(files_of(database, lambda: serving.current.guide, clock), KEY, FILES),
            history=HISTORY,
            opening=opening,
        )
        # What is planned for the terminal is shown there, between two lines.
        outbox = SqlOutbox(database, channel.carrier.channel, _AT_WILL, machine_ms)
        sender = Sender(outbox, channel.carrier, machine_ms, _AT_WILL)
        sending = asyncio.create_task(sender.run())
        stack.callback(sending.cancel)
        # Whoever sits at the terminal may do all that organisers do.
        refresher = Refresher(programme=events)
        attendance = Attendance(serving, database, channel.carrier, clock, (KEY,), refresher, posted=sender.wake)
        scheduler = scheduler_of(stack)
        scheduler.add_job(attendance.go_on, "interval", seconds=KEEP_UP)
        keep_up(scheduler, serving, database, channel.carrier, sender, clock)
        remind(stack, scheduler, serving, database, channel.carrier, sender, clock)
        await channel.run()


async def run(events: Path, settings: Settings, at: datetime | None, speed: float) -> None:
    """Serve Telegram until SIGTERM or SIGINT; answers begun are finished. Raises ProgrammeErrors."""
    from bot.channels.telegram.api import BotApi  # imported late: the terminal needs none of it
    from bot.channels.telegram.carrier import TelegramCarrier
    from bot.channels.telegram.channel import TelegramChannel
    from bot.channels.telegram.introduction import Introduction

    sys.setswitchinterval(_SWITCH)
    stop, reload = asyncio.Event(), asyncio.Event()
    for name, happened in (("SIGTERM", stop), ("SIGINT", stop), ("SIGHUP", reload)):
        with suppress(NotImplementedError, AttributeError):  # Windows
            asyncio.get_running_loop().add_signal_handler(getattr(signal, name), happened.set)
    async with AsyncExitStack() as stack:
        workers = Workers(
            (sys.executable, "-m", "bot.worker"),
            settings.workers,
            programme=lambda: Programme(str(events), serving.text),
            scene=lambda: (clock.now(), carrier.bot_name),
        )
        await stack.enter_async_context(workers)
        database = await _database(settings.database_url, stack)
        serving = await _serving(events, database, public_url=settings.public_url, sources=settings.sources)
        clock, phrases = _clock(serving, at, speed), serving.current.guide.phrases
        await serving.check(clock.now())  # what has changed is written down before anyone speaks of it
        api = await stack.enter_async_context(BotApi(settings.telegram_api_url, settings.telegram_bot_token or ""))
        carrier = TelegramCarrier(api, phrases, files_of(database, lambda: serving.current.guide, clock))
        await workers.renew()
        here = Handling(
            read=carrier.read,
            answer=lambda message, session: serving.current.dialogue.handle(message, session, clock.now()),
            write=carrier.answer,
        )
        organisers = tuple(f"{carrier.channel}:{number}" for number in settings.admin_ids)
        refresher = Refresher(programme=events, sources=settings.sources)
        attendance = Attendance(
            serving, database, carrier, clock, organisers, refresher, posted=lambda: delivery.sender.wake()
        )
        delivery = delivery_of(
            database,
            carrier,
            attendance.over(workers if settings.workers else here, carrier.read, carrier.answer),
            hands=settings.workers + 2,
            limits=Pace(per_second=settings.messages_per_second),
            phrases=phrases,
        )
        scheduler = scheduler_of(stack)
        every(10, scheduler, delivery.sender.wake)  # whatever another process has put there
        scheduler.add_job(attendance.go_on, "interval", seconds=KEEP_UP)
        scheduler.add_job(tidy_up, "interval", hours=1, args=[database, serving, clock])
        refresh(scheduler, refresher)
        keep_up(scheduler, serving, database, carrier, delivery.sender, clock, reload, workers)
        remind(stack, scheduler, serving, database, carrier, delivery.sender, clock)
        programme = serving.current.guide.catalogue.programme.name
        channel = TelegramChannel(
            settings=settings,
            api=api,
            carrier=carrier,
            delivery=delivery,
            phrases=phrases,
            introduction=Introduction(phrases, programme, settings.admin_ids),
            notes=SqlLedger(database),
            stop=stop,
            routes=_routes(settings, serving, database, clock),
        )
        await channel.run()
    logging.getLogger(__name__).info("stopped")


def _clock(serving: Serving[App], at: datetime | None, speed: float) -> Clock:
    """The time of the zone of the programme that is served, also when that becomes another."""
    clock = serving.current.clock(at, speed)
    clock.follow(lambda: serving.current.guide.catalogue.programme.timezone)
    return clock


async def _serving(
    events: Path, database: Database, *, holds: bool = True, public_url: str | None = None, sources: Sequence[str] = ()
) -> Serving[App]:
    """The programme of a file, served. Raises ProgrammeErrors."""
    serving = Serving(events, builder(events, public_url=public_url, sources=sources), SqlLedger(database), holds=holds)
    await serving.start()
    return serving


def _routes(settings: Settings, serving: Serving[App], database: Database, clock: Clock) -> list["AbstractRouteDef"]:
    """What is served beside the webhook: calendars, when there is a public address for them."""
    from bot.channels.web import calendar_route  # imported late: the terminal needs none of it

    if settings.public_url is None:
        return []
    publisher = Publisher(SqlFeeds(database), guide=lambda: serving.current.guide, now=clock.now)
    return [calendar_route(publisher)]


def converse(app: App, conversations: Conversations, now: Callable[[], datetime]) -> Converse:
    """What channels call: the session is read, the dialogue answers, the session is kept."""

    async def reply_to(key: str, message: IncomingMessage) -> Reply:
        before = (await conversations.load([key]))[key]
        session = before.copy()
        reply = app.dialogue.handle(message, session, now())
        counted = tallies_of(reply.answer)
        turn = Turn(key=key, before=before, after=session, missed=reply.missed, problem=reply.problem, tallies=counted)
        await conversations.commit([turn])
        return reply

    return reply_to


def delivery_of(
    database: Database,
    carrier: Carrier,
    handle: Handle,
    *,
    limits: Pace,
    phrases: Phrases,
    waits: Sequence[int] = WAITS,
    hands: int = 2,
) -> Delivery:
    """Inbox and outbox of a channel, in the database, and what works on them."""
    outbox = SqlOutbox(database, carrier.channel, limits, machine_ms)
    sender = Sender(outbox, carrier, machine_ms, limits, waits=waits)
    conversations = SqlConversations(database)
    dispatcher = Dispatcher(
        inbox=SqlInbox(database, carrier.channel),
        conversations=conversations,
        carrier=carrier,
        handle=handle,
        failure=Reply(text=phrases.say("telegram.failure")),
        patience=Reply(text=phrases.say("telegram.patience")),
        flood=Flood(machine_ms),
        posted=sender.wake,
        hands=hands,
    )
    return Delivery(dispatcher, sender, Passing(conversations, carrier, handle))


async def _database(address: str, stack: AsyncExitStack) -> Database:
    """The database at that address, closed with the stack."""
    database = await open_database(address)
    stack.push_async_callback(database.close)
    return database
