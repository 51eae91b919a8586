"""Whether a text says that an event is kept for a named class or group: « pour les Terminales du lycée X »."""

import re
from collections.abc import Iterator
from functools import lru_cache

from intents.documents.passages import Mention
from intents.vocabulary import load

FIELD = "reserved"


def reserved(text: str) -> Iterator[Mention]:
    """The first words that say it for sure; else the first that may."""
    for certainty in ("sure", "perhaps"):
        if found := _pattern(certainty).search(text):
            yield Mention(FIELD, True, " ".join(found[0].split()), is_sure=certainty == "sure")
            return


@lru_cache(maxsize=2)
def _pattern(certainty: str) -> re.Pattern[str]:
    """The patterns of the vocabulary as one; `{class}` and others stand for its groups of words."""
    data = load("documents")[FIELD]
    words = {name: f"(?:{'|'.join(listed)})" for name, listed in data["words"].items()}
    return re.compile("|".join(pattern.format_map(words) for pattern in data[certainty]), re.IGNORECASE)
