"""How old a programme is that is refreshed from sources: what is known of it stands beside its file."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path


class Freshness:
    """When the sources of a programme were last read to their end."""

    def __init__(self, programme: Path, sources: Sequence[str]) -> None:
        """`sources`: those that the programme is refreshed from; with none, its age says nothing."""
        self._programme, self._sources = programme, sources
        self._stamp = 0
        self._read_at: datetime | None = None

    def read_at(self) -> datetime | None:
        """When the source that was read the longest ago was read (local); None when one never was, or there is none."""
        if not self._sources:
            return None
        from bot.events.intake.provenance import facts_path, read_provenance, source_name  # late: few guides need it

        try:
            stamp = facts_path(self._programme).stat().st_mtime_ns
        except OSError:
            return None
        if stamp != self._stamp:
            known, names = read_provenance(self._programme).sources, map(source_name, self._sources)
            times = [known[name].read if name in known else None for name in names]
            self._read_at = None if None in times else min(filter(None, times))
            self._stamp = stamp
        return self._read_at
