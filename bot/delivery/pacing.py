"""How fast a channel may be written to. Pure: what is free when is kept in the database, for all processes.

Telegram takes about thirty messages a second in all, one a second in a chat, twenty a minute in a group
(https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this).
"""

from dataclasses import dataclass
from math import floor

#: What a late sender may catch up, in milliseconds: at most two messages more in a second.
_CREDIT = 50.0
#: A message may leave so much too early, in milliseconds: writing down that it leaves takes as long.
_AHEAD = 2.0


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
    def gap(self) -> float:
        """Milliseconds between two messages of one process, at least: what was held up leaves in no bunch."""
        return 28 / 30 * self._step

    def rest(self, key: str) -> int:
        """Milliseconds that a chat rests after a message."""
        return self.group if is_group(key) else self.person

    @property
    def _step(self) -> float:
        return 1000 / self.per_second

    @staticmethod
    def _start(free: float, now: int) -> float:
        return max(free, now - _CREDIT)


def is_group(key: str) -> bool:
    """Whether several people read there: Telegram's groups have negative numbers."""
    return ":-" in key
