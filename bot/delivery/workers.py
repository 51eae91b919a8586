"""Processes that answer beside this one, so that understanding has more than one processor.

A worker is told a programme, then answers groups of updates, one group after the other, through its pipes. When it
dies, what it had is tried again, and another takes its place; when this process dies, its pipes end, and so does it.
"""

import asyncio
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import BinaryIO

import msgspec

from bot.conversation.session import Session
from bot.delivery.model import Turn, Update

#: Bytes that tell how long a frame is.
_HEAD = 4
#: Seconds that a group may take; one that takes longer is taken to answer for ever.
_PATIENCE = 60.0

_LOG = logging.getLogger(__name__)


class Programme(msgspec.Struct, frozen=True):
    """What a worker is told first."""

    #: Path of the programme's file, for messages, and what is in it.
    file: str
    text: str


class Job(msgspec.Struct, frozen=True):
    """Updates to be answered, each with the session of its conversation."""

    #: Local time.
    now: datetime
    #: Whom commands are for.
    bot_name: str
    updates: list[tuple[Update, Session]]


#: In place of what a conversation was.
_KNOWN = Session()

_encode = msgspec.msgpack.Encoder().encode
_turns = msgspec.msgpack.Decoder(list[Turn]).decode


class WorkerDiedError(Exception):
    """The process ended before it had answered."""


class Workers:
    """So many processes. Use as `async with`, `renew` once there is a programme; call it as a `Handle`."""

    def __init__(
        self,
        command: Sequence[str],
        count: int,
        *,
        programme: Callable[[], Programme],
        scene: Callable[[], tuple[datetime, str]],
    ) -> None:
        """`command` starts one; `programme`: as it is served now; `scene`: local time, and the bot's name."""
        self._command, self._count = command, count
        self._programme, self._scene = programme, scene
        #: Those that know no programme yet, those that know it as it is served, and those of all times that have
        #: nothing to do.
        self._begun: list[_Worker] = []
        self._current: set[_Worker] = set()
        self._free: asyncio.Queue[_Worker] = asyncio.Queue()
        self._ending: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> "Workers":
        """Processes begin while this one still has the programme to read."""
        self._begun = await self._new()
        return self

    async def __aexit__(self, *error: object) -> None:
        self._end((*self._begun, *self._current))
        await asyncio.gather(*self._ending)

    async def renew(self) -> None:
        """The programme is another one: others take the places of those who know it as it was."""
        old, programme = self._current, _encode(self._programme())
        self._begun = self._begun or await self._new()
        await asyncio.gather(*(worker.ask(programme) for worker in self._begun))
        self._current, self._begun = set(self._begun), []
        for worker in self._current:
            self._free.put_nowait(worker)
        self._end(old)

    async def __call__(self, updates: Sequence[Update], sessions: Mapping[str, Session]) -> list[Turn]:
        """The turn of each update. Raises WorkerDiedError."""
        now, bot_name = self._scene()
        job = _encode(Job(now=now, bot_name=bot_name, updates=[(update, sessions[update.key]) for update in updates]))
        worker = await self._take()
        try:
            answered = await worker.ask(job, _PATIENCE)
        except WorkerDiedError:
            _LOG.error("a worker died while it was answering")
            worker = await self._instead_of(worker)
            raise
        finally:
            self._free.put_nowait(worker)
        await asyncio.sleep(0)  # it is given the next group before this one is read
        return [msgspec.structs.replace(turn, before=sessions[turn.key]) for turn in _turns(answered)]

    async def _new(self) -> list["_Worker"]:
        return [await _Worker.start(self._command) for _ in range(self._count)]

    def _end(self, workers: Iterable["_Worker"]) -> None:
        for worker in workers:
            ending = asyncio.create_task(worker.end())
            self._ending.add(ending)
            ending.add_done_callback(self._ending.discard)

    async def _take(self) -> "_Worker":
        """The next one that is free and knows the programme as it is served."""
        while (worker := await self._free.get()) not in self._current:
            pass
        return worker

    async def _instead_of(self, dead: "_Worker") -> "_Worker":
        self._current.discard(dead)
        worker = await _Worker.start(self._command)
        await worker.ask(_encode(self._programme()))
        self._current.add(worker)
        return worker


class _Worker:
    """One process, which answers one frame at a time with one."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    @classmethod
    async def start(cls, command: Sequence[str]) -> "_Worker":
        """One that waits for a programme, which is what it is asked first."""
        pipe = asyncio.subprocess.PIPE
        return cls(await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe))

    async def ask(self, frame: bytes, patience: float | None = None) -> bytes:
        """What it answers; one that takes longer is killed. Raises WorkerDiedError."""
        if self._process.stdin is None or self._process.stdout is None:
            raise ValueError("a worker has pipes")
        try:
            async with asyncio.timeout(patience):
                self._process.stdin.write(len(frame).to_bytes(_HEAD) + frame)
                head = await self._process.stdout.readexactly(_HEAD)
                return await self._process.stdout.readexactly(int.from_bytes(head))
        except TimeoutError as error:
            self._process.kill()
            raise WorkerDiedError from error
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            raise WorkerDiedError from error

    async def end(self) -> None:
        """Let it end, once it has answered what it was asked."""
        if self._process.stdin:
            self._process.stdin.close()
        await self._process.wait()


def frames(source: BinaryIO) -> Iterator[bytes]:
    """What a worker is asked, until there is no more."""
    while len(head := source.read(_HEAD)) == _HEAD:
        yield source.read(int.from_bytes(head))


def encoded(turns: Iterable[Turn]) -> bytes:
    """Turns as a worker gives them back: without what conversations were, which the one who asks has."""
    return _encode([msgspec.structs.replace(turn, before=_KNOWN) for turn in turns])


def answer(target: BinaryIO, frame: bytes) -> None:
    """Answer what was asked last."""
    target.write(len(frame).to_bytes(_HEAD) + frame)
    target.flush()
