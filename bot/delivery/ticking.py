"""Reminders that are due go to the outbox, each with its event as it then is.

The agenda is the truth: a reminder leaves it in the transaction that puts its letter in the outbox, or that moves or
drops it. Nobody holds what is to come: a wake-up looks at what is due, and at nothing else.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

import msgspec
from msgspec import structs

from bot.clock import Clock, machine_ms
from bot.conversation.reminders.notices import FRESH, pending_of, reminder_notice
from bot.conversation.session import Pending
from bot.conversation.turn import Guide
from bot.delivery.model import Letter, Rank
from bot.delivery.ports import Carrier
from bot.events.model import Event
from bot.logs import describe_error
from bot.reminders.model import Reminder
from bot.reminders.planning import Drop, Hold, Move, Send, in_zone, verdict
from bot.reminders.times import instant

#: Reminders looked at together.
_GROUP = 100

_LOG = logging.getLogger(__name__)


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """A reminder whose time has come."""

    key: str
    reminder: Reminder
    #: Whose it is reads best in short sentences.
    simple: bool = False


class Settled(msgspec.Struct, frozen=True, kw_only=True):
    """What becomes of one that was due: letters, another time (`becomes`), or a trace; held, it waits for a date."""

    due: Due
    letters: Sequence[Letter] = ()
    #: What an answer to the letters may be about.
    pending: Pending | None = None
    becomes: Reminder | None = None
    held: bool = False
    #: Why it is of no use any more.
    dropped: str | None = None


class Agenda(Protocol):
    """All reminders of a channel's people."""

    async def due(self, until: datetime, limit: int) -> list[Due]:
        """The first of those that are due at an instant; none while enough of them wait in the outbox."""

    async def settle(self, settled: Sequence[Settled], now: int) -> int:
        """Write down what becomes of them, and of how many: one that is not any more as it was read stays as it is."""


class Reminders:
    """Sends a channel's people the reminders that they asked for."""

    def __init__(
        self, agenda: Agenda, carrier: Carrier, *, guide: Callable[[], Guide], clock: Clock, posted: Callable[[], None]
    ) -> None:
        """`guide`: to the programme as it now is; `posted` is called when there is something to send."""
        self._agenda, self._carrier = agenda, carrier
        self._guide, self._clock, self._posted = guide, clock, posted
        self._woken = asyncio.Event()

    def wake(self) -> None:
        """Time has passed."""
        self._woken.set()

    async def run(self) -> None:
        """Look at what is due at every wake-up, until cancelled."""
        while True:
            await self._woken.wait()
            self._woken.clear()
            try:
                await self.tick()
            except Exception as error:  # the database's fault: the next wake-up tries again
                _LOG.error("reminders could not be looked at: %s", describe_error(error))

    async def tick(self) -> None:
        """Settle all that is due now, as far as it may leave soon."""
        while await self._settle_some():
            self._posted()

    async def _settle_some(self) -> int:
        """The first ones that are due; how many."""
        guide, now = self._guide(), self._clock.now()
        found = await self._agenda.due(instant(now, guide.catalogue.programme.timezone), _GROUP)
        if not found:
            return 0
        settled = await asyncio.to_thread(lambda: _once([self._judged(due, guide, now) for due in found]))
        return await self._agenda.settle(settled, machine_ms())

    def _judged(self, due: Due, guide: Guide, now: datetime) -> Settled:
        """What becomes of one; its failure is nothing to the others."""
        try:
            return self._settled(due, guide, now)
        except Exception as error:
            _LOG.error("a reminder of %s could not be written: %s", due.reminder.event, describe_error(error))
            return Settled(due=due, dropped=type(error).__name__)

    def _settled(self, due: Due, guide: Guide, now: datetime) -> Settled:
        event = guide.catalogue.event(due.reminder.event)
        match verdict(in_zone(due.reminder, guide.catalogue.programme.timezone), event, now):
            case Send(reminder) if event:
                letters = self._letters(structs.replace(due, reminder=reminder), guide, event, now)
                return Settled(due=due, letters=letters, pending=pending_of(reminder))
            case Move(reminder):
                return Settled(due=due, becomes=reminder)
            case Hold():
                return Settled(due=due, becomes=due.reminder, held=True)
            case Drop(reason):
                return Settled(due=due, dropped=reason)
            case other:
                raise TypeError(other)

    def _letters(self, due: Due, guide: Guide, event: Event, now: datetime) -> list[Letter]:
        """What it says is true for a while; if it has not left by then, the reminder is judged anew."""
        key, reminder = due.key, due.reminder
        parts = self._carrier.parts(reminder_notice(guide, reminder, event, now, simple=due.simple), key)
        once = f"r:{key}:{reminder.number}:{int(reminder.due.timestamp())}"
        expires = machine_ms() + int(self._clock.lasting(FRESH).total_seconds() * 1000)
        return [
            Letter(
                key=key,
                part=part,
                rank=Rank.REMINDER,
                expires=expires,
                once=f"{once}:{number}",
                origin=reminder if len(parts) == 1 else None,
                subject=f"reminder:{event.id}",
            )
            for number, part in enumerate(parts)
        ]


def _once(settled: Sequence[Settled]) -> list[Settled]:
    """Of several that are late for one session, the last one says it all."""
    last = {_about(one): one for one in settled if one.letters}
    return [
        Settled(due=one.due, dropped="superseded") if one.letters and last[_about(one)] is not one else one
        for one in settled
    ]


def _about(settled: Settled) -> tuple[object, ...]:
    reminder = settled.due.reminder
    return settled.due.key, reminder.event, reminder.subject, reminder.session
