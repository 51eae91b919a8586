"""Whether a text says that an event is kept for a named class or group: « pour les Terminales du lycée X »."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from intents.documents.passages import Mention
from intents.vocabulary import load

FIELD = "reserved"


@lru_cache(maxsize=4)
def reserved(text: str) -> tuple[Mention, ...]:
    """The first words that say it for sure; else the first that may; one mention at most."""
    folded = text.lower()
    return tuple(_found(text)) if any(hint in folded for hint in _data()["hints"]) else ()


def _found(text: str) -> Iterator[Mention]:
    for certainty in ("sure", "perhaps"):
        if found := _pattern(certainty).search(text):
            yield Mention(FIELD, True, " ".join(found[0].split()), is_sure=certainty == "sure")
            return


@lru_cache(maxsize=1)
def _data() -> Mapping[str, Any]:
    found: Mapping[str, Any] = load("documents")[FIELD]
    return found


@lru_cache(maxsize=2)
def _pattern(certainty: str) -> re.Pattern[str]:
    """The patterns of the vocabulary as one; `{class}` and others stand for its groups of words."""
    data = _data()
    words = {name: f"(?:{'|'.join(listed)})" for name, listed in data["words"].items()}
    return re.compile("|".join(pattern.format_map(words) for pattern in data[certainty]), re.IGNORECASE)
