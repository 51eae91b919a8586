"""What the desk keeps and asks of storage, which implements it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from bot.conversation.figures import Figures
from bot.events.corrections import Correction
from intents import Criteria


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """What someone of the public says is wrong about an event; not who."""

    id: int
    event: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Announcement:
    """A text for many people."""

    #: Their choice: "all"; "event", those with a reminder on it; "search", those subscribed to one that it fits.
    audience: str
    event: str = ""
    criteria: Criteria = field(default_factory=Criteria)
    text: str = ""
    #: Given when it is kept.
    id: int = 0


#: Whether two searches have events in common.
Fits = Callable[[Criteria, Criteria], bool]


class Records(Protocol):
    """Figures, corrections, reports and announcements."""

    async def figures(self) -> Figures:
        """The counts of these days."""

    async def corrections(self) -> tuple[Correction, ...]:
        """Of all events that have one."""

    async def correct(self, event: str, correction: Correction | None) -> None:
        """Keep the correction of an event in place of the one that it had; None: it has none any more."""

    async def concerned(self, event: str) -> int:
        """How many people have a reminder on an event."""

    async def problems(self) -> Sequence[Problem]:
        """Those that are not settled, oldest first."""

    async def settle_problem(self, number: int) -> None:
        """Nothing more is to be done about it."""

    async def audience(self, announcement: Announcement) -> int:
        """How many people an announcement is for."""

    async def announce(self, announcement: Announcement) -> int:
        """Begin to send it; its id."""

    async def stop(self, announcement: int) -> int:
        """Send it to nobody else; how many have been sent it."""

    async def progress(self, announcement: int) -> tuple[int, bool]:
        """How many have been sent it, and whether that is all."""
