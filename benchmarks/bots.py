"""The whole guide beside echo bots of two libraries, against one Bot API server. Prints JSON.

The guide understands questions, searches and keeps everything on disk; the echo bots say again what they were told.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.bot_api import TOKEN
from benchmarks.messages import NOW

#: Milliseconds that the server takes to answer a call.
DELAYS = (0, 50)
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
#: The most that a bot may take.
_PATIENCE = 180


@dataclass(frozen=True, kw_only=True)
class Contestant:
    """A bot, as a command; « URL » stands for the server's address."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    is_slow: bool = False


def main(peers: str) -> None:
    """Measure all, print; `peers`: the Python where the libraries are installed."""
    results = {str(delay): _measured(_contestants(peers, delay), delay) for delay in DELAYS}
    print(json.dumps(results))


def _contestants(peers: str, delay: int) -> list[Contestant]:
    guides = [
        Contestant(
            name=f"the whole guide, {workers} workers",
            command=[sys.executable, "-m", "bot", "run", "--now", NOW.isoformat()],
            environment={
                "TELEGRAM_BOT_TOKEN": TOKEN,
                "TELEGRAM_API_URL": "URL",
                "MESSAGES_PER_SECOND": "100000",
                "WORKERS": str(workers),
                "LOG_LEVEL": "error",
            },
        )
        for workers in _WORKERS
    ]
    aiogram = Contestant(name="aiogram, echo", command=[peers, "-m", "benchmarks.echo_aiogram", "URL"])
    ptb = [
        Contestant(
            name=f"python-telegram-bot, echo, {at_once} at a time",
            command=[peers, "-m", "benchmarks.echo_ptb", "URL", str(at_once)],
            is_slow=at_once == 1 and delay > 0,
        )
        for at_once in _PTB
    ]
    return [*guides, aiogram, *ptb]


def _measured(contestants: Sequence[Contestant], delay: int) -> dict[str, Any]:
    """Of each, the median of all rounds: updates a second in a crowd, and milliseconds that one takes in calm."""
    crowds: dict[str, list[float]] = {one.name: [] for one in contestants}
    calms: dict[str, list[float]] = {one.name: [] for one in contestants}
    for _ in range(_ROUNDS):
        for one in contestants:
            count = 10 * _SEQUENTIAL if one.is_slow else _AT_ONCE
            crowds[one.name].append(_run(one, count=count, delay=delay)["per_second"])
            rate = _SEQUENTIAL / 2 if one.is_slow else _CALM
            calms[one.name].append(_run(one, count=_CALM_COUNT, delay=delay, rate=rate)["latency"]["median"])
    return {
        one.name: {"per_second": median(crowds[one.name]), "latency": median(calms[one.name])} for one in contestants
    }


def _run(one: Contestant, *, count: int, delay: int, rate: float = 0) -> Mapping[str, Any]:
    """What the server has seen. RuntimeError when updates were not answered."""
    options = ("--count", count, "--delay", delay, "--rate", rate)
    serving = [sys.executable, "-m", "benchmarks.bot_api", *map(str, options)]
    with (
        TemporaryDirectory() as directory,
        subprocess.Popen(serving, stdout=subprocess.PIPE, text=True) as server,
    ):
        if server.stdout is None:
            raise RuntimeError("no pipe")
        address = f"http://127.0.0.1:{server.stdout.readline().strip()}"
        environment = {name: value.replace("URL", address) for name, value in one.environment.items()}
        database = {"DATABASE_URL": f"sqlite:///{directory}/guide.sqlite3"}
        with (Path(directory) / "log").open("w") as log:
            command = [word.replace("URL", address) for word in one.command]
            bot = subprocess.Popen(command, env=os.environ | environment | database, stdout=log, stderr=log)
            try:
                figures: Mapping[str, Any] = json.loads(server.communicate(timeout=_PATIENCE)[0])
            finally:
                bot.kill()
                bot.wait()
    if figures["unanswered"]:
        raise RuntimeError(f"{one.name}: {figures['unanswered']} of {count} updates were not answered")
    return figures


if __name__ == "__main__":
    main(sys.argv[1])
