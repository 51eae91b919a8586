"""What servers called the state of the pages that a programme came from, kept beside its file."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from bot.events.intake.fetching import UNKNOWN, Version


class Versions:
    """The versions known, by address."""

    def __init__(self, into: Path) -> None:
        """`into`: the programme file. Without it, or without the file of versions, none is known."""
        self._path = into.with_name(f".{into.name}.versions.json")
        self._known = _read(self._path) if into.exists() else {}

    def of(self, address: str) -> Version:
        """The version that was imported last; an empty one when none was."""
        return self._known.get(address, UNKNOWN)

    def keep(self, versions: Mapping[str, Version]) -> None:
        """Remember what was imported now; what is known of other addresses stays."""
        known = {**self._known, **versions}
        if kept := {address: asdict(version) for address, version in known.items() if version != UNKNOWN}:
            self._path.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
        else:
            self._path.unlink(missing_ok=True)


def _read(path: Path) -> dict[str, Version]:
    """What was kept; nothing when it cannot be read: the pages are then fetched again."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return {str(address): Version(**version) for address, version in found.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
