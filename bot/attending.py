"""What attends to organisers beside the guide: their desk, what they announce, what the public reports to them."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime

from bot.app import App
from bot.clock import Clock, machine_ms
from bot.conversation.lists.finding import find
from bot.conversation.message import IncomingMessage, Reply
from bot.conversation.session import Session
from bot.delivery.announcing import Announcer
from bot.delivery.handling import Handle, Read, Write, letters_of
from bot.delivery.model import Letter, Turn, Update
from bot.delivery.ports import Carrier
from bot.delivery.reloading import Serving
from bot.delivery.waiting import HeldFile
from bot.desk.announcing import Announcing, announcement_notice
from bot.desk.changing import Changing
from bot.desk.desk import Desk, problem_notice
from bot.desk.holding import Holding, Imports
from bot.replies.phrases import Phrases
from bot.storage.database import Database
from bot.storage.desk import SqlRecords
from bot.storage.outbox import post
from bot.storage.programme import SqlLedger
from intents import Criteria, Period


class Attendance:
    """The desk of one channel's organisers, and what runs for it."""

    def __init__(
        self,
        serving: Serving[App],
        database: Database,
        carrier: Carrier,
        clock: Clock,
        organisers: Collection[str],
        imports: Imports,
        *,
        posted: Callable[[], None],
    ) -> None:
        """`organisers`: their keys; `imports`: those of the programme's sources; `posted` wakes the sender."""
        self._serving, self._database, self._carrier, self._clock = serving, database, carrier, clock
        self._organisers, self._posted = organisers, posted
        self._records = SqlRecords(database, carrier.channel, self._fit, machine_ms)
        self._announcer = Announcer(
            self._records,
            notice=lambda text, simple: announcement_notice(text, self._phrases, simple=simple),
            parts=carrier.parts,
            posted=posted,
            machine_ms=machine_ms,
        )
        guide = lambda: serving.current.guide  # noqa: E731 - the one that is served by then
        changing = Changing(records=self._records, guide=guide, now=clock.now, read=self._periods)
        announcing = Announcing(records=self._records, guide=guide, now=clock.now, read=self._criteria)
        waiting = (imports, HeldFile(SqlLedger(database)))
        self._holding = Holding(waiting=waiting, guide=guide, now=clock.now, tell=self._tell)
        self._desk = Desk(
            records=self._records,
            guide=guide,
            now=clock.now,
            changing=changing,
            announcing=announcing,
            holding=self._holding,
            sources=imports.states,
        )

    async def reply(self, key: str, message: IncomingMessage) -> Reply | None:
        """The desk's answer to an organiser; None: the guide answers, as anyone else."""
        return await self._desk.reply(key, message) if key in self._organisers else None

    def over(self, handle: Handle, read: Read, write: Write) -> Handle:
        """A `Handle` that answers organisers, and hands on all that is not for the desk."""

        async def attended(updates: Sequence[Update], sessions: Mapping[str, Session]) -> Sequence[Turn]:
            turns, others = [], []
            for update in updates:
                turn = await self._turn(update, sessions[update.key], read, write)
                if turn:
                    turns.append(turn)
                else:
                    others.append(update)
            return [*turns, *(await handle(others, sessions) if others else ())]

        return attended

    async def go_on(self) -> None:
        """Tell organisers what the public reports and what is held for them, and the public what they announce.

        A little at a time.
        """
        await self._announcer.go_on()
        if not self._organisers:
            return
        for problem in await self._records.new_problems():
            notice = problem_notice(problem.id, problem.event, problem.text, self._serving.current.guide)
            await self._tell_all(notice, f"problem:{problem.id}")
        async for held, notice in self._holding.news():
            await self._tell_all(notice, f"held:{held.mark}")

    async def _tell_all(self, notice: Reply, subject: str) -> None:
        for key in self._organisers:
            await self._tell(key, notice, subject, once=f"{subject}:{key}")

    async def _tell(self, key: str, notice: Reply, subject: str = "desk", once: str | None = None) -> None:
        parts = self._carrier.parts(notice, key)
        letters = [
            Letter(key=key, part=part, subject=subject, once=once and f"{once}:{rank}")
            for rank, part in enumerate(parts)
        ]
        await self._database.run(lambda connection: post(connection, letters))
        self._posted()

    async def _turn(self, update: Update, session: Session, read: Read, write: Write) -> Turn | None:
        incoming = read(update.data) if update.key in self._organisers else None
        reply = await self.reply(update.key, incoming.message) if incoming and incoming.message else None
        if incoming is None or reply is None:
            return None
        written = write(reply, update.key, incoming)
        return Turn(
            key=update.key,
            before=session,
            after=session,
            letters=letters_of(update, written.parts),
            update=update.number,
            acknowledgement=written.acknowledgement,
        )

    @property
    def _phrases(self) -> Phrases:
        return self._serving.current.guide.phrases

    def _criteria(self, text: str) -> Criteria:
        return self._serving.current.dialogue.criteria(text, self._clock.now())

    def _periods(self, text: str, now: datetime) -> tuple[Period, ...]:
        return self._serving.current.dialogue.criteria(text, now).periods

    def _fit(self, one: Criteria, other: Criteria) -> bool:
        guide, now = self._serving.current.guide, self._clock.now()
        found = [set(find(guide, criteria, None, now).found.ids) for criteria in (one, other)]
        return not found[0].isdisjoint(found[1])
