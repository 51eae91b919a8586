"""How fast one may write, as Telegram counts it: who goes faster is told to wait."""

from collections import defaultdict, deque
from time import monotonic

from tests.bot_api.checks import ApiError

#: Methods that count.
COUNTED = ("sendMessage", "sendVenue", "sendLocation", "sendPhoto", "sendDocument", "editMessageText")
#: Seconds by which messages may come closer together than they were sent.
_JITTER = 0.2


class Limits:
    """So many messages in any second, one a second in a chat, twenty in any minute in a group."""

    def __init__(self, per_second: int = 30) -> None:
        self._per_second = per_second
        self._all: deque[float] = deque()
        self._chats: defaultdict[int, deque[float]] = defaultdict(deque)

    def check(self, chat_id: int) -> None:
        """Count a message, or raise 429."""
        now = monotonic()
        chat = self._chats[chat_id]
        if chat and now - chat[-1] < 1 - _JITTER:
            raise _too_many()
        _count(self._all, now, most=self._per_second, within=1.0)
        _count(chat, now, most=20 if chat_id < 0 else 60, within=60.0)


def _count(times: deque[float], now: float, *, most: int, within: float) -> None:
    while times and now - times[0] > within:
        times.popleft()
    if len(times) >= most:
        raise _too_many()
    times.append(now)


def _too_many() -> ApiError:
    return ApiError(429, "Too Many Requests: retry after 1", retry_after=1)
