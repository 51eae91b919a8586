"""The head of the programme that events are written into: the file's own, or one that the events suggest."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.events.communes import Communes
from bot.events.intake.draft import Doubt
from bot.events.intake.importer import PARIS
from bot.events.intake.refusal import Refused, sentence
from bot.events.intake.scalars import scalar
from bot.events.model import Event
from bot.events.problems import ProgrammeErrors
from bot.events.reading import parse_programme, read_text
from bot.events.source import Source
from bot.events.words import fold

_NO_ID = re.compile(r"[^a-z0-9]+")
_LONGEST_ID = 40


@dataclass(frozen=True, kw_only=True)
class Head:
    """All of a programme file but its events."""

    #: The lines before `events:` and those after its list, as they stand.
    before: str
    after: str = ""
    timezone: ZoneInfo = PARIS
    areas: frozenset[str] = frozenset()
    #: First and last day of the programme; None when it is guessed.
    start: date | None = None
    end: date | None = None


def read_head(path: Path, communes: Communes) -> Head | None:
    """The head of a programme file, None when there is no file. Raises Refused when it is no programme."""
    if not path.exists():
        return None
    try:
        before, after = Source(read_text(path), lambda line, error: None).around_events()
        programme = parse_programme(f"{before}events: []\n{after}", path, communes)
    except ProgrammeErrors as error:
        raise Refused("not_programme", path=path) from error
    return Head(
        before=before,
        after=after,
        timezone=programme.timezone,
        areas=frozenset(programme.areas),
        start=programme.start,
        end=programme.end,
    )


@dataclass
class Guess:
    """What events say of their programme, gathered one after the other."""

    communes: Communes
    days: set[date] = field(default_factory=set)
    communes_seen: set[str] = field(default_factory=set)

    def add(self, event: Event) -> None:
        """Look at one event."""
        for session in event.sessions:
            self.days.update((session.start.date(), session.end.date()))
        if event.place and event.place.insee:
            self.communes_seen.add(event.place.insee)

    @property
    def departements(self) -> set[str]:
        """Codes of those that events are held in."""
        areas = (area for insee in self.communes_seen for area in self.communes.areas(insee))
        return {area[4:] for area in areas if area.startswith("dep:")}

    def doubts(self, path: Path) -> Iterator[Doubt]:
        """What a person should look at in a head that was guessed."""
        for what in ("head_guessed", *(() if self.departements else ("no_area",))):
            text = sentence(what)
            yield Doubt(where=str(path), event="", field="programme", what=what, level="doubtful", text=text)

    def head(self, path: Path) -> Head:
        """A head to be read again by whoever imports. Raises Refused when no event has a date."""
        if not self.days:
            raise Refused("no_dates", path=path)
        return Head(before="\n".join(self._lines(path)) + "\n")

    def _lines(self, path: Path) -> Iterator[str]:
        yield "# Deviné à partir des événements importés : à relire."
        yield "programme:"
        yield f"  id: {scalar(_NO_ID.sub('-', fold(path.stem)).strip('-')[:_LONGEST_ID].strip('-') or 'programme')}"
        yield f"  name: {scalar(path.stem.replace('-', ' ').replace('_', ' ').strip().capitalize() or 'Programme')}"
        yield f"  start: {min(self.days)}"
        yield f"  end: {max(self.days)}"
        yield "  timezone: Europe/Paris"
        codes = ", ".join(f'"{code}"' for code in sorted(self.departements))
        yield f"  departements: [{codes}]"
        yield ""
