"""A programme, ready to be searched."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from bot.events.communes import Communes
from bot.events.corrections import corrected, corrections_in
from bot.events.index import Index, build_index
from bot.events.model import Event, Programme
from bot.events.nameindex import NameIndex
from bot.events.reading import parse_programme, read_programme
from bot.events.wordindex import WordIndex


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Catalogue:
    """A programme and what its searches read. Nothing in it changes once it is built."""

    programme: Programme
    index: Index
    words: WordIndex
    names: NameIndex
    #: The map of France that it was built with.
    communes: Communes
    #: Events as the file has them, by id, where organisers have corrected them.
    originals: Mapping[str, Event] = field(default_factory=dict)
    #: The first day and the last, of the programme or of its sessions.
    days: tuple[date, date]
    #: Event id → its number in `programme.events` and in `index`.
    numbers: Mapping[str, int]

    @classmethod
    def build(cls, programme: Programme, communes: Communes) -> "Catalogue":
        """The catalogue of a programme."""
        words = WordIndex.build(programme.events)
        return cls(
            programme=programme,
            communes=communes,
            index=build_index(programme.events, communes),
            words=words,
            names=NameIndex.build(words),
            days=_days(programme),
            numbers={event.id: number for number, event in enumerate(programme.events)},
        )

    def of(self, events: Sequence[Event]) -> "Catalogue":
        """The catalogue of a few events alone, where misspelt words mean what they do in the whole programme."""
        small = Catalogue.build(replace(self.programme, events=tuple(events)), self.communes)
        return replace(small, words=replace(small.words, spelt_from=self.words.spelt_from))

    @property
    def events(self) -> Sequence[Event]:
        """All events, in the file's order."""
        return self.programme.events

    def event(self, event_id: str) -> Event | None:
        """The event of that id, None when there is none (any more)."""
        number = self.numbers.get(event_id)
        return None if number is None else self.programme.events[number]


def _days(programme: Programme) -> tuple[date, date]:
    sessions = [session for event in programme.events for session in event.sessions]
    first = min((session.start.date() for session in sessions), default=programme.start)
    last = max((session.end.date() for session in sessions), default=programme.end)
    return min(first, programme.start), max(last, programme.end)


def load(path: str | Path, communes: Communes, text: str | None = None) -> Catalogue:
    """The catalogue of a programme file, or of a text that was read from it, with the corrections at its end.

    Raises ProgrammeErrors, which holds all errors of the file.
    """
    programme = read_programme(path, communes) if text is None else parse_programme(text, path, communes)
    corrections = corrections_in(text or "")
    names = {correction.event for correction in corrections}
    originals = {event.id: event for event in programme.events if event.id in names} if names else {}
    return replace(Catalogue.build(corrected(programme, corrections), communes), originals=originals)
