"""A Bot API server made for speed: it gives updates, answers after a delay, and notes when each was answered.

Run as a process of its own; prints its port, a line when it gives the first update, and JSON when all is answered:
updates a second and latencies.
"""

import argparse
import asyncio
import json
import re
import sys
from dataclasses import asdict
from time import perf_counter

from benchmarks.messages import questions
from benchmarks.posting import Posts
from benchmarks.timing import Timing

#: A token of Telegram's own form; it belongs to no bot.
TOKEN = "700000001:AAE-benchmark-only-0123456789abcdefgh"
#: Seconds without an answer after which the bot is taken to have stopped.
_PATIENCE = 20.0
#: Seconds that a bot may take to start.
_START = 60.0
_BATCH = 100
_BOT = {"id": 700000001, "is_bot": True, "first_name": "Guide", "username": "GuideTestBot"}
_CHAT = re.compile(rb'chat_id"?[=:]?\s*"?(\d+)')
_OFFSET = re.compile(rb'offset"?[=:]?\s*"?(\d+)')
_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)


class Load:
    """Updates, each of another person, and when each was asked and answered."""

    def __init__(self, count: int, rate: float) -> None:
        """`rate` updates a second; 0: all at once."""
        texts = questions()
        self.bodies = [self.update(number, texts[number % len(texts)]) for number in range(1, count + 1)]
        self.rate = rate
        self.asked: dict[int, float] = {}
        self.answered: dict[int, float] = {}
        self.begun = 0.0
        self.last = perf_counter()

    def ready(self) -> int:
        """How many updates have come so far; the first one comes when they are first asked for."""
        self.begun = self.begun or perf_counter()
        if not self.rate:
            return len(self.bodies)
        return min(len(self.bodies), int((perf_counter() - self.begun) * self.rate) + 1)

    def take(self, offset: int) -> list[bytes]:
        """The next updates from an offset on."""
        first = max(offset, 1) - 1
        taken = self.bodies[first : min(self.ready(), first + _BATCH)]
        for number in range(first + 1, first + len(taken) + 1):
            self.ask(number)
        return taken

    def due(self, number: int) -> float:
        """When that update comes; the first one comes when this is first asked."""
        self.begun = self.begun or perf_counter()
        return self.begun + (number - 1) / self.rate if self.rate else self.begun

    def ask(self, number: int) -> None:
        """That update is given; it has come when it was due, also to a bot that asks late."""
        self.asked[number] = self.due(number) if self.rate else perf_counter()

    def answer(self, number: int) -> None:
        """A message went to the chat of that number."""
        self.last = perf_counter()
        self.answered.setdefault(number, self.last)

    @property
    def is_over(self) -> bool:
        """All are answered, or nothing has happened for long since updates were first asked for."""
        silence = perf_counter() - max(self.last, self.begun) if self.begun else 0.0
        return len(self.answered) == len(self.bodies) or silence > _PATIENCE

    def figures(self) -> dict[str, object]:
        """Updates a second, latencies in milliseconds, and how many were not answered."""
        waits = [self.answered[number] - self.asked[number] for number in self.answered]
        return {
            "per_second": len(waits) / (self.last - self.begun),
            "latency": asdict(Timing.of(waits)),
            "unanswered": len(self.bodies) - len(waits),
        }

    @staticmethod
    def update(number: int, text: str, who: int | None = None) -> bytes:
        """A message; of a person of the same number, when nobody is named."""
        person = {"id": number if who is None else who, "first_name": "Camille"}
        message = {
            "message_id": number, "date": 1636934400, "text": text,
            "chat": person | {"type": "private"}, "from": person | {"is_bot": False},
        }  # fmt: skip
        return json.dumps({"update_id": number, "message": message}).encode()


class Connection(asyncio.Protocol):
    """One connection of the bot: requests one after the other."""

    def __init__(self, load: Load, delay: float, posts: Posts | None = None) -> None:
        """`posts`: what begins once a webhook is set."""
        self._load, self._delay, self._posts = load, delay, posts
        self._data = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep what answers go through."""
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Read whole requests."""
        self._data += data
        while (end := self._data.find(b"\r\n\r\n")) >= 0:
            head = self._data[:end]
            found = _LENGTH.search(head)
            size = end + 4 + (int(found[1]) if found else 0)
            if b"chunked" in head:
                sys.exit("the benchmark's server reads no chunks")
            if len(self._data) < size:
                return
            body, self._data = self._data[end + 4 : size], self._data[size:]
            self._request(head.split(b" ", 2)[1], body)

    def _request(self, path: bytes, body: bytes) -> None:
        method = path.partition(b"?")[0].rpartition(b"/")[2]
        loop = asyncio.get_running_loop()
        if method == b"getUpdates":
            found = _OFFSET.search(body) or _OFFSET.search(path)
            self._poll(int(found[1]) if found else 0, loop)
            return
        result: object = True
        if method == b"getMe":
            result = _BOT
        elif method == b"setWebhook" and self._posts:
            self._posting = loop.create_task(self._posts.run())
        elif method == b"sendMessage":
            found = _CHAT.search(body) or _CHAT.search(path)
            number = int(found[1]) if found else 0
            self._load.answer(number)
            chat = {"id": number, "type": "private", "first_name": "Camille"}
            result = {"message_id": number, "date": 1636934400, "chat": chat, "from": _BOT, "text": "…"}
        loop.call_later(self._delay, self._answer, json.dumps(result).encode())

    def _poll(self, offset: int, loop: asyncio.AbstractEventLoop) -> None:
        taken = self._load.take(offset)
        if taken:
            loop.call_later(self._delay, self._answer, b"[" + b",".join(taken) + b"]")
        else:
            loop.call_later(0.005, self._poll, offset, loop)

    def _answer(self, result: bytes) -> None:
        body = b'{"ok":true,"result":' + result + b"}"
        head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body)
        if isinstance(self._transport, asyncio.WriteTransport) and not self._transport.is_closing():
            self._transport.write(head + body)


async def main() -> None:
    """Serve until all is answered."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--rate", type=float, default=0.0)
    parser.add_argument("--delay", type=float, default=0.0, help="milliseconds")
    parser.add_argument("--webhook", help="where updates are posted once a webhook is set")
    options = parser.parse_args()
    load = Load(options.count, options.rate)
    posts = Posts(load, options.webhook) if options.webhook else None
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Connection(load, options.delay / 1000, posts), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    async with asyncio.timeout(_START):
        while not load.begun:  # noqa: ASYNC110 — what happens is told by no event
            await asyncio.sleep(0.01)
    print("begun", flush=True)
    while not load.is_over:  # noqa: ASYNC110 — silence is waited for too
        await asyncio.sleep(0.01)
    print(json.dumps(load.figures()), flush=True)
    await asyncio.sleep(options.delay / 1000 + 0.1)


if __name__ == "__main__":
    asyncio.run(main())
