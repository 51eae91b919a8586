"""Messages sent before they are finished, and those whose beginning is missing."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from intents import Context, Gazetteer, Interpreter, Scene

_LABELLED = Path(__file__).parents[2] / "benchmarks/labelled"
_NOW = datetime(2021, 11, 15, 9)
#: One message of so many is cut, each at another of its words.
_EACH = 7
_CONTEXTS = (Context(), Context(listed=5, has_search=True, has_event=True, has_other=True, mention=0.5))


@pytest.mark.parametrize("context", _CONTEXTS, ids=["alone", "after a list"])
def test_what_is_cut_off_anywhere_is_understood_to_mean_something(gazetteer: Gazetteer, context: Context) -> None:
    interpreter = Interpreter(gazetteer, Scene(areas=("reg:93",)))
    files = [path.read_text(encoding="utf-8") for path in sorted(_LABELLED.glob("*/questions.jsonl"))]
    for i, line in enumerate([line for file in files for line in file.splitlines()][::_EACH]):
        words = json.loads(line)["text"].split()
        at = i % len(words)
        for part in (words[:at], words[at:]):
            assert interpreter.understand(" ".join(part), _NOW, context).intent
