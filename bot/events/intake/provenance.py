"""Where each event of a programme comes from, when it was read and when it changed: a file beside the programme."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import msgspec

from bot.events.intake.writing import write_whole


class Reading(msgspec.Struct, kw_only=True):
    """One source; times are those of Paris."""

    #: When it was last read to its end, or said that it has not changed.
    read: datetime
    #: When it last brought something else.
    changed: datetime | None = None


class Origin(msgspec.Struct, kw_only=True, omit_defaults=True):
    """One event."""

    source: str
    #: When it was first read.
    added: datetime
    #: When each field last became another, of those that did.
    changed: dict[str, datetime] = {}
    #: When its source had it no more.
    removed: datetime | None = None


class Provenance(msgspec.Struct, kw_only=True):
    """The sources of one programme, by their names, and its events by their ids."""

    sources: dict[str, Reading] = {}
    events: dict[str, Origin] = {}

    def of(self, source: str) -> int:
        """How many events a source has brought that it still has."""
        return sum(origin.source == source and origin.removed is None for origin in self.events.values())


class SourceState(msgspec.Struct, kw_only=True):
    """What is known of one source."""

    #: As people may see it.
    name: str
    #: How many events it has brought that it still has.
    count: int = 0
    #: None: never.
    read: datetime | None = None
    changed: datetime | None = None
    #: Why it could not be read the last time; "": it could.
    failure: str = ""


def source_states(programme: Path, sources: Iterable[str] = ()) -> list[SourceState]:
    """The sources of a programme file: those named, which may never have been read, then the others it comes from."""
    provenance = read_provenance(programme)
    return [
        SourceState(
            name=shown(name),
            count=provenance.of(name),
            read=reading.read if (reading := provenance.sources.get(name)) else None,
            changed=reading.changed if reading else None,
        )
        for name in dict.fromkeys((*map(source_name, sources), *sorted(provenance.sources)))
    ]


def facts_path(programme: Path) -> Path:
    """The file beside a programme."""
    return programme.with_name(f".{programme.name}.facts.json")


def read_provenance(programme: Path) -> Provenance:
    """What is known of a programme file; nothing when there is nothing to be read."""
    try:
        return msgspec.json.decode(facts_path(programme).read_bytes(), type=Provenance)
    except (OSError, msgspec.MsgspecError):
        return Provenance()


def keep_provenance(programme: Path, provenance: Provenance) -> None:
    """Write it beside the programme."""
    write_whole(facts_path(programme), [msgspec.json.encode(provenance).decode(), "\n"], keeps=False)


def source_name(source: str) -> str:
    """What a source is known by: an address, or the name of a file, wherever it lies."""
    return source if urlsplit(source).scheme in ("http", "https") else Path(source).name


def shown(source: str) -> str:
    """A source as people may see it: what follows « ? » in an address may hold a key."""
    parts = urlsplit(source)
    return urlunsplit(parts._replace(query="", fragment="")) if parts.scheme in ("http", "https") else source
