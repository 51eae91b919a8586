"""How fast a channel may be written to. Pure: what is free when is kept in the database, for all processes.

Telegram takes about thirty messages a second in all, one a second in a chat, twenty a minute in a group
(https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this).
"""

from collections import deque
from dataclasses import dataclass
from math import floor

#: What a late sender may catch up, in milliseconds: at most two messages more in a second.
_CREDIT = 50.0
#: A message may leave so much too early, in milliseconds: writing down that it leaves takes as long.
_AHEAD = 2.0
#: What is counted together, in seconds.
_SECOND = 1.0
#: Of the pace, what is kept when calls last long: 26 messages a second of 28.
_KEPT = 26 / 28
#: Seconds that messages may be late before more than one is risked at a time.
_LATE = 0.25


@dataclass(frozen=True, kw_only=True, slots=True)
class Pace:
    """The limits of a channel."""

    #: Messages a second, to all.
    per_second: float = 28.0
    #: Milliseconds between two messages to a person, to a group.
    person: int = 1000
    group: int = 3000

    def room(self, free: float, now: int) -> int:
        """How many messages may leave now; `free` is when the next one may."""
        return max(0, floor((now + _AHEAD - self._start(free, now)) / self._step) + 1)

    def after(self, free: float, now: int, count: int) -> float:
        """When the next message may leave once `count` have."""
        return self._start(free, now) + count * self._step

    @property
    def window(self) -> "Window":
        """What holds one process to what the channel takes: thirty in any second at a pace of twenty-eight."""
        return Window(floor(self.per_second * 30 / 28))

    @property
    def wire(self) -> "Wire":
        """What holds one process to as few calls under way as keep the pace."""
        return Wire(self.per_second * _KEPT)

    def rest(self, key: str) -> int:
        """Milliseconds that a chat rests after a message."""
        return self.group if is_group(key) else self.person

    @property
    def _step(self) -> float:
        return 1000 / self.per_second

    @staticmethod
    def _start(free: float, now: int) -> float:
        return max(free, now - _CREDIT)


class Window:
    """How many calls a channel may see within a second, by its own clock, whatever holds them up on their way.

    A call reaches the channel at some instant between its beginning and its end: that is all one knows of it. So it
    counts from its beginning until a second after its end, and then no second of the channel's has more than `most`.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        #: Calls that have begun and not ended.
        self.under_way = 0
        #: When the calls of the last second ended, by any clock that only goes forward, in seconds.
        self._ended: deque[float] = deque()

    def begin(self) -> None:
        """A call begins."""
        self.under_way += 1

    def end(self, now: float) -> None:
        """A call has ended, however it did."""
        self.under_way -= 1
        self._ended.append(now)

    def room(self, now: float) -> int:
        """How many calls may begin."""
        while self._ended and now - self._ended[0] >= _SECOND:
            self._ended.popleft()
        return max(0, self._most - self.under_way - len(self._ended))

    def opens(self, now: float) -> float | None:
        """Seconds until there is more room; None: when a call ends, or at once."""
        return None if self.room(now) or not self._ended else self._ended[0] + _SECOND - now


class Wire:
    """How many calls may be under way at a time: each may come twice when the process is killed.

    One, at a pace such as Telegram's: the next begins when it is written down what became of it. Only when messages are
    a quarter of a second late by that, because a call and its account last longer than the pace gives them, or because
    one hangs, are there as many as the pace asks for.
    """

    def __init__(self, per_second: float) -> None:
        """`per_second`: calls that are to begin in a second."""
        self._step = 1 / per_second
        self._at_once = max(1, floor(per_second / 26))
        self._is_busy = False
        #: Seconds that messages are late because others were on the wire, when that was counted last.
        self._late = 0.0
        self._counted = 0.0

    def begin(self, now: float) -> None:
        """A call begins; `now` by any clock that only goes forward, in seconds."""
        self._count(now)
        self._late = max(0.0, self._late - self._step)
        self._is_busy = True

    def rest(self, now: float) -> None:
        """Nothing is under way, and nothing waits: what was late is made up for."""
        self._count(now)
        self._is_busy, self._late = False, 0.0

    def room(self, under_way: int, now: float) -> int:
        """How many calls may begin beside those under way."""
        self._count(now)
        asked_for = floor((self._late - _LATE) / self._step) + 1
        return max(0, self._at_once - under_way, asked_for)

    def opens(self, under_way: int, now: float) -> float | None:
        """Seconds until one more may begin beside those under way, at the latest; None: at once."""
        return None if self.room(under_way, now) else _LATE - self._late

    def _count(self, now: float) -> None:
        passed, self._counted = now - self._counted, now
        self._late += passed if self._is_busy else 0.0


def is_group(key: str) -> bool:
    """Whether several people read there: Telegram's groups have negative numbers."""
    return ":-" in key
