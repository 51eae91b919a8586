"""What the organisers' desk keeps: corrections, reports of the public, announcements."""

from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import islice
from operator import methodcaller
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, and_, delete, exists, func, insert, select, update

from bot.conversation.figures import Figures
from bot.delivery.announcing import Batch, subject_of
from bot.delivery.model import Letter
from bot.desk.records import Announcement, Fits, Problem
from bot.events.corrections import Correction, read_corrections, write_corrections
from bot.storage.chats import people
from bot.storage.database import Database
from bot.storage.figures import figures
from bot.storage.newsroom import reachable
from bot.storage.outbox import post
from bot.storage.programme import write_notes
from bot.storage.schema import announcements, notes, outbox, problems, reminders, sessions, subscriptions
from bot.storage.sessions import easy_readers
from bot.storage.subscriptions import subscription_of

#: As `codec.py` writes it.
_REFUSES = '"refuses_announcements":true'
_said = sessions.alias()
#: Keys that are looked up at once.
_TOGETHER = 500
_SENDING = announcements.c.ended.is_(None)


class SqlRecords:
    """The desk's records, in the database of one channel's people."""

    def __init__(self, database: Database, channel: str, fits: Fits, now: Callable[[], int]) -> None:
        """`fits`: two searches have events in common; `now`: the machine's, in milliseconds since 1970."""
        self._database, self._channel, self._fits, self._now = database, channel, fits, now

    async def figures(self) -> Figures:
        """The counts of these days."""
        return await self._database.run(lambda connection: figures(connection, self._now()))

    async def corrections(self) -> tuple[Correction, ...]:
        """Of all events that have one."""
        return await self._database.run(_corrections)

    async def correct(self, event: str, correction: Correction | None) -> None:
        """Keep the correction of an event in place of the one that it had; None: it has none any more."""

        def work(connection: Connection) -> None:
            others = [one for one in _corrections(connection) if one.event != event]
            new = write_corrections([*others, *([correction] if correction else ())])
            write_notes(connection, {"corrections": new})

        await self._database.run(work)

    async def concerned(self, event: str) -> int:
        """How many people have a reminder on an event."""
        its = reminders.c.event == event, reminders.c.sent.is_(None)
        count = select(func.count(reminders.c.key.distinct())).where(*its)
        return await self._database.run(lambda connection: connection.scalar(count) or 0)

    async def problems(self) -> Sequence[Problem]:
        """Those that are not settled, oldest first."""
        columns = select(problems.c.id, problems.c.event, problems.c.text).where(~problems.c.settled)
        rows = await self._database.run(lambda connection: connection.execute(columns.order_by(problems.c.id)).all())
        return [Problem(id=number, event=event, text=text) for number, event, text in rows]

    async def settle_problem(self, number: int) -> None:
        """Nothing more is to be done about it."""
        settle = update(problems).where(problems.c.id == number).values(settled=True)
        await self._database.run(lambda connection: connection.execute(settle))

    async def audience(self, announcement: Announcement) -> int:
        """How many people an announcement is for."""

        def work(connection: Connection) -> int:
            keys = self._keys(connection, announcement)
            return sum(1 for _ in self._reached(connection, keys))

        return await self._database.run(work)

    async def announce(self, announcement: Announcement) -> int:
        """Begin to send it; its id."""

        def work(connection: Connection) -> int:
            keys = self._keys(connection, announcement)
            listed = None if keys is None else msgspec.json.encode(sorted(keys)).decode()
            row = insert(announcements).values(text=announcement.text, people=listed, at=self._now())
            return int(connection.execute(row.returning(announcements.c.id)).scalar_one())

        return await self._database.run(work)

    async def stop(self, announcement: int) -> int:
        """Send it to nobody else; how many have been sent it."""

        def work(connection: Connection) -> int:
            its = announcements.c.id == announcement
            connection.execute(update(announcements).where(its, _SENDING).values(ended=self._now()))
            waiting = outbox.c.subject == subject_of(announcement), outbox.c.started.is_(None)
            taken_back = connection.execute(delete(outbox).where(*waiting)).rowcount
            connection.execute(update(announcements).where(its).values(sent=announcements.c.sent - taken_back))
            return connection.scalar(select(announcements.c.sent).where(its)) or 0

        return await self._database.run(work)

    async def progress(self, announcement: int) -> tuple[int, bool]:
        """How many have been sent it, and whether that is all."""

        def work(connection: Connection) -> tuple[int, bool]:
            columns = select(announcements.c.sent, announcements.c.ended).where(announcements.c.id == announcement)
            sent, ended = connection.execute(columns).one()
            its = select(func.count()).select_from(outbox).where(outbox.c.subject == subject_of(announcement))
            waiting = connection.scalar(its) or 0
            return sent - waiting, ended is not None and not waiting

        return await self._database.run(work)

    async def next_batch(self, limit: int) -> Batch | None:
        """The next people of an announcement that is being sent; None when there is none."""
        return await self._database.run(lambda connection: self._batch(connection, limit))

    async def post_batch(self, batch: Batch, letters: Sequence[Letter]) -> None:
        """Put the letters of a batch in the outbox, once, and go on behind it; not when it was stopped meanwhile."""

        def work(connection: Connection) -> None:
            its = announcements.c.id == batch.announcement, announcements.c.cursor == batch.after, _SENDING
            last = batch.keys[-1] if batch.keys else batch.after
            values: dict[str, Any] = {"cursor": last, "sent": announcements.c.sent + len(batch.keys)}
            values |= {} if batch.keys else {"ended": self._now()}
            if connection.execute(update(announcements).where(*its).values(values)).rowcount:
                post(connection, letters)

        await self._database.run(work)

    async def new_problems(self) -> Sequence[Problem]:
        """Reports that organisers have not been told of; they count as told."""
        new = update(problems).where(~problems.c.told).values(told=True)
        new_rows = new.returning(problems.c.id, problems.c.event, problems.c.text)
        rows = await self._database.run(lambda connection: connection.execute(new_rows).all())
        return [Problem(id=number, event=event, text=text) for number, event, text in rows]

    def _batch(self, connection: Connection, limit: int) -> Batch | None:
        row = connection.execute(select(announcements).where(_SENDING).order_by(announcements.c.id).limit(1)).first()
        if row is None:
            return None
        keys = None if row.people is None else msgspec.json.decode(row.people, type=list[str])
        found = tuple(islice(self._reached(connection, keys, row.cursor, limit), limit))
        easy = frozenset(easy_readers(connection, found))
        return Batch(announcement=row.id, text=row.text, after=row.cursor, keys=found, easy=easy)

    def _reached(
        self, connection: Connection, keys: Collection[str] | None, after: str = "", limit: int | None = None
    ) -> Iterator[str]:
        """People of the channel who take announcements, in order; of these keys, when they are given."""
        if keys is None:
            yield from connection.scalars(people(self._takes, lambda key: key > after, limit=limit))
            return
        listed = sorted(key for key in keys if key > after)
        for begin in range(0, len(listed), _TOGETHER):
            some = listed[begin : begin + _TOGETHER]
            found = set(connection.scalars(people(self._takes, methodcaller("in_", some))))
            yield from (key for key in some if key in found)

    def _takes(self, key: ColumnElement[str]) -> ColumnElement[bool]:
        """Someone, no group, of the channel, who may be written to and has not refused announcements."""
        refuses = exists().where(_said.c.key == key, _said.c.data.contains(_REFUSES, autoescape=True))
        is_group = key.startswith(f"{self._channel}:-", autoescape=True)
        return and_(*reachable(key, self._channel), ~is_group, ~refuses)

    def _keys(self, connection: Connection, announcement: Announcement) -> set[str] | None:
        """Whom it is for; None: everyone."""
        if announcement.audience == "event":
            return set(connection.scalars(select(reminders.c.key).where(reminders.c.event == announcement.event)))
        if announcement.audience == "search":
            rows = connection.execute(select(subscriptions)).mappings()
            found = ((row["key"], subscription_of(row).criteria) for row in rows)
            return {key for key, criteria in found if self._fits(criteria, announcement.criteria)}
        return None


def _corrections(connection: Connection) -> tuple[Correction, ...]:
    return read_corrections(connection.scalar(select(notes.c.value).where(notes.c.name == "corrections")))
