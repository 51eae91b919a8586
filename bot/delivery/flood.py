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

    def __init__(
        self, clock: Callable[[], int], most: int = 30, within: int = 10_000, characters: int = 16_000
    ) -> None:
        """So many messages, of so many characters in all, are answered within so many milliseconds of `clock`.

        Nobody types that fast; long messages take long to read, and others would wait.
        """
        self._clock = clock
        self._most, self._within, self._characters = most, within, characters
        self._lately: dict[str, deque[tuple[int, int]]] = {}
        self._told: set[str] = set()
        self._looked_at = 0

    def hear(self, key: str, length: int = 0) -> Hearing:
        """What becomes of a message of that many characters that this conversation sends now."""
        now = self._clock()
        self._forget(now)
        sent = self._lately.setdefault(key, deque(maxlen=self._most + 1))
        sent.append((now, length))
        lately = [characters for at, characters in sent if at > now - self._within]
        if len(lately) <= self._most and sum(lately) <= self._characters:
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
            self._lately = {key: sent for key, sent in self._lately.items() if sent[-1][0] > now - self._within}
            self._told &= self._lately.keys()
