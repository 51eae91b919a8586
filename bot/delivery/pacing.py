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
        self._under_way = 0
        #: When the calls of the last second ended, by any clock that only goes forward, in seconds.
        self._ended: deque[float] = deque()

    def begin(self) -> None:
        """A call begins."""
        self._under_way += 1

    def end(self, now: float) -> None:
        """A call has ended, however it did."""
        self._under_way -= 1
        self._ended.append(now)

    def room(self, now: float) -> int:
        """How many calls may begin."""
        while self._ended and now - self._ended[0] >= _SECOND:
            self._ended.popleft()
        return max(0, self._most - self._under_way - len(self._ended))

    def opens(self, now: float) -> float | None:
        """Seconds until there is more room; None: when a call ends, or at once."""
        return None if self.room(now) or not self._ended else self._ended[0] + _SECOND - now


def is_group(key: str) -> bool:
    """Whether several people read there: Telegram's groups have negative numbers."""
    return ":-" in key
