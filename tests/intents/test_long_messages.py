"""Messages that tell a story around what they ask: `tests/corpus/long_messages.yaml`."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from msgspec import Struct, structs

from intents import Criteria, Exclusions, Gazetteer, Scene
from intents.understand import Interpreter

_CORPUS = Path(__file__).parents[1] / "corpus" / "long_messages.yaml"
#: A Tuesday, in the evening.
NOW = datetime(2026, 11, 10, 18)


@pytest.fixture(scope="module")
def interpreter(gazetteer: Gazetteer) -> Interpreter:
    return Interpreter(gazetteer, Scene(start=date(2026, 11, 16), end=date(2026, 11, 22), areas=("reg:93",)))


def said(value: Any) -> Any:
    """A value as the corpus writes it: « 2026-11-16T06:00 / 2026-11-17T00:00 », « 06:00 / 12:00 »."""
    if isinstance(value, Criteria | Exclusions):
        return {
            f.name: said(getattr(value, f.name))
            for f in structs.fields(value)
            if getattr(value, f.name) not in ((), None)
        }
    if isinstance(value, Struct):  # a period, or hours
        ends = (getattr(value, f.name) for f in structs.fields(value))
        return " / ".join("" if end is None else end.isoformat(timespec="minutes") for end in ends)
    return [said(one) for one in value] if isinstance(value, tuple) else value


def asked(criteria: Criteria) -> dict[str, Any]:
    return {
        name: value
        for name, value in said(criteria).items()
        if value not in ({}, False) or name in ("online", "women_only")
    }


@pytest.mark.parametrize("entry", yaml.safe_load(_CORPUS.read_text(encoding="utf-8")), ids=lambda entry: entry["text"])
def test_what_a_story_asks(interpreter: Interpreter, entry: dict[str, Any]) -> None:
    understood = interpreter.understand(entry["text"], NOW)
    assert asked(understood.criteria) == entry["asks"]
    assert understood.intent == entry.get("intent", "search_events")


def test_all_of_the_region_suits(interpreter: Interpreter) -> None:
    """« toute la région nous convient » goes on with the request, in its sentence."""
    story = "Je travaille chez un imprimeur de Manosque, mes samedis sont longs et mon beau-frère me prête son auto."
    understood = interpreter.understand(
        f"{story} Je voudrais une visite sur le papier, toute la région nous convient, on adore rouler.", NOW
    )
    assert understood.place_words == {"whole-region"}
