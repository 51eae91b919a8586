"""What a message is for, as its words and its structure tell, learnt from examples.

A linear model over words, pairs of neighbours, parts of words and the facts that rules use. `tools/make_examples.py`
learns the weights from `vocabulary/examples/<intent>.txt`; here they are only added up.
"""

from collections.abc import Sequence, Set
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from math import log
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from intents.model import INTENTS, Span
from intents.text import Text

#: No message speaks against an intent by more than this (natural logarithm).
_FLOOR = -8.0
#: Families whose words are replaced by their name: any town is « {place} ».
_SLOTS = frozenset({"place", "date", "kind", "sector", "theme", "interest", "product", "audience", "age", "group_size"})
_SAME = {"sector": "thing", "theme": "thing", "interest": "thing", "product": "thing"}
#: Lengths of the parts of words, and the shortest word that has parts.
_PARTS, _WHOLE = (3, 4, 5), 4
#: Words outweigh pairs, which outweigh parts, since there are more of them.
_WORD, _PAIR, _PART = 1.0, 0.8, 0.3
#: Facts, and facts joined to the state of the conversation.
_FACT, _JOINED = 1.0, 0.7
#: Facts that say where the conversation stands and what is pointed at.
_STATE = frozenset({"named", "hinted", "reference", "list", "event", "definite"})


class Feature(NamedTuple):
    """One thing that a message holds."""

    #: « word:visiter », « pair:je cherche », « part:isit », « fact:reminder », « fact:event reminder ».
    name: str
    value: float

    @property
    def code(self) -> int:
        """A number of 32 bits that stands for the name."""
        return crc32(self.name.encode())


def features(text: Text, spans: Sequence[Span], facts: Set[str]) -> list[Feature]:
    """What the model sees of a message, each once; `facts` are those of `classify.py`."""
    words = _with_slots(text, spans)
    found = [Feature(f"word:{word}", _WORD) for word in words]
    found += [Feature(f"pair:{a} {b}", _PAIR) for a, b in pairwise(["^", *words, "$"])]
    found += [part for word in words for part in _parts(word)]
    found += [Feature(f"fact:{fact}", _FACT) for fact in sorted(facts)]
    found += [
        Feature(f"fact:{state} {fact}", _JOINED)
        for state in sorted(facts & _STATE) or ["free"]
        for fact in sorted(facts - _STATE)
    ]
    return list(dict.fromkeys(found))


def _with_slots(text: Text, spans: Sequence[Span]) -> list[str]:
    """The words of a message, with the names of families in place of what was read."""
    slots: dict[int, str] = {}
    for span in spans:
        if span.family in _SLOTS:
            name = _SAME.get(span.family, span.family)
            slots.update(dict.fromkeys(range(span.first, span.last), ""))
            slots[span.first] = f"{{{name}}}"
    words = (slots.get(i, key) for i, key in enumerate(text.keys))
    return [word for word in words if word.isalnum() or word == "?" or word.startswith("{")]


@lru_cache(maxsize=20_000)
def _parts(word: str) -> tuple[Feature, ...]:
    if len(word) < _WHOLE or word.startswith("{"):
        return ()
    bounded = f"<{word}>"
    starts = [(first, first + length) for length in _PARTS for first in range(len(bounded) - length + 1)]
    return tuple(Feature(f"part:{bounded[first:last]}", _PART) for first, last in starts)


class Examples:
    """Weighs intents by the features of a message."""

    def __init__(self) -> None:
        with (files("intents") / "vocabulary" / "examples.npz").open("rb") as file, np.load(file) as model:
            self._codes: NDArray[np.uint32] = model["codes"]
            self._weights: NDArray[np.int8] = model["weights"]
            self._unit = float(model["unit"])
            self._bias: NDArray[np.float32] = model["bias"]

    def weigh(self, found: Sequence[Feature]) -> "Weighed":
        """What the features of a message say for each intent."""
        codes = np.array([crc32(name.encode()) for name, _ in found], dtype=np.uint32)
        places = np.minimum(np.searchsorted(self._codes, codes), len(self._codes) - 1)
        known = np.flatnonzero(self._codes[places] == codes).tolist()
        values = np.array([found[i].value for i in known], dtype=np.float32) * np.float32(self._unit)
        weights = self._weights[places[known]]
        sums = self._bias + values @ weights.astype(np.float32)
        shares = sums - sums.max()
        shares = np.maximum(_FLOOR, shares - log(np.exp(shares).sum()))
        names = tuple([found[i].name for i in known])
        return Weighed(names, values, weights, dict(zip(INTENTS, shares.tolist(), strict=True)))


class Weighed(NamedTuple):
    """The words of one message, weighed."""

    #: Features that are known, and how much of each there is.
    names: tuple[str, ...]
    values: NDArray[np.float32]
    #: A row for each name, a column for each intent.
    weights: NDArray[np.int8]
    #: The logarithm of each intent's share; all are 0 or less.
    shares: dict[str, float]

    def best(self, intent: str, most: int = 3) -> list[str]:
        """What speaks most for an intent: « word:visiter »."""
        column = self.values * self.weights[:, INTENTS.index(intent)]
        return [self.names[i] for i in np.argsort(-column, kind="stable")[:most].tolist() if column[i] > 0]
