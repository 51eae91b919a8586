"""From updates to answers: kept before they are acknowledged, handled in order, each wholly or not at all."""

import asyncio
import logging
from collections.abc import Callable, Collection, Mapping, Sequence

from msgspec import structs

from bot.conversation.message import Reply
from bot.conversation.session import Session
from bot.delivery.flood import Flood, Hearing
from bot.delivery.grouping import Grouped
from bot.delivery.handling import Handle, letters_of
from bot.delivery.judging import DEATHS
from bot.delivery.lanes import Lanes
from bot.delivery.model import Detour, Turn, Update
from bot.delivery.ports import Carrier, Conversations, Inbox
from bot.logs import describe_error

#: An update is set aside after so many tries that failed.
TRIES = 3
#: What as many processes have left may have killed them, and is tried alone.
_TOGETHER = 3
#: Why an update is tried again whose process died.
_KILLED = "killed"
#: Updates of different conversations handled in one transaction, at most.
_GROUP = 32
#: Seconds before the database is tried again.
_PAUSE = 1.0

_LOG = logging.getLogger(__name__)


class Dispatcher:
    """Has updates answered."""

    def __init__(
        self,
        *,
        inbox: Inbox,
        conversations: Conversations,
        carrier: Carrier,
        handle: Handle,
        failure: Reply,
        patience: Reply,
        flood: Flood,
        posted: Callable[[], None],
        hands: int = 2,
    ) -> None:
        """`failure` is said when an update is set aside, `patience` to who floods; `posted` is called when there is

        something to send.

        `hands`: groups of updates at work at once; at least two, so that one is handled while another is written down.
        """
        self._hands = hands
        self._inbox = inbox
        self._conversations = conversations
        self._carrier = carrier
        self._turns = handle
        self._failure, self._patience, self._flood = failure, patience, flood
        self._posted = posted
        self._lanes = Lanes()
        self._arrivals = Grouped(self._keep)
        self._acknowledging: set[asyncio.Task[object]] = set()

    async def receive(self, updates: Sequence[Update]) -> None:
        """Take updates in; once it returns they are kept, and the channel may be told so."""
        await self._lanes.room()
        await self._arrivals(updates)

    async def _keep(self, arrived: Sequence[Sequence[Update]]) -> list[None]:
        """A webhook gives them one by one, forty at a time: what comes while others are kept is kept together."""
        self._lanes.add(await self._inbox.keep([update for updates in arrived for update in updates]))
        return [None] * len(arrived)

    async def run(self) -> None:
        """Handle what earlier processes left, then all that comes, until cancelled."""
        await self._recover(await self._inbox.left())
        await asyncio.gather(*(self._work() for _ in range(self._hands)))

    async def finish(self) -> None:
        """Wait until all that was received is answered."""
        await self._lanes.empty()

    async def _work(self) -> None:
        while True:
            updates = await self._lanes.take(_GROUP, self._hands)
            try:
                for update, reason in await self._handle(updates):
                    await self._alone(update, reason)
            finally:
                self._lanes.done(updates)

    async def _handle(self, updates: Sequence[Update]) -> list[tuple[Update, str]]:
        """Handle updates of different conversations in one transaction; those that failed, with the type of error."""
        try:
            sessions = await self._conversations.load({update.key for update in updates})
            turns = await self._answered(updates, sessions)
            turns = await self._with_detours(turns)
            for turn in turns:
                self._acknowledge(turn)
            await self._conversations.commit([turn for turn in turns if turn.failed is None])
        except Exception as error:
            _LOG.error("%d updates were not handled: %s", len(updates), describe_error(error))
            await asyncio.sleep(_PAUSE)
            return [(update, type(error).__name__) for update in updates]
        self._posted()
        self._lanes.add(turn.detour.update for turn in turns if turn.detour)
        failed = {turn.update: turn.failed for turn in turns if turn.failed is not None}
        return [(update, failed[update.number]) for update in updates if update.number in failed]

    async def _answered(self, updates: Sequence[Update], sessions: Mapping[str, Session]) -> list[Turn]:
        """The turn of each update; those of who floods are done with unread."""
        heard, turns = [], []
        for update in updates:
            hearing = self._flood.hear(update.key, update.length)
            if hearing is Hearing.ANSWERED:
                heard.append(update)
                continue
            said = self._carrier.parts(self._patience, update.key) if hearing is Hearing.TOLD else ()
            session = sessions[update.key]
            letters = letters_of(update, said)
            turns.append(Turn(key=update.key, before=session, after=session, letters=letters, update=update.number))
        return [*turns, *(await self._turns(heard, sessions) if heard else ())]

    async def _with_detours(self, turns: Sequence[Turn]) -> list[Turn]:
        """Turns with the detours that can be made, and what is said and shown with these."""
        asked = {turn.detour.update.key for turn in turns if turn.detour}
        known = await self._conversations.may_write(asked) if asked else set()
        return [_by(turn, turn.detour, known) if turn.detour else turn for turn in turns]

    async def _recover(self, left: Sequence[tuple[Update, int]]) -> None:
        """Handle what processes that died have left: alone, and last, what several may have died of."""
        suspects = {update.key for update, tries in left if tries >= _TOGETHER}
        lanes = Lanes()
        lanes.add(update for update, _ in left if update.key not in suspects)
        while len(lanes):
            updates = await lanes.take(_GROUP)
            await self._count(updates)
            for update, reason in await self._handle(updates):
                await self._alone(update, reason)
            lanes.done(updates)
        for update, _ in left:
            if update.key in suspects:
                await self._alone(update, _KILLED)

    async def _count(self, updates: Sequence[Update]) -> Sequence[int]:
        """Write down that these are tried once more; how often by now."""
        while True:
            try:
                return await self._inbox.trying(updates)
            except Exception as error:  # the database's fault, not theirs
                _LOG.error("the inbox failed, it is tried again: %s", describe_error(error))
                await asyncio.sleep(_PAUSE)

    async def _alone(self, update: Update, reason: str) -> None:
        """Try again an update that failed, or whose process died, until it is answered or set aside.

        Each try is written down before it begins, so that an update that kills processes is counted, and only it.
        """
        failures = 0 if reason == _KILLED else 1
        while True:
            (tries,) = await self._count([update])
            if failures >= TRIES or tries > DEATHS:
                await self._set_aside(update, reason)
                return
            failed = await self._handle([update])
            if not failed:
                return
            ((_, reason),) = failed
            failures += 1

    async def _set_aside(self, update: Update, reason: str) -> None:
        tries = DEATHS if reason == _KILLED else TRIES
        _LOG.error("update %d: set aside after %d tries: %s", update.number, tries, reason)
        session = (await self._conversations.load([update.key]))[update.key]
        letters = letters_of(update, self._carrier.parts(self._failure, update.key))
        turn = Turn(key=update.key, before=session, after=session, letters=letters, update=update.number, failed=reason)
        await self._conversations.commit([turn])
        self._posted()

    def _acknowledge(self, turn: Turn) -> None:
        if turn.acknowledgement:
            task = asyncio.create_task(self._carrier.carry(turn.key, turn.acknowledgement))
            self._acknowledging.add(task)
            task.add_done_callback(self._acknowledging.discard)


def _by(turn: Turn, detour: Detour, known: Collection[str]) -> Turn:
    """A turn with its detour, if that can be made."""
    if detour.update.key not in known:
        return structs.replace(turn, detour=None)
    return structs.replace(turn, letters=detour.letters, acknowledgement=detour.acknowledgement)
