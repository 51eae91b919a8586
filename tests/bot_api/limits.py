"""How fast one may write, as Telegram counts it: who goes faster is told to wait."""

from collections import defaultdict, deque
from time import monotonic

from tests.bot_api.checks import ApiError

#: Methods that count.
COUNTED = (
    "sendMessage",
    "sendPhoto",
    "sendDocument",
    "sendVenue",
    "sendLocation",
    "sendPhoto",
    "sendDocument",
    "editMessageText",
)
#: Seconds by which messages may come closer together than they were sent.
_JITTER = 0.2
_MINUTE, _IN_A_GROUP = 60.0, 20
#: Seconds between two signs of life.
BEAT = 0.05


class Limits:
    """So many a second, short bursts apart; one a second in a chat, twenty a minute in a group.

    What comes while this process does not run arrives in a bunch: that is nobody's fault, and is let through.
    """

    def __init__(self, per_second: int = 30) -> None:
        self._per_second = per_second
        self._burst = self._left = per_second / 2
        self._at = self._beaten = monotonic()
        self._chats: defaultdict[int, deque[float]] = defaultdict(deque)

    def beat(self) -> None:
        """To be called every `BEAT` seconds: when it was not, this process did not run."""
        now = monotonic()
        held_up = now - self._beaten - BEAT
        self._beaten = now
        self._burst = self._per_second * max(0.5, held_up + 0.1)

    def check(self, chat_id: int) -> None:
        """Count a message, or raise 429."""
        self._check(chat_id, monotonic(), self._chats[chat_id])

    def _check(self, chat_id: int, now: float, chat: deque[float]) -> None:
        held_up = self._per_second * (now - self._beaten)
        self._left = min(self._left + (now - self._at) * self._per_second, max(self._burst, held_up))
        self._at = now
        while chat and now - chat[0] > _MINUTE:
            chat.popleft()
        too_soon = chat and now - chat[-1] < 1 - _JITTER
        if self._left < 1 or too_soon or (chat_id < 0 and len(chat) >= _IN_A_GROUP):
            raise ApiError(429, "Too Many Requests: retry after 1", retry_after=1)
        self._left -= 1
        chat.append(now)
