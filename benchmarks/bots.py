"""The whole guide beside echo bots of two libraries, against one Bot API server. Prints JSON.

The guide understands questions, searches and keeps everything on disk; the echo bots say again what they were told.
`python -m benchmarks.bots PYTHON`, or of one bot only: `python -m benchmarks.bots PYTHON "the whole guide"`.
"""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import IO, Any

from benchmarks.bot_api import TOKEN
from benchmarks.messages import NOW
from benchmarks.posting import SECRET
from benchmarks.timing import processor_s

#: Milliseconds that the server takes to answer a call.
DELAYS = (0, 50)
#: How updates come to the bots.
WAYS = ("polling", "webhook")
#: Each is measured so many times, in turn with the others.
_ROUNDS = 3
#: Updates that come at once; one a conversation.
_AT_ONCE = 2000
#: Updates a second, and how many, to see how long each takes when there is no crowd.
_CALM, _CALM_COUNT = 20, 100
#: Processes that answer, beside the one that receives and sends.
_WORKERS = (0, 1, 2)
#: python-telegram-bot handles so many at a time; 1 is its default.
_PTB = (1, 16, 32, 64)
#: What one of python-telegram-bot's sequential handlers does at a delay, in updates a second, at most.
_SEQUENTIAL = 20


@dataclass(frozen=True, kw_only=True)
class Contestant:
    """A bot, as a command; « URL » stands for the server's address, « WEBHOOK » and « PORT » for its own, if any."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    #: One update after the other: with a delay, a crowd takes minutes.
    is_sequential: bool = False


def main(peers: str, only: str = "") -> None:
    """Measure those whose names hold `only`, print; `peers`: the Python where the libraries are installed."""
    contestants = [one for one in _contestants(peers) if only in one.name]
    results = [
        {"delay": delay, "way": way, "bots": _measured(contestants, delay, way)} for delay in DELAYS for way in WAYS
    ]
    print(json.dumps(results))


def _contestants(peers: str) -> list[Contestant]:
    guides = [
        Contestant(
            name=f"the whole guide, {workers} workers",
            command=[sys.executable, "-m", "bot", "run", "--now", NOW.isoformat()],
            environment={
                "TELEGRAM_BOT_TOKEN": TOKEN,
                "TELEGRAM_API_URL": "URL",
                "WEBHOOK_URL": "WEBHOOK",
                "WEBHOOK_SECRET": SECRET,
                "PORT": "PORT",
                "MESSAGES_PER_SECOND": "100000",
                "WORKERS": str(workers),
                "LOG_LEVEL": "error",
            },
        )
        for workers in _WORKERS
    ]
    aiogram = Contestant(name="aiogram, echo", command=[peers, "-m", "benchmarks.echo_aiogram", "URL", "WEBHOOK"])
    ptb = [
        Contestant(
            name=f"python-telegram-bot, echo, {at_once} at a time",
            command=[peers, "-m", "benchmarks.echo_ptb", "URL", str(at_once), "WEBHOOK"],
            is_sequential=at_once == 1,
        )
        for at_once in _PTB
    ]
    return [*guides, aiogram, *ptb]


def _measured(contestants: Sequence[Contestant], delay: int, way: str) -> dict[str, Any]:
    """Of each, the median of all rounds: updates a second in a crowd, milliseconds of a processor that one costs then,

    and milliseconds that one takes in calm.
    """
    crowds: dict[str, list[Mapping[str, Any]]] = {one.name: [] for one in contestants}
    calms: dict[str, list[float]] = {one.name: [] for one in contestants}
    for _ in range(_ROUNDS):
        for one in contestants:
            is_slow = one.is_sequential and delay > 0
            count = 10 * _SEQUENTIAL if is_slow else _AT_ONCE
            crowds[one.name].append(run(one, way, count=count, delay=delay))
            rate = _SEQUENTIAL / 2 if is_slow else _CALM
            calms[one.name].append(run(one, way, count=_CALM_COUNT, delay=delay, rate=rate)["latency"]["median"])
    return {
        name: {what: median(crowd[what] for crowd in crowds[name]) for what in ("per_second", "processor")}
        | {"latency": median(calms[name])}
        for name in crowds
    }


def run(one: Contestant, way: str, *, count: int, delay: float, rate: float = 0) -> Mapping[str, Any]:
    """What the server has seen, with what the bot has cost. RuntimeError when updates were not answered."""
    port = _free_port() if way == "webhook" else 8080  # polled, it listens nowhere
    webhook = f"http://127.0.0.1:{port}/telegram" if way == "webhook" else ""
    options = ["--count", count, "--delay", delay, "--rate", rate, *(["--webhook", webhook] if webhook else [])]
    serving = [sys.executable, "-m", "benchmarks.bot_api", *map(str, options)]
    with subprocess.Popen(serving, stdout=subprocess.PIPE, text=True) as server:
        address = f"http://127.0.0.1:{_line(server.stdout)}"

        def filled(text: str) -> str:
            return text.replace("URL", address).replace("WEBHOOK", webhook).replace("PORT", str(port))

        with _running(one, filled) as bot:
            _line(server.stdout)  # the first update is given
            before = processor_s(bot)
            figures: dict[str, Any] = json.loads(_line(server.stdout))
            figures["processor"] = 1000 * (processor_s(bot) - before) / count
    if figures["unanswered"]:
        raise RuntimeError(f"{one.name}: {figures['unanswered']} of {count} updates were not answered")
    return figures


@contextmanager
def _running(one: Contestant, filled: Callable[[str], str]) -> Iterator[int]:
    """The number of its process, for the time of a `with`; its database ends with it."""
    with TemporaryDirectory() as directory:
        environment = {name: filled(value) for name, value in one.environment.items()}
        environment |= {"DATABASE_URL": f"sqlite:///{directory}/guide.sqlite3"}
        with (Path(directory) / "log").open("w") as log:
            command = [filled(word) for word in one.command]
            bot = subprocess.Popen(command, env=os.environ | environment, stdout=log, stderr=log)
            try:
                yield bot.pid
            finally:
                bot.kill()
                bot.wait()


def _line(output: IO[str] | None) -> str:
    """The next line; the server says the last one when nothing has happened for long."""
    return output.readline().strip() if output else ""


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


if __name__ == "__main__":
    main(*sys.argv[1:])
