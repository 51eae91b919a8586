"""The programme's file when it is held, because it would take away too much of what is served: organisers decide."""

from collections.abc import Mapping, Sequence
from typing import Protocol

import msgspec

from bot.events.intake.holding import Held


class HeldText(Held, kw_only=True):
    """A text of the file that waits to be accepted."""

    fingerprint: str


class Notes(Protocol):
    """What is remembered of the programme."""

    async def note(self, name: str) -> str | None:
        """What was noted under a name."""

    async def write(self, values: Mapping[str, str | None]) -> None:
        """Note values under their names, all or none; None takes a note away."""


async def held_text(notes: Notes) -> HeldText | None:
    """What is held, if anything."""
    note = await notes.note("held")
    try:
        return msgspec.json.decode(note, type=HeldText) if note else None
    except msgspec.MsgspecError:  # of another version of the guide: it is looked at again when it starts
        return None


async def hold(notes: Notes, held: HeldText | None) -> None:
    """Hold a text, in place of the one before; None: nothing is held any more."""
    if held and (before := await held_text(notes)):
        held.follows(before)
    await notes.write({"held": msgspec.json.encode(held).decode() if held else None})


class HeldFile:
    """The file as organisers decide on it."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes

    async def held(self) -> Sequence[HeldText]:
        """The text that waits, if any."""
        found = await held_text(self._notes)
        return [found] if found else []

    async def accept(self, held: HeldText) -> bool:
        """Have it served, within some seconds."""
        await self._notes.write({"allowed": held.fingerprint})
        return True

    async def note(self, held: HeldText, *, left: bool | None = None) -> None:
        """Organisers were told of it; `left`: they leave the programme as it is."""
        held.told, held.left = True, held.left if left is None else left
        await self._notes.write({"held": msgspec.json.encode(held).decode()})
