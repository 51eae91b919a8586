"""People who follow a programme, and a guide that tells them when it changes."""

from datetime import datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import delete, select

from bot.clock import Clock
from bot.conversation.message import Reply
from bot.conversation.session import Session, Subscription
from bot.delivery.model import Outcome, Part, Result
from bot.delivery.telling import Newsroom, Teller
from bot.delivery.ticking import Reminders
from bot.events.model import Event
from bot.reminders.model import Asked
from bot.reminders.planning import plan, sessions_ahead
from bot.reminders.rhythms import Rhythm
from bot.storage.agenda import SqlAgenda
from bot.storage.conversations import SqlConversations
from bot.storage.database import Database
from bot.storage.newsroom import SqlNewsroom
from bot.storage.schema import outbox
from intents import Criteria
from tests.conversation.guide import NOW, plain
from tests.storage.examples import load, save
from tests.storage.folder import Folder

PARIS = ZoneInfo("Europe/Paris")
EVERYTHING = Criteria()
EVENING, TWO_HOURS = Asked(days=1, at=time(18)), Asked(hours=2)


class Paper:
    """A channel on which a reply is one call, its text."""

    channel = "paper"
    room = 100

    def parts(self, reply: Reply, key: str, replaces: int | None = None) -> list[Part]:
        return [Part(method="say", params={"text": plain(str(reply.text))})]

    async def carry(self, key: str, part: Part) -> Outcome:
        return Outcome(result=Result.SENT)

    async def is_reachable(self) -> bool:
        return True


class Town:
    """A programme file, the guide that serves it, and people who write on paper."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.database, self.folder = database, Folder(database, folder)
        self.conversations = SqlConversations(database)
        self.newsroom: Newsroom = SqlNewsroom(database, Paper.channel)

    async def open(self) -> "Town":
        """Serve the file, as a process that starts."""
        self.serving = self.folder.serving()
        await self.serving.start()
        await self.serving.check(NOW)
        return self

    async def change(self, old: str, new: str, now: datetime = NOW) -> None:
        """Write something else in the file, at a time."""
        text = self.folder.file.read_text(encoding="utf-8")
        assert old in text
        self.folder.write(text.replace(old, new))
        await self.serving.check(now, at_once=True)

    async def tell(self, now: datetime = NOW) -> dict[str, list[str]]:
        """What each one is written at a time, by the name they have."""
        await self.tell_only(now)
        return await self.post()

    async def tell_only(self, now: datetime = NOW) -> None:
        """Put in the outbox what is due at a time."""
        teller = Teller(self.newsroom, Paper(), posted=lambda: None, machine_ms=lambda: 0)
        await teller.tell(self.serving.current.guide, self.serving.fingerprint, now)

    async def tick(self, now: datetime) -> dict[str, list[str]]:
        """What each one is reminded of at a time."""
        agenda, clock = SqlAgenda(self.database, Paper.channel), Clock(PARIS, at=now)
        guide = self.serving.current.guide
        await Reminders(agenda, Paper(), guide=lambda: guide, clock=clock, posted=lambda: None).tick()
        return await self.post()

    async def post(self) -> dict[str, list[str]]:
        """What waits in the outbox, by name; it is taken out."""
        letters = select(outbox.c.key, outbox.c.data).order_by(outbox.c.id)
        rows = await self.database.run(lambda connection: connection.execute(letters).all())
        await self.database.run(lambda connection: connection.execute(delete(outbox)) and None)
        found: dict[str, list[str]] = {}
        for key, data in rows:
            text = msgspec.json.decode(data, type=Part).params["text"]
            found.setdefault(key.removeprefix("paper:"), []).append(text)
        return found

    async def follow(self, name: str, criteria: Criteria = EVERYTHING, rhythm: Rhythm = "now") -> None:
        """Someone subscribes."""
        session = await self.session(name)
        number = session.new_number(NOW)
        session.subscriptions[number] = Subscription(number=number, criteria=criteria, rhythm=rhythm, since=NOW)
        await save(self.conversations, f"paper:{name}", session)

    async def reads_easily(self, name: str) -> None:
        """Someone asks for short sentences."""
        session = await self.session(name)
        session.simple = True
        await save(self.conversations, f"paper:{name}", session)

    async def stop(self, name: str) -> None:
        """Someone stops all subscriptions."""
        session = await self.session(name)
        session.subscriptions.clear()
        await save(self.conversations, f"paper:{name}", session)

    async def remind(self, name: str, event_id: str, *asked: Asked) -> None:
        """Someone asks to be reminded of the first session of an event: the evening before, unless told."""
        session, event = await self.session(name), self.event(event_id)
        for each in asked or (EVENING,):
            number = session.new_number(NOW)
            reminder = plan(number, event_id, sessions_ahead(event, NOW)[0], each, PARIS)
            session.reminders[number] = reminder
        await save(self.conversations, f"paper:{name}", session)

    async def session(self, name: str) -> Session:
        """The conversation of someone, to be changed."""
        return (await load(self.conversations, f"paper:{name}")).copy()

    async def times(self, name: str) -> list[str]:
        """When someone is to be reminded."""
        return [f"{reminder.wall:%d %H:%M}" for reminder in (await self.session(name)).reminders.values()]

    def event(self, event_id: str) -> Event:
        """An event as it is served."""
        event = self.serving.current.guide.catalogue.event(event_id)
        assert event
        return event
