"""The programme read again from its sources, from time to time, while the guide runs."""

import asyncio
import logging
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from bot.events.intake.holding import HeldImport, note, read_held
from bot.events.intake.provenance import SourceState, shown, source_name, source_states
from bot.events.intake.refusal import sentence

#: A source that takes longer is left for the next time.
_SECONDS = 900

#: What an import ends with that says in French why it changes nothing.
_REFUSED = 2

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Refresher:
    """Imports the sources of a programme, one after the other, each in a process of its own: answers do not wait.

    What changes reaches the programme's file, which is read again by itself (`delivery/reloading.py`). What would take
    away more than half of it is held, for organisers to decide (`desk/holding.py`).
    """

    programme: Path
    #: Addresses and files.
    sources: Sequence[str] = ()
    command: Sequence[str] = (sys.executable, "-m", "bot", "import")
    #: Two imports would write one file.
    _importing: asyncio.Lock = field(default_factory=asyncio.Lock, init=False)

    #: Why a source could not be read the last time, by its name.
    _failures: dict[str, str] = field(default_factory=dict, init=False)

    async def refresh(self) -> None:
        """Import all sources; one that cannot be read leaves its events as they are, and is told of."""
        for source in self.sources:
            await self._import(source)

    def states(self) -> Sequence[SourceState]:
        """The programme's sources: when each was read, and why it could not be, if it could not."""
        waiting = {
            shown(source_name(one.source)) for one in read_held(self.programme)
        }  # these are told of by themselves
        states = source_states(self.programme, self.sources)
        for state in states:
            state.failure = "" if state.name in waiting else self._failures.get(state.name, "")
        return states

    async def held(self) -> Sequence[HeldImport]:
        """The imports that wait for organisers to decide."""
        return read_held(self.programme)

    async def accept(self, held: HeldImport) -> bool:
        """Import a source that is held, if it still takes away the same; whether it is done."""
        return await self._import(held.source, "--accept-loss", held.mark)

    async def note(self, held: HeldImport, *, left: bool | None = None) -> None:
        """Organisers were told of an import that is held; `left`: they leave the programme as it is."""
        note(self.programme, held.mark, left=left)

    async def _import(self, source: str, *options: str) -> bool:
        async with self._importing:
            process = await asyncio.create_subprocess_exec(
                *self.command,
                *(source, "--into", str(self.programme), "--hold", *options),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.DEVNULL,
                stderr=asyncio.subprocess.PIPE,
            )
            try:
                _, said = await asyncio.wait_for(process.communicate(), _SECONDS)
            except (TimeoutError, asyncio.CancelledError) as error:
                with suppress(ProcessLookupError):
                    process.kill()
                await process.wait()
                if isinstance(error, asyncio.CancelledError):
                    raise
                return self._failed(source, sentence("too_slow_source", minutes=_SECONDS // 60))
        if process.returncode:
            why = said.decode(errors="replace").strip()
            return self._failed(source, why, None if process.returncode == _REFUSED else sentence("broken_off"))
        self._failures.pop(shown(source_name(source)), None)
        _LOG.info("source read again: %s", shown(source))
        return True

    def _failed(self, source: str, why: str, in_french: str | None = None) -> bool:
        self._failures[shown(source_name(source))] = in_french or why.rpartition("\n")[2]
        _LOG.warning("source not read again: %s: %s", shown(source), why)
        return False
