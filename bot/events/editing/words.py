"""The words and sentences of editing.yaml."""

import re
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from bot.events.words import fold

#: A longer value is shown by its beginning.
_SHOWN = 120


@lru_cache(maxsize=1)
def data() -> Mapping[str, Any]:
    """All of editing.yaml."""
    text = files("bot.events.editing").joinpath("editing.yaml").read_text(encoding="utf-8")
    found: Mapping[str, Any] = yaml.safe_load(text)
    return found


def sentence(what: str, values: Mapping[str, object]) -> str:
    """The French sentence of a rule."""
    found: str = data()["sentences"][what]
    return found.format_map({name: _shown(value) for name, value in values.items()})


def level_name(level: str) -> str:
    """What a level is called in French."""
    return str(data()["levels"][level])


def _shown(value: object) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


@lru_cache(maxsize=1)
def about_industry() -> re.Pattern[str]:
    """Words of industry, in a folded text."""
    return re.compile(rf"\b(?:{'|'.join(fold(word) for word in data()['industry'])})")


@lru_cache(maxsize=1)
def weekdays() -> Mapping[str, int]:
    """Folded name → 0 for Monday."""
    return {fold(name): number for number, name in enumerate(data()["weekdays"])}
