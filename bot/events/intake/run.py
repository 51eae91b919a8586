"""One import from end to end: sources → drafts → entries → a programme file."""

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Any, Protocol

from bot.events.communes import Communes
from bot.events.editing.review import Review
from bot.events.intake.assembly import Admitted, Assembly
from bot.events.intake.collecting import Collector, Unchanged
from bot.events.intake.crew import in_order
from bot.events.intake.draft import Doubt, Draft
from bot.events.intake.fetching import UNKNOWN, Fetcher, Version
from bot.events.intake.head import Guess, Head, read_head
from bot.events.intake.holding import HeldImport, hold, mark_of, release
from bot.events.intake.importer import Importer, Setting
from bot.events.intake.material import Material
from bot.events.intake.merging import Change, Merge, Merger
from bot.events.intake.provenance import Provenance, Reading, keep_provenance, read_provenance, shown, source_name
from bot.events.intake.refusal import Refused
from bot.events.intake.settling import Settler
from bot.events.intake.text_reader import TextReader
from bot.events.intake.versions import Versions
from bot.events.intake.writing import write_whole
from bot.events.reading import read_text


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
    #: What differs from the programme as it was.
    changes: list[Change] = field(default_factory=list)
    #: What a person should look at, the events left out among them.
    doubts: list[Doubt] = field(default_factory=list)

    @property
    def refused(self) -> int:
        """Events left out."""
        return sum(doubt.level == "refused" for doubt in self.doubts)


@dataclass(frozen=True, kw_only=True)
class Options:
    """How an import is done."""

    #: What the label of the Semaine de l'Industrie asks for is looked at too.
    label: bool = False
    #: Nothing is written: it is only told what would be.
    dry_run: bool = False
    #: Written even when it takes away more than half of the programme; `accept_loss`: when these are the events that
    #: it takes away, as `HeldImport.mark` has it.
    accept: bool = False
    accept_loss: str = ""
    #: When it is held, this is kept beside the programme, for the organisers' desk.
    holds: bool = False


_USUAL = Options()


@dataclass(frozen=True, kw_only=True)
class _Job:
    """One import."""

    into: Path
    collector: Collector
    #: The version that the source had when it was imported last.
    known: Version
    own_fields: Mapping[str, Any]
    options: "Options"


@dataclass(frozen=True, kw_only=True)
class Intake:
    """All that imports need, whatever they import."""

    importers: Sequence[Importer]
    communes: Communes
    reader: TextReader
    fetcher: Fetcher
    progress: Progress
    #: Local.
    now: datetime
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
        options: Options = _USUAL,
    ) -> Outcome:
        """Import files and addresses, all of one format (`form`) or of formats to be guessed, into a programme file.

        Raises Refused, and leaves the file as it was, when a source cannot be read whole.
        """
        versions = Versions(into)
        with tempfile.TemporaryDirectory() as name:
            collector = Collector(self.importers, self.fetcher, Path(name), form)
            is_asked = len(sources) > 1 or own_fields or options.dry_run  # then all is read, whatever is known
            known = UNKNOWN if is_asked else versions.of(sources[0])
            job = _Job(into=into, collector=collector, known=known, own_fields=own_fields or {}, options=options)
            try:
                outcome = self._write(sources, job, Path(name) / "events")
            except Unchanged:
                self._note_unchanged(into, sources[0])
                return Outcome(unchanged=True)
        if not options.dry_run:
            versions.keep(collector.versions)
            release(into, sources[0])
        return outcome

    def _note_unchanged(self, into: Path, source: str) -> None:
        provenance = read_provenance(into)
        name = source_name(source)
        before = provenance.sources.get(name)
        provenance.sources[name] = Reading(read=self.now, changed=before.changed if before else None)
        keep_provenance(into, provenance)
        release(into, source)

    def _hold(self, job: _Job, source: str, merge: Merge) -> None:
        """Write nothing, unless it is this loss that was accepted. Raises Refused."""
        lost, is_empty = {**merge.gone, **merge.emptied}, not merge.read
        gone, emptied, mark = len(merge.gone), len(merge.emptied), mark_of(lost)
        if mark == job.options.accept_loss:
            return
        if job.options.holds:
            held = HeldImport(
                source=source,
                read=self.now,
                gone=gone,
                emptied=emptied,
                known=merge.known,
                mark=mark,
                titles=[*lost.values()],
                is_empty=is_empty,
            )
            hold(job.into, held)
        name = "held_empty" if is_empty else "held"
        raise Refused(name, path=job.into, source=shown(source), gone=gone, emptied=emptied, known=merge.known)

    def _write(self, sources: Sequence[str], job: _Job, body: Path) -> Outcome:
        """Write the events aside (`body`), merge them with the programme, then write the whole file at once."""
        head = read_head(job.into, self.communes)
        outcome, guess = Outcome(), Guess(self.communes)
        origins = self._read(sources, job, body, head, outcome, guess)
        provenance, names = read_provenance(job.into) if head else Provenance(), {*map(source_name, sources)}
        if not outcome.written and names.isdisjoint(
            provenance.sources
        ):  # what brought events before may have none left
            raise Refused("no_events", names=", ".join(sources))
        merger = Merger(job.into, read_text(job.into) if head else "", provenance, self.now)
        merge = merger.merge(body, origins, names, outcome.removed)
        outcome.doubts += merge.doubts
        outcome.changes = merge.changes
        if job.options.dry_run:
            return outcome
        if merge.is_doubtful and not job.options.accept:
            self._hold(job, sources[0], merge)
        if head is None:
            head = guess.head(job.into)
            outcome.doubts += guess.doubts(job.into)
        outcome.kept = write_whole(job.into, _pieces(head, merger.texts()))
        merger.keep()
        keep_provenance(job.into, provenance)
        return outcome

    def _read(
        self, sources: Sequence[str], job: _Job, body: Path, head: Head | None, outcome: Outcome, guess: Guess
    ) -> dict[str, str]:
        """Write the events of the sources to `body`; whose each one is."""
        setting = _setting(head, job.own_fields, self.reader)
        days = (head.start, head.end) if head and head.start and head.end else None
        review = Review(self.communes, self.reader, days=days, label=job.options.label)
        settler = Settler(self.communes, head.areas if head else frozenset(), setting.timezone, self.reader)
        origins = dict[str, str]()
        with body.open("w", encoding="utf-8") as file:
            file.write("events:\n")
            admitted = self._admitted(self._drafts(sources, job.collector, job.known, setting), settler, sources)
            read = in_order(Assembly(settler, review, self.communes), admitted)
            for one, settled in chain.from_iterable(zip(batch, results, strict=True) for batch, results in read):
                if one.refusal:
                    outcome.doubts.append(one.refusal)
                elif settled is None:
                    outcome.removed.append(one.id)
                else:
                    outcome.doubts += settled.doubts
                    if not one.draft.is_complete:
                        outcome.doubts += review.of_draft(settled.event, one.draft, looks_back=True)
                    outcome.doubts += settled.seen
                    outcome.written += 1
                    origins[one.id] = one.source
                    guess.add(settled.event)
                    file.write(settled.text)
        return origins

    def _admitted(
        self, drafts: Iterable[tuple[str, Draft]], settler: Settler, sources: Sequence[str]
    ) -> Iterator[Admitted]:
        """What becomes of each draft, in their order. Raises Refused."""
        for count, (source, draft) in enumerate(drafts):
            event = settler.admit(draft)
            self._bound(count - len(settler.refused), settler, sources)
            refusal = settler.refused[-1] if event is None else None
            yield Admitted(source=source, draft=draft, id=event or "", refusal=refusal)

    def _bound(self, admitted: int, settler: Settler, sources: Sequence[str]) -> None:
        """Refuse sources that have no end, or are no programme. Raises Refused."""
        if admitted > self.most_events:
            raise Refused("too_many_events", names=", ".join(sources), most=self.most_events)
        if len(settler.refused) > self.most_refused:
            raise Refused("too_many_refused", names=", ".join(sources), most=self.most_refused)

    def _drafts(
        self, sources: Sequence[str], collector: Collector, known: Version, setting: Setting
    ) -> Iterator[tuple[str, Draft]]:
        """Drafts, each with the name of its source."""
        for source in sources:
            name = source_name(source)
            for material, importer in collector.materials(source, known):
                self.progress.begin(material)
                for draft in importer.drafts(replace(material, watch=self.progress.read), setting):
                    yield name, draft


def _setting(head: Head | None, own_fields: Mapping[str, Any], reader: TextReader) -> Setting:
    if head is None:
        return Setting(reader=reader, own_fields=own_fields)
    return Setting(reader=reader, timezone=head.timezone, start=head.start, end=head.end, own_fields=own_fields)


def _pieces(head: Head, events: Iterable[str]) -> Iterator[str]:
    """The text of the whole file, a piece at a time."""
    yield head.before
    yield "events:\n"
    yield from events
    yield head.after
