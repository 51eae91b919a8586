"""From updates to answers: kept before they are acknowledged, handled in order, each wholly or not at all."""

import asyncio
import logging
from collections.abc import Callable, Sequence

from bot.conversation.message import IncomingMessage, Reply
from bot.conversation.session import Session
from bot.delivery.lanes import Lanes
from bot.delivery.model import Incoming, Letter, Turn, Update
from bot.delivery.ports import Carrier, Conversations, Inbox
from bot.logs import describe_error

#: An update is set aside after so many tries.
TRIES = 3
#: Updates of different conversations handled in one transaction, and such groups at work at once: one is handled while
#: another is written down.
_GROUP, _HANDS = 32, 2
#: Seconds before the database is tried again.
_PAUSE = 1.0

#: What an update says; None when it is not for the guide. Pure; raises anything on what cannot be read.
Read = Callable[[str], Incoming | None]
#: The reply to a message; the session is brought up to date.
Answer = Callable[[IncomingMessage, Session], Reply]

_LOG = logging.getLogger(__name__)


class Dispatcher:
    """Has updates answered."""

    def __init__(
        self,
        *,
        inbox: Inbox,
        conversations: Conversations,
        carrier: Carrier,
        read: Read,
        answer: Answer,
        failure: Reply,
        posted: Callable[[], None],
    ) -> None:
        """`failure` is said when an update is set aside; `posted` is called when there is something to send."""
        self._inbox = inbox
        self._conversations = conversations
        self._carrier = carrier
        self._read = read
        self._answer = answer
        self._failure = failure
        self._posted = posted
        self._lanes = Lanes()
        self._acknowledging: set[asyncio.Task[object]] = set()

    async def receive(self, updates: Sequence[Update]) -> None:
        """Take updates in; once it returns they are kept, and the channel may be told so."""
        await self._lanes.room()
        self._lanes.add(await self._inbox.keep(updates))

    async def run(self) -> None:
        """Handle what earlier processes left, then all that comes, until cancelled."""
        for update in await self._inbox.left():
            await self._alone(update, "killed")
        await asyncio.gather(*(self._work() for _ in range(_HANDS)))

    async def finish(self) -> None:
        """Wait until all that was received is answered."""
        await self._lanes.empty()

    async def _work(self) -> None:
        while True:
            updates = await self._lanes.take(_GROUP)
            try:
                for update, reason in await self._handle(updates):
                    await self._alone(update, reason)
            finally:
                self._lanes.done(updates)

    async def _handle(self, updates: Sequence[Update]) -> list[tuple[Update, str]]:
        """Handle updates of different conversations in one transaction; those that failed, with the type of error."""
        turns, failed = [], []
        try:
            sessions = await self._conversations.load({update.key for update in updates})
            for update in updates:
                try:
                    turns.append(self._turn(update, sessions[update.key]))
                except Exception as error:
                    _LOG.error("update %d: could not be answered: %s", update.number, describe_error(error))
                    failed.append((update, type(error).__name__))
                await asyncio.sleep(0)  # others have their turn between two answers
            await self._conversations.commit(turns)
        except Exception as error:
            _LOG.error("%d updates could not be written down: %s", len(updates), describe_error(error))
            await asyncio.sleep(_PAUSE)
            return [(update, type(error).__name__) for update in updates]
        self._posted()
        return failed

    async def _alone(self, update: Update, reason: str) -> None:
        """Try again an update that failed, or whose process died, until it is answered or set aside.

        Each try is written down before it begins, so that an update that kills processes is counted, and only it.
        """
        while True:
            try:
                if await self._inbox.trying(update) >= TRIES:
                    await self._set_aside(update, reason)
                    return
            except Exception as error:  # the database's fault, not the update's
                _LOG.error("the inbox failed, it is tried again: %s", describe_error(error))
                await asyncio.sleep(_PAUSE)
                continue
            failed = await self._handle([update])
            if not failed:
                return
            ((_, reason),) = failed

    async def _set_aside(self, update: Update, reason: str) -> None:
        _LOG.error("update %d: set aside after %d tries: %s", update.number, TRIES, reason)
        session = (await self._conversations.load([update.key]))[update.key]
        letters = self._letters(update, self._failure, None)
        turn = Turn(key=update.key, before=session, after=session, letters=letters, update=update.number, failed=reason)
        await self._conversations.commit([turn])
        self._posted()

    def _turn(self, update: Update, before: Session) -> Turn:
        after = before.copy()
        incoming = self._read(update.data) or Incoming()
        if incoming.acknowledgement:
            self._acknowledge(update.key, incoming)
        letters: tuple[Letter, ...] = ()
        if incoming.message:
            letters = self._letters(update, self._answer(incoming.message, after), incoming.replaces)
        return Turn(
            key=update.key,
            before=before,
            after=after,
            letters=letters,
            update=update.number,
            closes=incoming.closes,
            moves=incoming.moves,
        )

    def _letters(self, update: Update, reply: Reply, replaces: int | None) -> tuple[Letter, ...]:
        parts = self._carrier.parts(reply, update.key, replaces)
        return tuple(Letter(key=update.key, part=part, subject=f"answer:{update.number}") for part in parts)

    def _acknowledge(self, key: str, incoming: Incoming) -> None:
        if incoming.acknowledgement:
            task = asyncio.create_task(self._carrier.carry(key, incoming.acknowledgement))
            self._acknowledging.add(task)
            task.add_done_callback(self._acknowledging.discard)
