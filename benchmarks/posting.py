"""Updates posted to a webhook, as Telegram posts them."""

import asyncio
import re
from collections import deque
from time import perf_counter
from typing import Protocol
from urllib.parse import urlsplit

#: What is sent along, so that the bot knows who posts.
SECRET = "benchmark-only"
#: Telegram's own default (https://core.telegram.org/bots/api#setwebhook).
_CONNECTIONS = 40
#: Seconds before one that does not listen yet is tried again.
_PAUSE = 0.02
_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)


class Updates(Protocol):
    """What is to be posted."""

    bodies: list[bytes]

    def due(self, number: int) -> float:
        """When that update comes, by `perf_counter`; the first call begins it all."""

    def ask(self, number: int) -> None:
        """That update is posted now."""


class Posts:
    """Posts updates, over so many connections, on each one after the other."""

    def __init__(self, updates: Updates, url: str) -> None:
        self._updates = updates
        self._url = urlsplit(url)
        self._waiting = deque(range(1, len(updates.bodies) + 1))

    async def run(self) -> None:
        """Until all were taken."""
        await asyncio.gather(*(self._connection() for _ in range(_CONNECTIONS)))

    async def _connection(self) -> None:
        reader, writer = await self._connected()
        while self._waiting:
            number = self._waiting.popleft()
            await asyncio.sleep(max(0.0, self._updates.due(number) - perf_counter()))
            self._updates.ask(number)
            writer.write(self._request(self._updates.bodies[number - 1]))
            head = await reader.readuntil(b"\r\n\r\n")
            if b" 200 " not in head.partition(b"\r\n")[0]:
                raise RuntimeError(f"an update was not taken: {head!r}")
            found = _LENGTH.search(head)
            await reader.readexactly(int(found[1]) if found else 0)
        writer.close()

    async def _connected(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        while True:
            try:
                return await asyncio.open_connection(self._url.hostname, self._url.port)
            except ConnectionRefusedError:
                await asyncio.sleep(_PAUSE)

    def _request(self, body: bytes) -> bytes:
        head = (
            f"POST {self._url.path} HTTP/1.1",
            f"Host: {self._url.netloc}",
            "Content-Type: application/json",
            f"Content-Length: {len(body)}",
            f"X-Telegram-Bot-Api-Secret-Token: {SECRET}",
            "\r\n",
        )
        return "\r\n".join(head).encode() + body
