"""`python -m bot run` as a process of its own, against the test server."""

import asyncio
import os
import signal
import sys
from pathlib import Path

from tests.bot_api.server import BotApi

ROOT = Path(__file__).parents[1]
#: Seconds until the process answers its first message, on a slow machine.
START = 60
#: Seconds until it says what is due, or has changed; other tests run beside.
SOON = 40


class GuideProcess:
    """The guide, started, killed and stopped at will; it always finds its database again."""

    def __init__(self, api: BotApi, database: str, log: Path, **environment: str) -> None:
        self._log = log
        self._environment = os.environ | {
            "TELEGRAM_BOT_TOKEN": api.token,
            "TELEGRAM_API_URL": api.url,
            "DATABASE_URL": database,
            "EVENTS_FILE": str(ROOT / "data" / "events.yaml"),
            "WEBHOOK_URL": "",
            **environment,
        }

    async def start(self, now: str = "2021-11-15T09:00", *, speed: float = 1) -> None:
        """Begin, on a clock that is set; it serves a little later."""
        command = (sys.executable, "-m", "bot", "run", "--now", now, "--speed", str(speed))
        with self._log.open("ab") as out:
            self._process = await asyncio.create_subprocess_exec(
                *command, cwd=ROOT, env=self._environment, stdout=out, stderr=out
            )

    async def kill(self) -> None:
        """As a power cut: at once, and without a word."""
        self._process.kill()
        assert await self._process.wait() == -signal.SIGKILL, self.log

    def hang_up(self) -> None:
        """As an operator who has written another programme does."""
        self._process.send_signal(signal.SIGHUP)

    async def stop(self) -> None:
        """As a supervisor does; it must end well."""
        self._process.terminate()
        assert await asyncio.wait_for(self._process.wait(), 15) == 0, self.log

    @property
    def log(self) -> str:
        """What it has written."""
        return self._log.read_text(encoding="utf-8")
