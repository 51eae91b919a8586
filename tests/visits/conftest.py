"""The map of France."""

from pathlib import Path

import pytest

from intents import Gazetteer


@pytest.fixture(scope="session")
def communes() -> Gazetteer:
    """All of France, as the guide has it."""
    return Gazetteer.load(Path("data/communes.csv"))
