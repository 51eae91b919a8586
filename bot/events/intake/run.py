"""One import from end to end: sources → drafts → entries → a programme file."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol

from bot.events.communes import Communes
from bot.events.editing.review import Review
from bot.events.intake.collecting import Collector, Unchanged
from bot.events.intake.draft import Doubt, Draft
from bot.events.intake.event_of import event_of
from bot.events.intake.fetching import UNKNOWN, Fetcher, Version
from bot.events.intake.head import Guess, Head, read_head
from bot.events.intake.importer import Importer, Setting
from bot.events.intake.material import Material
from bot.events.intake.refusal import Refused
from bot.events.intake.settling import Settler
from bot.events.intake.text_reader import TextReader
from bot.events.intake.versions import Versions
from bot.events.intake.writing import event_lines, write_whole


class Progress(Protocol):
    """Shows how far an import is."""

    def begin(self, material: Material) -> None:
        """A material is being read."""

    def read(self, count: int) -> None:
        """So many bytes more were read."""


@dataclass(kw_only=True)
class Outcome:
    """What an import did."""

    #: Events written.
    written: int = 0
    #: The source still is the version that was imported last: nothing was done.
    unchanged: bool = False
    #: The programme as it was before, when it has changed.
    kept: Path | None = None
    #: Events that their source says are no more.
    removed: list[str] = field(default_factory=list)
    #: What a person should look at, the events left out among them.
    doubts: list[Doubt] = field(default_factory=list)

    @property
    def refused(self) -> int:
        """Events left out."""
        return sum(doubt.level == "refused" for doubt in self.doubts)


@dataclass(frozen=True, kw_only=True)
class _Job:
    """One import."""

    into: Path
    collector: Collector
    #: The version that the source had when it was imported last.
    known: Version
    own_fields: Mapping[str, Any]
    label: bool


@dataclass(frozen=True, kw_only=True)
class Intake:
    """All that imports need, whatever they import."""

    importers: Sequence[Importer]
    communes: Communes
    reader: TextReader
    fetcher: Fetcher
    progress: Progress
    #: Events, and records that make none, that one import may have: their ids and what is told of them fill the memory.
    most_events: int = 500_000
    most_refused: int = 100_000

    def run(
        self,
        sources: Sequence[str],
        into: Path,
        *,
        form: str | None = None,
        own_fields: Mapping[str, Any] | None = None,
        label: bool = False,
    ) -> Outcome:
        """Import files and addresses, all of one format (`form`) or of formats to be guessed, into a programme file.

        `label`: its rules are looked at too.

        Raises Refused, and leaves the file as it was, when a source cannot be read whole.
        """
        versions = Versions(into)
        with tempfile.TemporaryDirectory() as name:
            collector = Collector(self.importers, self.fetcher, Path(name), form)
            known = versions.of(sources[0]) if len(sources) == 1 and not own_fields else UNKNOWN
            try:
                job = _Job(into=into, collector=collector, known=known, own_fields=own_fields or {}, label=label)
                outcome = self._write(sources, job, Path(name) / "events")
            except Unchanged:
                return Outcome(unchanged=True)
        versions.keep(collector.versions)
        return outcome

    def _write(
        self,
        sources: Sequence[str],
        job: _Job,
        body: Path,
    ) -> Outcome:
        """Write the events aside (`body`), then the whole file at once."""
        into = job.into
        head = read_head(into, self.communes)
        setting = _setting(head, job.own_fields, self.reader)
        days = (head.start, head.end) if head and head.start and head.end else None
        review = Review(self.communes, self.reader, days=days, label=job.label)
        settler = Settler(self.communes, head.areas if head else frozenset(), setting.timezone, self.reader)
        outcome, guess = Outcome(), Guess(self.communes)
        with body.open("w", encoding="utf-8") as file:
            for draft in self._drafts(sources, job.collector, job.known, setting):
                entry = settler.settle(draft)
                self._bound(outcome, settler, sources)
                if entry is None:
                    outcome.doubts.append(settler.refused[-1])
                    continue
                outcome.doubts += entry.doubts
                if draft.removed:
                    outcome.removed.append(entry.id)
                    continue
                if not draft.is_complete:  # a programme's own export: `python -m bot check` looks at that
                    outcome.doubts += review.of_draft(event_of(entry, self.communes), draft)
                outcome.written += 1
                guess.add(entry)
                file.writelines(f"{line}\n" for line in event_lines(entry))
        if not outcome.written:
            raise Refused("no_events", names=", ".join(sources))
        if head is None:
            head = guess.head(into)
            outcome.doubts += guess.doubts(into)
        outcome.kept = write_whole(into, _pieces(head, body))
        return outcome

    def _bound(self, outcome: Outcome, settler: Settler, sources: Sequence[str]) -> None:
        """Refuse sources that have no end, or are no programme. Raises Refused."""
        if outcome.written > self.most_events:
            raise Refused("too_many_events", names=", ".join(sources), most=self.most_events)
        if len(settler.refused) > self.most_refused:
            raise Refused("too_many_refused", names=", ".join(sources), most=self.most_refused)

    def _drafts(
        self, sources: Sequence[str], collector: Collector, known: Version, setting: Setting
    ) -> Iterator[Draft]:
        for source in sources:
            for material, importer in collector.materials(source, known):
                self.progress.begin(material)
                yield from importer.drafts(replace(material, watch=self.progress.read), setting)


def _setting(head: Head | None, own_fields: Mapping[str, Any], reader: TextReader) -> Setting:
    if head is None:
        return Setting(reader=reader, own_fields=own_fields)
    return Setting(reader=reader, timezone=head.timezone, start=head.start, end=head.end, own_fields=own_fields)


def _pieces(head: Head, body: Path) -> Iterator[str]:
    """The text of the whole file, a piece at a time."""
    yield head.before
    yield "events:\n"
    with body.open(encoding="utf-8") as file:
        while piece := file.read(1 << 20):
            yield piece
    yield head.after
