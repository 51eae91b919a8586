"""`python -m bot import`: what others publish, written as a programme file. All importers are named here."""

import sys
from collections.abc import Sequence
from pathlib import Path

from tqdm import tqdm

from bot.app import COMMUNES
from bot.events.editing import report
from bot.events.importers.csv_table import CsvTable
from bot.events.importers.icalendar import ICalendar
from bot.events.importers.json_table import JsonTable
from bot.events.importers.jsonld import JsonLd
from bot.events.importers.openagenda import OpenAgenda
from bot.events.importers.opendatasoft import Opendatasoft
from bot.events.importers.xlsx_table import XlsxTable
from bot.events.intake.fetching import Fetcher
from bot.events.intake.importer import Importer
from bot.events.intake.material import Material
from bot.events.intake.own_fields import read_own_fields
from bot.events.intake.run import Intake, Outcome
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


class Bar:
    """A progress bar on a terminal, nothing elsewhere."""

    def __init__(self) -> None:
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


def import_programme(
    sources: Sequence[str],
    into: Path,
    *,
    form: str | None = None,
    fields: Path | None = None,
    label: bool = False,
    fetcher: Fetcher = _FETCHER,
) -> Outcome:
    """Import sources into a programme file. Raises Refused, and leaves the file as it was.

    `label`: what it asks for is looked at too.
    """
    own_fields = read_own_fields(fields) if fields else {}
    bar = Bar()
    intake = Intake(
        importers=IMPORTERS,
        communes=Gazetteer.load(COMMUNES),
        reader=DocumentReader(),
        fetcher=fetcher,
        progress=bar,
    )
    try:
        return intake.run(sources, into, form=form, own_fields=own_fields, label=label)
    finally:
        bar.close()


def as_json(outcome: Outcome) -> str:
    """What an import did, and all that a person should look at, as JSON."""
    return report.as_json(outcome.doubts)


def write_marked(path: Path, outcome: Outcome, into: Path) -> None:
    """A workbook of the programme with the cells marked that a person should look at. Raises ProgrammeErrors."""
    programme = read_programme(into, Gazetteer.load(COMMUNES))
    report.write_marked(path, programme.events, outcome.doubts)


def told(outcome: Outcome, into: Path, phrases: Phrases) -> str:
    """What an import did, in French: what a person should look at, then the figures."""
    if outcome.unchanged:
        return phrases.text("import.unchanged")
    lines = [str(doubt) for doubt in outcome.doubts]
    lines.append(phrases.text("import.written", count=outcome.written, path=into))
    if outcome.kept:
        lines.append(phrases.text("import.kept", path=outcome.kept))
    for name, count in (("refused", outcome.refused), ("removed", len(outcome.removed))):
        if count:
            lines.append(phrases.text(f"import.{name}", count=count))
    doubtful = sum(doubt.level == "doubtful" for doubt in outcome.doubts)
    lines.append(phrases.text("import.doubtful", count=doubtful) if doubtful else phrases.text("import.no_doubt"))
    return "\n".join(lines)
