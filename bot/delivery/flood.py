"""Who writes faster than anyone reads is told so once, and not answered until it calms down."""

from collections import deque
from collections.abc import Callable
from enum import Enum, auto


class Hearing(Enum):
    """What becomes of a message."""

    ANSWERED = auto()
    #: Not answered, and told why.
    TOLD = auto()
    IGNORED = auto()


class Flood:
    """Counts what each conversation has sent lately."""

    def __init__(self, clock: Callable[[], int], most: int = 30, within: int = 10_000) -> None:
        """So many messages are answered within so many milliseconds of `clock`; nobody types that fast."""
        self._clock = clock
        self._most, self._within = most, within
        self._lately: dict[str, deque[int]] = {}
        self._told: set[str] = set()
        self._looked_at = 0

    def hear(self, key: str) -> Hearing:
        """What becomes of a message that this conversation sends now."""
        now = self._clock()
        self._forget(now)
        sent = self._lately.setdefault(key, deque(maxlen=self._most + 1))
        sent.append(now)
        if len(sent) <= self._most or sent[0] <= now - self._within:
            self._told.discard(key)
            return Hearing.ANSWERED
        if key in self._told:
            return Hearing.IGNORED
        self._told.add(key)
        return Hearing.TOLD

    def _forget(self, now: int) -> None:
        """Forget conversations that are silent, now and then."""
        if now - self._looked_at > self._within:
            self._looked_at = now
            self._lately = {key: sent for key, sent in self._lately.items() if sent[-1] > now - self._within}
            self._told &= self._lately.keys()
