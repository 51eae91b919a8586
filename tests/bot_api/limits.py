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
    "sendPoll",
    "editMessageText",
)
#: Seconds, and how many messages a group takes in a minute.
_SECOND, _MINUTE, _IN_A_GROUP = 1.0, 60.0, 20
#: Seconds by which the clock of who writes may differ: it counts whole milliseconds, and may be set meanwhile.
_INEXACT = 0.01


class Limits:
    """So many in any second, counted when they are read; one a second in a chat, twenty a minute in a group."""

    def __init__(self, per_second: int = 30) -> None:
        self._per_second = per_second
        self._all: deque[float] = deque()
        self._chats: defaultdict[int, deque[float]] = defaultdict(deque)

    def check(self, chat_id: int) -> None:
        """Count a message, or raise 429."""
        now, chat = monotonic(), self._chats[chat_id]
        _forget(self._all, now - _SECOND)
        _forget(chat, now - _MINUTE)
        too_soon = chat and now - chat[-1] < _SECOND - _INEXACT
        too_many = chat_id < 0 and len(chat) >= _IN_A_GROUP
        if len(self._all) >= self._per_second or too_soon or too_many:
            raise ApiError(429, "Too Many Requests: retry after 1", retry_after=1)
        self._all.append(now)
        chat.append(now)


def _forget(moments: deque[float], until: float) -> None:
    while moments and moments[0] <= until:
        moments.popleft()
