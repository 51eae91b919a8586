"""From the outbox to the channel: in order, at its pace, and with an account of every try."""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from math import ceil
from typing import Any

from msgspec.structs import replace

from bot.delivery.judging import WAITS, Verdict, judge
from bot.delivery.model import Outcome, Rank, Result, Sending
from bot.delivery.pacing import Pace
from bot.delivery.ports import Carrier, Outbox, Taken
from bot.logs import describe_error

#: After these, the channel is asked whether it is there before anything else is sent.
_TROUBLE = (Result.FAILED, Result.CUT, Result.NO_ANSWER)
#: Seconds before the database is tried again.
_PAUSE = 1.0

_LOG = logging.getLogger(__name__)


class Sender:
    """Sends what is in the outbox."""

    def __init__(
        self,
        outbox: Outbox,
        carrier: Carrier,
        now: Callable[[], int],
        pace: Pace,
        *,
        waits: Sequence[int] = WAITS,
    ) -> None:
        """`waits`: milliseconds before each new try."""
        self._outbox = outbox
        self._carrier = carrier
        self._now = now
        self._window, self._wire = pace.window, pace.wire
        self._waits = waits
        self._ranks: Sequence[Rank] = tuple(Rank)
        self._verdicts: list[Verdict] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._probing = False
        self._woken = asyncio.Event()
        self._idle = asyncio.Event()

    def wake(self) -> None:
        """Something was put in the outbox, or may have come due."""
        self._woken.set()

    async def run(self) -> None:
        """Send until cancelled; calls that are made then have no outcome that anyone knows."""
        try:
            await self._outbox.recover()
            while True:
                self._woken.clear()
                taken = await self._turn_over()
                for sending in taken.sendings:
                    self._window.begin()
                    self._wire.begin(_seconds())
                    self._start(self._carry(sending))
                # Woken meanwhile, it was perhaps told of no room that there now is.
                if not (self._tasks or self._verdicts or taken.again or self._woken.is_set()):
                    self._idle.set()
                await self._sleep(taken.again)
        finally:
            for task in self._tasks:
                task.cancel()

    async def finish(self) -> None:
        """Take no more but answers; return when all are sent."""
        self._ranks = (Rank.ANSWER,)
        self._idle.clear()
        self.wake()
        await self._idle.wait()

    async def _turn_over(self) -> Taken:
        verdicts, self._verdicts = self._verdicts, []
        now, under_way = _seconds(), self._window.under_way
        rooms = self._carrier.room - len(self._tasks), self._window.room(now), self._wire.room(under_way, now)
        room = 0 if self._probing else min(rooms)
        opens = self._window.opens(now), self._wire.opens(under_way, now)
        try:
            taken = await self._outbox.turn_over(verdicts, room, self._ranks) if verdicts or room else Taken()
        except Exception as error:
            _LOG.error("the outbox failed, it is tried again: %s", describe_error(error))
            self._verdicts = verdicts + self._verdicts
            await asyncio.sleep(_PAUSE)
            return Taken(again=self._now())
        if room and not (taken.sendings or taken.paced or self._window.under_way):
            self._wire.rest(now)
        waits = [seconds for seconds in opens if seconds is not None]
        return replace(taken, again=self._now() + ceil(1000 * max(waits))) if waits else taken

    async def _sleep(self, until: int | None) -> None:
        try:
            async with asyncio.timeout(None if until is None else max(0.0, (until - self._now()) / 1000)):
                await self._woken.wait()
        except TimeoutError:
            pass

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._end)

    def _end(self, task: asyncio.Task[None]) -> None:
        """Look again once there is room: not before, or the last of many would go unnoticed."""
        self._tasks.discard(task)
        self.wake()

    async def _carry(self, sending: Sending) -> None:
        try:
            outcome = await self._carrier.carry(sending.letter.key, sending.letter.part)
        except Exception as error:  # a defect of the carrier's must not stop the others
            _LOG.error("%s was not sent: %s", sending.letter.subject, describe_error(error))
            outcome = Outcome(result=Result.REFUSED, reason=type(error).__name__)
        self._window.end(_seconds())
        verdict = judge(sending, outcome, self._now(), self._waits)
        _tell(verdict, outcome)
        self._verdicts.append(verdict)
        if outcome.result in _TROUBLE and not self._probing:
            self._probing = True
            self._start(self._probe())

    async def _probe(self) -> None:
        """Nothing is sent until the channel answers, so that no letter's tries are spent on an outage."""
        tries = 0
        while not await self._carrier.is_reachable():
            pause = self._waits[min(tries, len(self._waits) - 1)]
            _LOG.warning("the channel cannot be reached, next try in %.1f s", pause / 1000)
            await asyncio.sleep(pause / 1000)
            tries += 1
        self._probing = False


def _seconds() -> float:
    """A clock that only goes forward."""
    return asyncio.get_running_loop().time()


def _tell(verdict: Verdict, outcome: Outcome) -> None:
    """Log what was not sent; whose it is, but not what it says."""
    subject = verdict.sending.letter.subject
    if verdict.closes:
        _LOG.info("%s was not sent: the chat is closed: %s", subject, verdict.closes)
    elif verdict.undelivered is not None:
        _LOG.error("%s was not sent: %s", subject, verdict.undelivered)
    elif outcome.result in _TROUBLE or outcome.result is Result.WAIT:
        _LOG.warning("%s was not sent yet: %s", subject, outcome.reason)
