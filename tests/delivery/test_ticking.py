"""Reminders from the store to the outbox as time passes: once, on time, with their event as it then is."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete, insert, select

from bot.clock import Clock
from bot.conversation.turn import Guide
from bot.delivery.ticking import Reminders
from bot.events.model import Event, Session
from bot.reminders.model import Asked, Reminder
from bot.reminders.planning import plan, sessions_ahead
from bot.storage.agenda import SqlAgenda
from bot.storage.codec import from_text
from bot.storage.database import Database
from bot.storage.engine import open_database
from bot.storage.reminders import whole_row
from bot.storage.schema import outbox, reminders, traces
from tests.conversation.guide import guide
from tests.storage.town import Paper

PARIS = ZoneInfo("Europe/Paris")
EVENING, TWO_HOURS = Asked(days=1, at=time(18)), Asked(hours=2)
START = datetime(2021, 11, 22, 14)
FUSION = Event(
    id="fusion", title="Fusion", kind="visite", sessions=(Session(start=START, end=START + timedelta(hours=2)),)
)


class World:
    """A programme that may change, people's reminders, and a clock that is put forward."""

    def __init__(self, database: Database) -> None:
        self._database, self._now = database, datetime(2021, 11, 15, 9, tzinfo=UTC)
        self.guide = guide()
        self.programme(FUSION)
        clock = Clock(PARIS, machine_time=lambda: self._now)
        agenda = SqlAgenda(database, Paper.channel)
        self._reminders = Reminders(agenda, Paper(), guide=self._guide, clock=clock, posted=lambda: None)

    def _guide(self) -> Guide:
        return self.guide

    def programme(self, *events: Event) -> None:
        """The programme as it is from now on."""
        self.guide = replace(self.guide, catalogue=self.guide.catalogue.of(events))

    async def remind(self, *asked: Asked, event: Event = FUSION, key: str = "paper:1") -> None:
        """Keep reminders of the first session of an event."""
        occasion = sessions_ahead(event, datetime(2000, 1, 1))[0]
        kept = [plan(number, event.id, occasion, one, PARIS) for number, one in enumerate(asked, 1)]
        await self.keep(*kept, key=key)

    async def keep(self, *kept: Reminder, key: str = "paper:1") -> None:
        """Keep reminders as they are."""
        rows = [whole_row(key, reminder) for reminder in kept]
        await self._database.run(lambda connection: connection.execute(insert(reminders), rows) and None)

    async def at(self, local: datetime) -> list[str]:
        """What is sent when it is that time, and the guide looks."""
        return await self.at_instant(local.replace(tzinfo=PARIS).astimezone(UTC))

    async def at_instant(self, moment: datetime) -> list[str]:
        """What is sent at an instant; the first line of each message."""
        self._now = moment
        await self._reminders.tick()
        sent = await self._database.run(lambda connection: connection.execute(select(outbox)).all())
        await self._database.run(lambda connection: connection.execute(delete(outbox)) and None)
        return [str(row.data).partition('"text":"')[2].partition("\\n")[0].replace("\\u00a0", " ") for row in sent]

    async def left(self) -> Sequence[str]:
        """When those are due that are still to come."""
        query = select(reminders.c.data).where(reminders.c.sent.is_(None)).order_by(reminders.c.due)
        found = await self._database.run(lambda connection: connection.scalars(query).all())
        return [from_text(data, Reminder).wall.isoformat() for data in found]

    async def reasons(self) -> Sequence[str]:
        """Why some were not sent."""
        query = select(traces.c.reason).order_by(traces.c.id)
        return await self._database.run(lambda connection: connection.scalars(query).all())


@asynccontextmanager
async def world() -> AsyncIterator[World]:
    """A world of its own, in memory."""
    database = await open_database("sqlite://")
    try:
        yield World(database)
    finally:
        await database.close()


async def test_on_time_and_once() -> None:
    async with world() as it:
        await it.remind(EVENING, TWO_HOURS)
        assert await it.at(datetime(2021, 11, 21, 17, 59, 59)) == []
        assert await it.at(datetime(2021, 11, 21, 18)) == ["Rappel : Fusion, c'est demain à 14 h."]
        assert await it.at(datetime(2021, 11, 21, 18, 0, 1)) == []
        assert await it.at(datetime(2021, 11, 22, 12)) == ["Rappel : Fusion commence dans 2 h."]
        assert await it.at(datetime(2021, 11, 22, 13)) == []
        assert await it.left() == []
        assert await it.reasons() == []


async def test_late_it_says_how_much_is_left() -> None:
    async with world() as it:
        await it.remind(TWO_HOURS)
        assert await it.at(datetime(2021, 11, 22, 13, 20)) == ["Rappel : Fusion commence dans 40 minutes."]


async def test_too_late_it_is_dropped_with_a_trace() -> None:
    async with world() as it:
        await it.remind(TWO_HOURS)
        assert await it.at(START) == []
        assert await it.left() == []
        assert await it.reasons() == ["begun"]


async def test_two_that_are_late_for_one_session_are_one_message() -> None:
    async with world() as it:
        await it.remind(EVENING, TWO_HOURS)
        await it.remind(TWO_HOURS, key="paper:2")
        assert await it.at(datetime(2021, 11, 22, 13)) == ["Rappel : Fusion commence dans 1 h."] * 2
        assert await it.reasons() == ["superseded"]


async def test_a_cancelled_event_is_never_reminded() -> None:
    async with world() as it:
        await it.remind(EVENING, TWO_HOURS)
        it.programme(replace(FUSION, status="cancelled"))
        assert await it.at(datetime(2021, 11, 22, 12)) == []
        it.programme()
        await it.remind(EVENING, key="paper:2")
        assert await it.at(datetime(2021, 11, 22, 12)) == []
        assert await it.reasons() == ["cancelled", "cancelled", "gone"]


async def test_the_event_is_told_as_it_then_is() -> None:
    async with world() as it:
        await it.remind(EVENING)
        it.programme(replace(FUSION, title="Fission"))
        assert await it.at(datetime(2021, 11, 21, 18)) == ["Rappel : Fission, c'est demain à 14 h."]


async def test_an_event_that_has_moved_is_reminded_at_its_new_time() -> None:
    async with world() as it:
        await it.remind(EVENING)
        moved = START + timedelta(days=3)
        it.programme(replace(FUSION, sessions=(Session(start=moved, end=moved + timedelta(hours=2)),)))
        assert await it.at(datetime(2021, 11, 21, 18)) == []
        assert await it.left() == ["2021-11-24T18:00:00"]
        assert await it.at(datetime(2021, 11, 24, 18)) == ["Rappel : Fusion, c'est demain à 14 h."]


async def test_what_has_no_date_any_more_waits_for_one() -> None:
    async with world() as it:
        await it.remind(EVENING)
        it.programme(replace(FUSION, status="postponed", sessions=()))
        assert await it.at(datetime(2021, 11, 21, 18)) == []
        assert await it.at(datetime(2021, 11, 30, 18)) == []
        assert await it.left() == ["2021-11-21T18:00:00"]


async def test_what_cannot_be_written_does_not_stop_the_others(caplog: pytest.LogCaptureFixture) -> None:
    async with world() as it:
        other = replace(FUSION, id="autre", title="Autre")
        it.programme(FUSION, other)
        await it.remind(EVENING)
        it.programme(FUSION, replace(other, status="dissous"))  # no sentence says that
        await it.remind(EVENING, event=other, key="paper:2")
        assert await it.at(datetime(2021, 11, 21, 18)) == ["Rappel : Fusion, c'est demain à 14 h."]
        assert await it.reasons() == ["KeyError"]
        assert "autre" in caplog.text


#: The clock goes from 2:00 to 3:00 at 1:00 UTC, and from 3:00 back to 2:00 at 1:00 UTC.
NIGHTS = [datetime(2022, 3, 27), datetime(2022, 10, 30)]


@pytest.mark.parametrize("night", NIGHTS)
async def test_none_is_skipped_or_doubled_on_the_two_nights(night: datetime) -> None:
    """One reminder for each quarter of an hour that a clock shows, from the evening to the morning."""
    start = night.replace(hour=14)
    event = replace(FUSION, sessions=(Session(start=start, end=start + timedelta(hours=2)),))
    walls = [night - timedelta(hours=3) + timedelta(minutes=15 * number) for number in range(44)]
    async with world() as it:
        for number, wall in enumerate(walls):
            it.programme(event)
            await it.remind(Asked(moment=wall), event=event, key=f"paper:{number}")
        sent: list[int] = []
        moment = walls[0].replace(tzinfo=PARIS).astimezone(UTC)
        for _ in range(48):
            sent.append(len(await it.at_instant(moment)))
            moment += timedelta(minutes=15)
        assert sum(sent) == len(walls)
        assert await it.left() == []
        # An hour that the clock skips comes an hour later, with that one; one that comes twice comes the first time.
        assert (sent.count(2), sent.count(0)) == ((4, 8) if night.month == 3 else (0, 4))
        assert await it.reasons() == []
