"""News told to those whom it concerns: by day only, one message a person, each change once.

Nothing is prepared beforehand: who is to be told what is found when the time has come, from what each one has seen, so
that a message says how things then are. Whoever has been told is written down with the letter, or neither is.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.conversation.news.chronicle import Chronicle, Entry
from bot.conversation.news.edition import Edition, Reader, edition
from bot.conversation.turn import Guide
from bot.delivery.model import Letter, Rank
from bot.delivery.ports import Carrier
from bot.reminders.rhythms import RHYTHMS, Rhythm, last_time
from bot.reminders.times import instant, is_night

#: People looked at together.
_GROUP = 250
#: No more is told while so many letters wait: what has changed again meanwhile is told as it then is.
_WAITING = 200
#: What is over, and so is no news, is not looked at again so soon.
_KEPT = timedelta(minutes=1)
#: Milliseconds after which news that could not be delivered is none any more.
_FRESH = 24 * 3_600_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Due:
    """What is to be told by now."""

    #: The programme as all changes leave it: the fingerprint of its text.
    text: str
    #: By rhythm: the number of the last change whose time has come.
    last: Mapping[Rhythm, int]
    #: The last change of all, and the last one that everybody who is to be told has come to.
    head: int
    seen: int


class Newsroom(Protocol):
    """What has changed, and who has come to which change."""

    async def due(self, moments: Mapping[Rhythm, datetime]) -> Due | None:
        """What is due when changes are told that were seen until these instants; None when nobody waits.

        None too while changes are being written down.
        """

    async def entries(self, due: Due) -> list[Entry]:
        """The changes that not everybody has come to, in their order."""

    async def readers(self, due: Due, limit: int) -> list[Reader]:
        """Some of those to whom something is due."""

    async def settle(self, editions: Sequence[tuple[Edition, Sequence[Letter]]], due: Due) -> int:
        """Put letters in the outbox, and write down who has come to what; how many letters of news wait there then.

        A reader who is not any more as they were read stays as they are, and gets nothing.
        """


class Teller:
    """Tells a channel's people what has changed."""

    def __init__(
        self, newsroom: Newsroom, carrier: Carrier, *, posted: Callable[[], None], machine_ms: Callable[[], int]
    ) -> None:
        """`posted` is called when there is something to send."""
        self._newsroom, self._carrier = newsroom, carrier
        self._posted, self._machine_ms = posted, machine_ms
        #: The changes that were told of last, and when that was: telling many people takes many ticks.
        self._kept: tuple[Due, datetime, Chronicle] | None = None

    async def tell(self, guide: Guide, text: str, now: datetime) -> None:
        """Tell what is due at `now` (local), as much as may leave soon.

        `text`: fingerprint of the programme that the guide is to; nothing is told by one that others have gone beyond.
        """
        if is_night(now):
            return
        zone = guide.catalogue.programme.timezone
        due = await self._newsroom.due({rhythm: instant(last_time(rhythm, now), zone) for rhythm in RHYTHMS})
        if due is None or due.text != text:
            self._kept = None
            return
        chronicle = await self._chronicle(guide, due, now)
        before: set[str] = set()
        while readers := await self._newsroom.readers(due, _GROUP):
            keys = {reader.key for reader in readers}
            if keys <= before:  # they change while they are read: the next time
                return
            before = keys
            editions = await asyncio.to_thread(
                lambda: [edition(reader, due.last, guide, chronicle, now) for reader in readers]
            )
            waiting = await self._newsroom.settle([(each, self._letters(each)) for each in editions], due)
            self._posted()
            if waiting >= _WAITING:
                return

    async def _chronicle(self, guide: Guide, due: Due, now: datetime) -> Chronicle:
        if self._kept:
            before, at, chronicle = self._kept
            is_same = (before.text, before.head) == (due.text, due.head) and before.seen <= due.seen
            if is_same and at <= now < at + _KEPT:
                return chronicle
        self._kept = due, now, Chronicle(guide, await self._newsroom.entries(due), now)
        return self._kept[2]

    def _letters(self, told: Edition) -> list[Letter]:
        if told.reply is None:
            return []
        key, subject = told.reader.key, "news:" + ",".join(told.told[:1])
        expires = self._machine_ms() + _FRESH
        parts = self._carrier.parts(told.reply, key)
        return [Letter(key=key, part=part, rank=Rank.NEWS, expires=expires, subject=subject) for part in parts]
