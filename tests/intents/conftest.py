"""What the tests of `intents` share: the map of France, read once."""

from pathlib import Path

import pytest

from intents.gazetteer import Gazetteer


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    """All of France."""
    return Gazetteer.load(Path(__file__).parents[2] / "data" / "communes.csv")
