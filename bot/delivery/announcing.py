"""Announcements go out a few at a time, behind answers and reminders; each person gets each once, whatever restarts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.conversation.message import Reply
from bot.delivery.model import Letter, Part, Rank

#: People written to in one transaction.
_BATCH = 200
#: Milliseconds after which an announcement that could not leave is not sent any more.
_FRESH = 24 * 3600 * 1000


@dataclass(frozen=True, kw_only=True, slots=True)
class Batch:
    """The next people of an announcement; none: that was all."""

    announcement: int
    text: str
    #: The last one before them.
    after: str
    keys: tuple[str, ...]
    #: Those of them who read best in short sentences.
    easy: frozenset[str] = frozenset()


class Queue(Protocol):
    """Announcements that are being sent."""

    async def next_batch(self, limit: int) -> Batch | None:
        """The next people of one; None when there is none."""

    async def post_batch(self, batch: Batch, letters: Sequence[Letter]) -> None:
        """Put their letters in the outbox, once, and go on behind them; not when it was stopped meanwhile."""


class Announcer:
    """Sends what organisers announce."""

    def __init__(
        self,
        queue: Queue,
        *,
        notice: Callable[[str, bool], Reply],
        parts: Callable[[Reply, str], list[Part]],
        posted: Callable[[], None],
        machine_ms: Callable[[], int],
    ) -> None:
        """`notice`: how a text is shown, and whether in short sentences; `parts`: a reply as calls.

        `posted` is called when some are to be sent.
        """
        self._queue, self._notice, self._parts = queue, notice, parts
        self._posted, self._machine_ms = posted, machine_ms

    async def go_on(self) -> None:
        """One more batch of each announcement's people."""
        batch = await self._queue.next_batch(_BATCH)
        if batch is None:
            return
        notices = {is_easy: self._notice(batch.text, is_easy) for is_easy in (False, True)}
        expires, subject = self._machine_ms() + _FRESH, subject_of(batch.announcement)
        letters = [
            Letter(key=key, part=part, rank=Rank.NEWS, expires=expires, subject=subject, once=f"{subject}:{key}:{n}")
            for key in batch.keys
            for n, part in enumerate(self._parts(notices[key in batch.easy], key))
        ]
        await self._queue.post_batch(batch, letters)
        self._posted()


def subject_of(announcement: int) -> str:
    """What its letters are called."""
    return f"announcement:{announcement}"
