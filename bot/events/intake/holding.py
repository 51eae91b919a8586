"""What would take away too much of a programme is held: what it is, kept beside the programme until someone decides."""

from collections.abc import Collection
from datetime import datetime
from hashlib import blake2b
from pathlib import Path

import msgspec

from bot.events.intake.writing import write_whole

#: Events that are named.
NAMED = 5


class Held(msgspec.Struct, kw_only=True):
    """What would take away too much of a programme."""

    #: When it was read; local.
    read: datetime
    #: Events that would be taken away, and that would lose their dates or place, of how many: an import's are still to
    #: come, what is over it leaves alone.
    gone: int
    emptied: int = 0
    known: int
    #: Tells which events these are: whoever accepts it accepts no other loss.
    mark: str
    #: Titles of the first of them.
    titles: list[str]
    #: Organisers were told.
    told: bool = False
    #: An organiser wants the programme to stay as it is.
    left: bool = False

    def follows(self, before: "Held") -> None:
        """What was decided of the one before stays so, unless this one would take away more."""
        if before.gone + before.emptied >= self.gone + self.emptied:
            self.told, self.left = before.told, before.left


class HeldImport(Held, kw_only=True):
    """An import of one source, as it was last read."""

    source: str
    #: Nothing at all was read of it.
    is_empty: bool = False


def mark_of(events: Collection[str]) -> str:
    """What tells these events from others, given by their ids."""
    return blake2b("\n".join(sorted(events)).encode(), digest_size=8).hexdigest()


def read_held(programme: Path) -> list[HeldImport]:
    """What is held for a programme file; nothing when there is nothing to be read."""
    try:
        return msgspec.json.decode(_path(programme).read_bytes(), type=list[HeldImport])
    except (OSError, msgspec.MsgspecError):
        return []


def hold(programme: Path, held: HeldImport) -> None:
    """Hold an import, in place of the one of the same source."""
    for before in read_held(programme):
        if before.source == held.source:
            held.follows(before)
    held.titles = held.titles[:NAMED]
    _keep(programme, [held, *_others(programme, held.source)])


def release(programme: Path, source: str) -> None:
    """Nothing of a source is held any more."""
    _keep(programme, _others(programme, source))


def note(programme: Path, mark: str, *, left: bool | None = None) -> None:
    """Note that organisers were told of an import, or that they leave the programme as it is."""
    held = read_held(programme)
    for one in held:
        if one.mark == mark:
            one.told, one.left = True, one.left if left is None else left
    _keep(programme, held)


def _others(programme: Path, source: str) -> list[HeldImport]:
    return [one for one in read_held(programme) if one.source != source]


def _keep(programme: Path, held: list[HeldImport]) -> None:
    if held:
        write_whole(_path(programme), [msgspec.json.encode(held).decode(), "\n"], keeps=False)
    else:
        _path(programme).unlink(missing_ok=True)


def _path(programme: Path) -> Path:
    return programme.with_name(f".{programme.name}.held.json")
