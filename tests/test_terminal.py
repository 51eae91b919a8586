"""`python -m bot chat` on a clock that runs fast: reminders arrive in the chat, between two questions."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests import held_import
from tests.conversation.guide import plain

#: Seconds until something is printed, on a slow machine.
PATIENCE = 30


class Terminal:
    """Someone who types, and reads what comes."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def types(self, line: str) -> None:
        """A line, and its end."""
        assert self._process.stdin
        self._process.stdin.write(f"{line}\n".encode())
        await self._process.stdin.drain()

    async def reads(self, beginning: str) -> str:
        """The next line that begins so."""
        assert self._process.stdout
        async with asyncio.timeout(PATIENCE):
            while line := plain((await self._process.stdout.readline()).decode()):
                if line.startswith(beginning):
                    return line.strip()
        raise AssertionError(f"nothing begins with {beginning!r}")


@asynccontextmanager
async def chat(now: str, speed: int, *options: str) -> AsyncIterator[Terminal]:
    """The terminal, until the `async with` is left."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "chat", "--now", now, "--speed", str(speed), *options),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        yield Terminal(process)
        await asyncio.wait_for(process.communicate(b""), PATIENCE)  # nothing more is typed
        assert process.returncode == 0
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def test_reminders_arrive_in_the_chat() -> None:
    async with chat("2021-11-15T09:00", 1200) as terminal:
        await terminal.types("rappelle-moi la visite d'ITER dans 30 minutes")
        await terminal.reads("C'est noté. Je vous rappellerai Visite du site ITER")
        came = await terminal.reads("Rappel :")
        assert came == "Rappel : Visite du site ITER, c'est lundi 22 novembre à 14 h."
        await terminal.types("/1")  # in an hour
        await terminal.reads("C'est noté.")
        assert await terminal.reads("Rappel :") == came
        await terminal.types("dans 20 minutes")
        await terminal.reads("C'est noté.")
        assert await terminal.reads("Rappel :") == came
        await terminal.types("mes rappels")
        await terminal.reads("Vous n'avez aucun rappel.")


async def test_at_six_hundred_times_the_speed_it_is_on_time() -> None:
    async with chat("2021-11-22T11:30", 600) as terminal:
        await terminal.types("rappelle-moi la visite d'ITER une heure avant")
        await terminal.reads("C'est noté.")
        assert await terminal.reads("Rappel :") in (
            "Rappel : Visite du site ITER commence dans 1 h.",
            "Rappel : Visite du site ITER commence dans 59 minutes.",
        )


async def test_an_import_that_is_held_is_decided_at_the_desk(tmp_path: Path) -> None:
    programme, source = held_import.make(tmp_path)
    assert held_import.imports(source, programme, "--hold") == 2
    async with chat("2027-11-15T09:00", 1, "--events", str(programme)) as terminal:
        await terminal.reads(held_import.NOTICE)
        await terminal.types("/admin")
        await terminal.reads(held_import.WAITS)
        await terminal.reads(held_import.WAITS)
        await terminal.types("/1")
        await terminal.reads("C'est noté. La source est relue")
        await terminal.reads("C'est fait.")
    assert programme.read_text(encoding="utf-8").count("status: cancelled") == 3
