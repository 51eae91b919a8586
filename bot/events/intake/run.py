"""One import from end to end: sources → drafts → entries → a programme file."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol

from bot.events.communes import Communes
from bot.events.intake.draft import Doubt, Draft
from bot.events.intake.fetching import Fetcher, is_address
from bot.events.intake.head import PARIS, Guess, read_head
from bot.events.intake.importer import Importer, Setting
from bot.events.intake.material import Material
from bot.events.intake.refusal import Refused, sentence
from bot.events.intake.settling import Settler
from bot.events.intake.text_reader import TextReader
from bot.events.intake.writing import event_lines, write_whole

#: A source of more pages than that does not end.
_MOST_PAGES = 5000


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
    #: Events that their source says are no more.
    removed: list[str] = field(default_factory=list)
    #: What a person should look at, the events left out among them.
    doubts: list[Doubt] = field(default_factory=list)

    @property
    def refused(self) -> int:
        """Events left out."""
        return sum(doubt.level == "refused" for doubt in self.doubts)


@dataclass(frozen=True, kw_only=True)
class Intake:
    """All that imports need, whatever they import."""

    importers: Sequence[Importer]
    communes: Communes
    reader: TextReader
    fetcher: Fetcher
    progress: Progress

    def run(
        self,
        sources: Sequence[str],
        into: Path,
        *,
        form: str | None = None,
        own_fields: Mapping[str, Any] | None = None,
    ) -> Outcome:
        """Import files and addresses of one format each (`form`, or guessed) into a programme file.

        Raises Refused, and leaves the file as it was, when a source cannot be read whole.
        """
        head = read_head(into, self.communes)
        setting = Setting(timezone=head.timezone if head else PARIS, own_fields=own_fields or {})
        areas = head.areas if head else frozenset()
        settler = Settler(self.communes, areas, setting.timezone, self.reader)
        outcome, guess = Outcome(), Guess(self.communes)
        with tempfile.TemporaryDirectory() as folder:
            body = Path(folder) / "events"
            with body.open("w", encoding="utf-8") as file:
                for draft in self._drafts(sources, form, setting, Path(folder)):
                    entry = settler.settle(draft)
                    if entry is None:
                        continue
                    outcome.doubts += entry.doubts
                    if draft.removed:
                        outcome.removed.append(entry.id)
                        continue
                    outcome.written += 1
                    guess.add(entry)
                    file.writelines(f"{line}\n" for line in event_lines(entry))
            outcome.doubts += settler.refused
            if not outcome.written:
                raise Refused("no_events", names=", ".join(sources))
            if head is None:
                head = guess.head(into)
                outcome.doubts.append(_about_head(into))
            write_whole(into, _pieces(head.before, body, head.after))
        return outcome

    def _drafts(self, sources: Sequence[str], form: str | None, setting: Setting, folder: Path) -> Iterator[Draft]:
        for rank, source in enumerate(sources):
            for material, importer in self._materials(source, form, folder / str(rank)):
                self.progress.begin(material)
                yield from importer.drafts(replace(material, watch=self.progress.read), setting)

    def _materials(self, source: str, form: str | None, folder: Path) -> Iterator[tuple[Material, Importer]]:
        """A file, or the pages of an address, with who reads them."""
        if not is_address(source):
            material = Material.of_file(Path(source))
            yield material, self._importer(material, form)
            return
        folder.mkdir()
        address: str | None = source
        seen = set[str]()
        while address is not None:
            if address in seen or len(seen) >= _MOST_PAGES:
                raise Refused("endless", name=source)
            seen.add(address)
            page = self.fetcher.fetch(address, folder / str(len(seen)))
            if page is None:
                raise Refused("bad_answer", name=address, code=304)
            material, importer = page.material, self._importer(page.material, form)
            yield material, importer
            address = importer.next_page(address, material)
            material.path.unlink()

    def _importer(self, material: Material, form: str | None) -> Importer:
        for importer in self.importers:
            if importer.name == form or (form is None and importer.recognises(material)):
                return importer
        accepted = ", ".join(importer.name for importer in self.importers)
        raise Refused("unknown_format", name=material.name, accepted=accepted)


def _about_head(into: Path) -> Doubt:
    return Doubt(
        where=str(into),
        event="",
        field="programme",
        what="head_guessed",
        level="doubtful",
        text=sentence("head_guessed"),
    )


def _pieces(before: str, body: Path, after: str) -> Iterator[str]:
    """The text of the whole file, a piece at a time."""
    yield before
    yield "events:\n"
    with body.open(encoding="utf-8") as file:
        while piece := file.read(1 << 20):
            yield piece
    yield after
