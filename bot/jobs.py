"""What runs again and again while the guide serves: reminders, news, refreshed sources, what is forgotten."""

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack, suppress
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy import Connection

from bot.app import App
from bot.clock import Clock, machine_ms
from bot.delivery.ports import Carrier
from bot.delivery.reloading import Serving
from bot.delivery.sender import Sender
from bot.delivery.telling import Teller
from bot.delivery.ticking import Reminders
from bot.delivery.workers import Workers
from bot.refreshing import Refresher
from bot.storage.agenda import SqlAgenda
from bot.storage.database import Database
from bot.storage.newsroom import SqlNewsroom
from bot.storage.tidying import expire, tidy

#: Seconds between two looks at the programme's file, and at what is to be told.
KEEP_UP = 2
#: Seconds between two looks at the reminders that are due.
TICK, _SHORTEST_TICK = 1.0, 0.05
_A_WHOLE_SECOND = datetime(2020, 1, 1, tzinfo=UTC)
#: What is about people is kept so long after the programme's last day.
KEPT_AFTER = timedelta(days=30)


def scheduler_of(stack: AsyncExitStack) -> AsyncIOScheduler:
    """What runs the recurring jobs, until the stack is left. A job that is late, however much, runs once."""
    scheduler = AsyncIOScheduler(job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1})
    scheduler.start()
    stack.callback(scheduler.shutdown)
    return scheduler


def every(seconds: float, scheduler: AsyncIOScheduler, call: Callable[[], None]) -> None:
    """Call a function again and again, on the event loop: the scheduler has a thread for what is no coroutine.

    Counted from a whole second: that is when reminders are due, and looked for at once.
    """

    async def job() -> None:
        call()

    scheduler.add_job(job, "interval", seconds=seconds, start_date=_A_WHOLE_SECOND)


def refresh(scheduler: AsyncIOScheduler, refresher: Refresher) -> None:
    """Read the programme's sources again at once, then every hour."""
    if refresher.sources:
        scheduler.add_job(refresher.refresh)
        scheduler.add_job(refresher.refresh, "interval", hours=1)


def keep_up(
    scheduler: AsyncIOScheduler,
    serving: Serving[App],
    database: Database,
    carrier: Carrier,
    sender: Sender,
    clock: Clock,
    reload: asyncio.Event | None = None,
    workers: Workers | None = None,
) -> None:
    """Keep up with the programme's file, and tell people what changes; `reload`: read the file at once."""
    newsroom = SqlNewsroom(database, carrier.channel)
    teller = Teller(newsroom, carrier, posted=sender.wake, machine_ms=machine_ms)

    async def job() -> None:
        at_once = bool(reload and reload.is_set())
        if reload:
            reload.clear()
        with suppress(asyncio.CancelledError):  # asked to stop: what is not done comes after the next start
            known = serving.fingerprint
            await serving.check(clock.now(), at_once=at_once)
            if workers and serving.fingerprint != known:
                await workers.renew()
            await teller.tell(serving.current.guide, serving.fingerprint, clock.now())

    scheduler.add_job(job, "interval", seconds=KEEP_UP)


def remind(
    stack: AsyncExitStack,
    scheduler: AsyncIOScheduler,
    serving: Serving[App],
    database: Database,
    carrier: Carrier,
    sender: Sender,
    clock: Clock,
) -> None:
    """Send reminders when they are due, until the stack is left; a clock that runs fast is looked at more often."""
    agenda = SqlAgenda(database, carrier.channel)
    reminders = Reminders(agenda, carrier, guide=lambda: serving.current.guide, clock=clock, posted=sender.wake)
    ticking = asyncio.create_task(reminders.run())
    stack.callback(ticking.cancel)
    seconds = clock.lasting(timedelta(minutes=1)).total_seconds()
    every(min(max(seconds, _SHORTEST_TICK), TICK), scheduler, reminders.wake)


async def tidy_up(database: Database, serving: Serving[App], clock: Clock) -> None:
    """Forget what is of no use; after the programme, all that is about people."""
    end = serving.current.guide.catalogue.programme.end
    is_expired = clock.now().date() > end + KEPT_AFTER

    def work(connection: Connection) -> None:
        tidy(connection, machine_ms())
        if is_expired:
            expire(connection, machine_ms())

    await database.run(work)
