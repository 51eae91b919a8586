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


class Limits:
    """So many a second, short bursts apart; one a second in a chat, twenty a minute in a group.

    A burst may be the machine's doing: messages that this process was too slow to take arrive together.
    """

    def __init__(self, per_second: int = 30) -> None:
        self._per_second = per_second
        self._left, self._at = per_second / 2, monotonic()
        self._chats: defaultdict[int, deque[float]] = defaultdict(deque)

    def check(self, chat_id: int) -> None:
        """Count a message, or raise 429."""
        now, chat = monotonic(), self._chats[chat_id]
        self._left = min(self._left + (now - self._at) * self._per_second, self._per_second / 2)
        self._at = now
        while chat and now - chat[0] > _MINUTE:
            chat.popleft()
        if self._left < 1 or (chat and now - chat[-1] < 1 - _JITTER) or (chat_id < 0 and len(chat) >= _IN_A_GROUP):
            raise ApiError(429, "Too Many Requests: retry after 1", retry_after=1)
        self._left -= 1
        chat.append(now)
