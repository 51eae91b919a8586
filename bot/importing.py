"""`python -m bot import`: what others publish, written as a programme file. All importers are named here."""

import gc
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tqdm import tqdm

from bot.app import COMMUNES
from bot.clock import Clock
from bot.events.editing import report
from bot.events.importers.csv_table import CsvTable
from bot.events.importers.icalendar import ICalendar
from bot.events.importers.json_table import JsonTable
from bot.events.importers.jsonld import JsonLd
from bot.events.importers.openagenda import OpenAgenda
from bot.events.importers.opendatasoft import Opendatasoft
from bot.events.importers.xlsx_table import XlsxTable
from bot.events.intake.fetching import Fetcher
from bot.events.intake.importer import PARIS, Importer
from bot.events.intake.material import Material
from bot.events.intake.own_fields import read_own_fields
from bot.events.intake.run import Intake, Options, Outcome
from bot.events.intake.tables.columns import label_of
from bot.events.reading import read_programme
from bot.replies.phrases import Phrases
from intents import Gazetteer
from intents.documents import DocumentReader

#: Asked in this order whether a material is theirs.
IMPORTERS: tuple[Importer, ...] = (
    ICalendar(),
    XlsxTable(),
    OpenAgenda(),
    Opendatasoft(),
    JsonLd(),
    JsonTable(),
    CsvTable(),
)

_FETCHER = Fetcher()
_USUAL = Options()
#: Changes that are told one by one.
_TOLD = 200


class Bar:
    """A progress bar on a terminal, nothing elsewhere."""

    def __init__(self) -> None:
        tqdm.monitor_interval = 0  # no thread of its own: imports share their work among copies of this process
        self._bar = tqdm(unit="o", unit_scale=True, unit_divisor=1000, disable=None, file=sys.stderr, leave=False)

    def begin(self, material: Material) -> None:
        """A new bar for each material."""
        self._bar.set_description(material.name[-40:], refresh=False)
        self._bar.reset(total=material.size)

    def read(self, count: int) -> None:
        """So many bytes more; some are read twice, to tell the format."""
        self._bar.update(min(count, (self._bar.total or count) - self._bar.n))

    def close(self) -> None:
        """Wipe the bar."""
        self._bar.close()


def give_way() -> None:
    """A guide runs beside: people who wait for its answers go first."""
    if hasattr(os, "nice"):  # not on Windows
        os.nice(5)


def import_programme(
    sources: Sequence[str],
    into: Path,
    *,
    form: str | None = None,
    fields: Path | None = None,
    options: Options = _USUAL,
    fetcher: Fetcher = _FETCHER,
) -> Outcome:
    """Import sources into a programme file. Raises Refused, and leaves the file as it was."""
    own_fields = read_own_fields(fields) if fields else {}
    bar = Bar()
    intake = Intake(
        importers=IMPORTERS,
        communes=Gazetteer.load(COMMUNES),
        reader=DocumentReader(),
        fetcher=fetcher,
        progress=bar,
        now=Clock(PARIS).now(),
    )
    try:
        with _few_collections():
            return intake.run(sources, into, form=form, own_fields=own_fields, options=options)
    finally:
        bar.close()


@contextmanager
def _few_collections() -> Iterator[None]:
    """Look a hundred times less often for rings of objects: there are none, and all that is kept is gone through."""
    usual = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(100_000, 50, 1000)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        gc.unfreeze()


def as_json(outcome: Outcome) -> str:
    """What an import did, and all that a person should look at, as JSON."""
    return report.as_json(outcome.doubts)


def write_marked(path: Path, outcome: Outcome, into: Path) -> None:
    """A workbook of the programme with the cells marked that a person should look at. Raises ProgrammeErrors.

    Only the points when there is no file yet, as after `--dry-run`.
    """
    events = read_programme(into, Gazetteer.load(COMMUNES)).events if into.exists() else ()
    report.write_marked(path, events, outcome.doubts)


def told(outcome: Outcome, into: Path, phrases: Phrases, *, is_dry: bool = False) -> str:
    """What an import did, in French: what a person should look at, then the figures; or what it would do."""
    if outcome.unchanged:
        return phrases.text("import.unchanged")
    lines = [str(doubt) for doubt in outcome.doubts]
    lines += _changes(outcome, phrases)
    if is_dry:
        return "\n".join([*lines, phrases.text("import.dry")])
    lines.append(phrases.text("import.written", count=outcome.written, path=into))
    if outcome.kept:
        lines.append(phrases.text("import.kept", path=outcome.kept))
    if outcome.refused:
        lines.append(phrases.text("import.refused", count=outcome.refused))
    doubtful = sum(doubt.level == "doubtful" for doubt in outcome.doubts)
    lines.append(phrases.text("import.doubtful", count=doubtful) if doubtful else phrases.text("import.no_doubt"))
    return "\n".join(lines)


def _changes(outcome: Outcome, phrases: Phrases) -> Iterator[str]:
    """What differs from the programme as it was, change by change; new events are counted unless they are few."""
    kinds = Counter(change.kind for change in outcome.changes)
    is_first = kinds["new"] == outcome.written
    for change in outcome.changes[:_TOLD] if not is_first else ():
        yield phrases.text(
            f"import.{change.kind}",
            event=change.event,
            title=change.title,
            field=label_of(change.field),
            before=change.before,
            after=change.after,
        )
    if len(outcome.changes) > _TOLD and not is_first:
        yield phrases.text("import.more_changes", count=len(outcome.changes) - _TOLD)
    events = {kind: len({change.event for change in outcome.changes if change.kind == kind}) for kind in kinds}
    for kind in ("new", "changed", "cancelled"):
        if count := events.get(kind):
            yield phrases.text(f"import.count_{kind}", count=count)
