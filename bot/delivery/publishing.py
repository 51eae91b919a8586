"""Calendars that others come and read, at addresses that people were given."""

import asyncio
from collections.abc import Callable
from datetime import datetime

from bot.conversation.calendars.addresses import hash_of
from bot.conversation.calendars.feed_content import chosen_of, feed_file
from bot.conversation.turn import Guide
from bot.delivery.ports import Feeds


class Publisher:
    """Makes calendars when they are asked for, one at a time: nobody waits for them, and people do for answers."""

    def __init__(self, feeds: Feeds, *, guide: Callable[[], Guide], now: Callable[[], datetime]) -> None:
        """`now` is local."""
        self._feeds, self._guide, self._now = feeds, guide, now
        self._making = asyncio.Semaphore(1)

    async def calendar(self, secret: str) -> bytes | None:
        """The calendar at the address with that secret part; None when there is none (any more)."""
        published = await self._feeds.find(hash_of(secret))
        if published is None:
            return None
        async with self._making:
            feed, guide, now = published.feed, self._guide(), self._now()
            chosen = await asyncio.to_thread(chosen_of, feed, published.remembered, guide)
            histories = await self._feeds.histories([one.event for one in chosen])
            return await asyncio.to_thread(feed_file, feed, chosen, guide, histories, now)
