"""Which classes of pupils a message speaks of (tests/corpus/levels.yaml)."""

from datetime import datetime
from pathlib import Path

import pytest
import yaml

from intents import Gazetteer, Interpreter, Scene

_GROUPS = yaml.safe_load((Path(__file__).parent.parent / "corpus" / "levels.yaml").read_text(encoding="utf-8"))
_PHRASES = [(phrase, tuple(group["says"])) for group in _GROUPS for phrase in group["phrases"]]


@pytest.fixture(scope="module")
def interpreter() -> Interpreter:
    return Interpreter(Gazetteer.load(Path("data/communes.csv")), Scene(areas=("reg:93",)))


@pytest.mark.parametrize(("phrase", "levels"), _PHRASES)
def test_levels(phrase: str, levels: tuple[str, ...], interpreter: Interpreter) -> None:
    assert interpreter.understand(phrase, datetime(2021, 11, 15, 9)).levels == levels
