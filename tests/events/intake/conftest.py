"""Imports of files into a folder of the test's own."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

import pytest

from bot.events.catalogue import Catalogue, load
from bot.events.communes import Communes
from bot.events.intake.fetching import Fetcher
from bot.events.intake.material import Material
from bot.events.intake.run import Intake, Outcome
from bot.importing import IMPORTERS
from intents.documents import DocumentReader

#: Local.
NOW = datetime(2025, 11, 10, 9)
#: A programme without events.
HEAD = """\
programme:
  id: essai
  name: Essai
  start: 2025-11-17
  end: 2025-11-21
  timezone: Europe/Paris
  region: "84"
"""


class NoBar:
    """Progress that nobody looks at."""

    def begin(self, material: Material) -> None:
        """Nothing to show."""

    def read(self, count: int) -> None:
        """Nothing to show."""


@pytest.fixture(scope="session")
def intake(communes: Communes, reader: DocumentReader) -> Intake:
    return Intake(importers=IMPORTERS, communes=communes, reader=reader, fetcher=Fetcher(), progress=NoBar(), now=NOW)


class Importing(Protocol):
    """Import sources into a programme without events, and load it."""

    def __call__(self, *sources: str | Path, form: str | None = None) -> tuple[Outcome, Catalogue]: ...


@pytest.fixture
def imported(intake: Intake, communes: Communes, tmp_path: Path) -> Importing:
    """Import sources into a programme without events, and load it."""

    def run(*sources: str | Path, form: str | None = None) -> tuple[Outcome, Catalogue]:
        into = tmp_path / "programme.yaml"
        into.write_text(f"{HEAD}events: []\n", encoding="utf-8")
        names: Sequence[str] = [str(source) for source in sources]
        outcome = intake.run(names, into, form=form)
        return outcome, load(into, communes)

    return run
