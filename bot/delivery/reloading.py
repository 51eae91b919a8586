"""The programme that is served: read again when its file changes; what differs is written down, to be told.

A file that does not load never replaces one that did. One that would take away more than half of the events is held
until someone accepts it (`python -m bot programme accept`): an import that went wrong must not cancel everything.
"""

import asyncio
import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Generic, Protocol, TypeVar
from zoneinfo import ZoneInfo

from bot.conversation.turn import Guide
from bot.delivery.waiting import HeldText, hold
from bot.events.corrections import with_corrections
from bot.events.intake.holding import NAMED, mark_of
from bot.events.model import Event
from bot.events.problems import ProgrammeErrors
from bot.events.reading import read_text
from bot.events.source import fingerprint

#: Changes written down in one transaction.
_BATCH = 200

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True, slots=True)
class Comparison:
    """How a programme differs from what is known of it."""

    #: Number of events known.
    known: int
    #: Ids of the events that it has no more, and of those that are new or other.
    gone: tuple[str, ...]
    different: tuple[str, ...]

    @property
    def is_doubtful(self) -> bool:
        """It takes away more than half of the events."""
        return 2 * len(self.gone) > self.known


class Ledger(Protocol):
    """What is known of the programme, whatever becomes of the process.

    Notes: `corrections` (JSON of those of organisers), `accepted` and `allowed` (fingerprints of texts: the last
    accepted, and the next that someone has accepted beforehand), `text` (the last accepted), `writing` (while what it
    changes is being written down), `held` (JSON of `HeldText`).
    """

    async def note(self, name: str) -> str | None:
        """What was noted under a name."""

    async def write(self, values: Mapping[str, str | None]) -> None:
        """Note values under their names, all or none; None takes a note away."""

    async def compare(self, events: Sequence[Event]) -> Comparison:
        """What differs between the events that are known and these."""

    async def record(self, events: Mapping[str, Event | None], at: datetime, *, silent: bool = False) -> None:
        """Know events as they are (by id; None: no more) and write down what has changed, at an instant; or do nothing.

        What is known already is no change. `silent`: nobody is to be told.
        """

    async def titles(self, events: Collection[str]) -> Mapping[str, str]:
        """The titles of events that are known, by id."""

    async def rezone(self, zone: ZoneInfo) -> None:
        """Count anew the reminders of a programme that is in another zone than it was: clock times stay."""

    async def rearm(self, now_is: Callable[[str], Event | None], now: datetime) -> None:
        """Count anew the reminders of what has changed since this was last done; `now` is local."""


class Guided(Protocol):
    """What is made of a programme to serve it."""

    @property
    def guide(self) -> Guide:
        """The guide to it."""


T = TypeVar("T", bound=Guided)
#: Of a file: when it was written, how long it is, which one it is; None when there is none.
Stamp = tuple[int, int, int] | None


@dataclass(frozen=True, slots=True)
class _Version(Generic[T]):
    """A text of the file, and what is made of it."""

    text: str
    fingerprint: str
    built: T

    @property
    def events(self) -> Sequence[Event]:
        return self.built.guide.catalogue.events


class Serving(Generic[T]):
    """The programme of a file, as it is served."""

    #: What is served now, its text, and the fingerprint of it; whoever serves looks here each time.
    current: T
    text = fingerprint = ""

    def __init__(self, file: Path, build: Callable[[str], T], ledger: Ledger, *, holds: bool = True) -> None:
        """`build` makes of a text what is served, or raises ProgrammeErrors; `holds`: too great a loss is held."""
        self._file, self._build, self._ledger, self._holds = file, build, ledger, holds
        #: The text that is held, by its fingerprint.
        self._held: str | None = None
        #: Events of what is served that are not written down yet.
        self._unwritten: tuple[str, ...] | None = None
        self._seen = self._read = self._stamp()
        self._corrections: str | None = None
        self._checking = asyncio.Lock()

    async def start(self) -> None:
        """Serve the file, or what was last accepted. Raises ProgrammeErrors when there is neither."""
        try:
            await self._consider(self._version(await self._text()))
        except ProgrammeErrors as errors:
            if await self._ledger.note("accepted") is None:
                raise
            _say_why(errors)
        if not self.fingerprint:
            accepted = self._version(await self._ledger.note("text") or "")
            self._serve(accepted, await self._ledger.compare(accepted.events))

    async def check(self, now: datetime, *, at_once: bool = False) -> None:
        """Serve the file when it has changed, and write down what that changes; `now` is local.

        A file that has only just changed may still be being written: it is read the next time, unless `at_once`.
        """
        async with self._checking:
            is_changed = self._is_to_be_read(at_once) or self._corrections != await self._ledger.note("corrections")
            if is_changed or (self._held and await self._is_allowed(self._held)):
                await self._reload()
            if self._unwritten is not None:
                await self._write_down(self._unwritten, now)

    async def _text(self) -> str:
        """The file's text, with the corrections of organisers."""
        self._corrections = await self._ledger.note("corrections")
        return with_corrections(await asyncio.to_thread(read_text, self._file), self._corrections)

    def _version(self, text: str) -> _Version[T]:
        return _Version(text, fingerprint(text), self._build(text))

    def _is_to_be_read(self, at_once: bool) -> bool:
        stamp = self._stamp()
        is_settled, self._seen = stamp == self._seen, stamp
        if not at_once and (stamp == self._read or not is_settled):
            return False
        self._read = stamp
        return True

    async def _is_allowed(self, text: str) -> bool:
        return await self._ledger.note("allowed") == text

    async def _reload(self) -> None:
        try:
            text = await self._text()
            if await asyncio.to_thread(fingerprint, text) == self.fingerprint:
                await self._hold(None)
            else:
                await self._consider(await asyncio.to_thread(self._version, text))
        except ProgrammeErrors as errors:
            _say_why(errors)

    async def _consider(self, version: _Version[T]) -> None:
        """Serve it, or hold it."""
        comparison = await self._ledger.compare(version.events)
        if comparison.is_doubtful and not await self._is_free(version.fingerprint):
            await self._hold(await self._loss(version, comparison))
        else:
            self._serve(version, comparison)

    async def _loss(self, version: _Version[T], comparison: Comparison) -> HeldText:
        """What a text would take away, for organisers to decide."""
        gone, zone = comparison.gone, version.built.guide.catalogue.programme.timezone
        titles = await self._ledger.titles(gone[:NAMED])
        written = datetime.fromtimestamp((self._read or self._stamp() or (0,))[0] / 1e9, zone).replace(tzinfo=None)
        return HeldText(
            fingerprint=version.fingerprint,
            read=written,
            gone=len(gone),
            known=comparison.known,
            mark=mark_of(gone),
            titles=[titles.get(event, event) for event in gone[:NAMED]],
        )

    async def _is_free(self, text: str) -> bool:
        """Nothing holds this text, given by its fingerprint: none was served before, or someone has accepted it."""
        return not self._holds or await self._ledger.note("accepted") is None or await self._is_allowed(text)

    def _serve(self, version: _Version[T], comparison: Comparison) -> None:
        if self.fingerprint:
            asyncio.get_running_loop().run_in_executor(None, _let_go, list(self.current.guide.catalogue.events))
        self.current, self.text, self.fingerprint = version.built, version.text, version.fingerprint
        self._unwritten = (*comparison.different, *comparison.gone)

    async def _hold(self, held: HeldText | None) -> None:
        self._held = held.fingerprint if held else None
        await hold(self._ledger, held)
        if held:
            _LOG.error(
                "the programme is not replaced: the file takes away %d events of %d. "
                "To accept it all the same: python -m bot programme accept",
                held.gone,
                held.known,
            )

    async def _write_down(self, different: Sequence[str], now: datetime) -> None:
        """What a process does not survive, the next one does: what is written down is no difference any more."""
        catalogue, served = self.current.guide.catalogue, self.fingerprint
        accepted, writing = await self._ledger.note("accepted"), await self._ledger.note("writing")
        if different or accepted != served or writing is not None:
            await self._ledger.write({"writing": served})
            at = now.replace(tzinfo=catalogue.programme.timezone)
            for begin in range(0, len(different), _BATCH):
                batch = {event: catalogue.event(event) for event in different[begin : begin + _BATCH]}
                await self._ledger.record(batch, at, silent=accepted is None)
            await self._ledger.rezone(catalogue.programme.timezone)
            await self._ledger.rearm(catalogue.event, now)
            done = {"accepted": served, "text": self.text, "writing": None, "held": None, "allowed": None}
            await self._ledger.write(done)
            self._held = None
        self._unwritten = None
        if different and accepted:
            _LOG.info("events of the programme that have changed: %d", len(different))

    def _stamp(self) -> Stamp:
        try:
            found = self._file.stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size, found.st_ino


def _say_why(errors: ProgrammeErrors) -> None:
    _LOG.error("the programme is not replaced: its file does not load:\n%s", errors)


def _let_go(events: list[Event]) -> None:
    """Free events a few at a time: all 100,000 at once would stop everything for half a second."""
    while events:
        del events[-500:]
