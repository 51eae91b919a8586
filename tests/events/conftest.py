"""The map of France and the programmes that the tests of events share."""

from pathlib import Path

import pytest

from bot.events.communes import Communes
from intents.documents import DocumentReader
from intents.gazetteer import Gazetteer

_ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def communes() -> Communes:
    """All of France, as the guide has it."""
    return Gazetteer.load(_ROOT / "data" / "communes.csv")


@pytest.fixture(scope="session")
def reader() -> DocumentReader:
    """Reads the texts of organisers."""
    return DocumentReader()


@pytest.fixture(scope="session")
def files() -> Path:
    """Where saved files stand."""
    return _ROOT / "tests" / "files"


@pytest.fixture(scope="session")
def real_programme() -> Path:
    """The programme that the guide comes with."""
    return _ROOT / "data" / "events.yaml"
