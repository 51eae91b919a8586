"""What a message is for, as its words and its structure tell, learnt from examples.

A linear model over words, pairs of neighbours, parts of words and the facts that rules use. `tools/make_examples.py`
learns the weights from `vocabulary/examples/<intent>.txt`; here they are only added up.
"""

from array import array
from bisect import bisect_left
from collections.abc import Sequence, Set
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from math import exp, log
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


_UNKNOWN = -1


class Feature(NamedTuple):
    """One thing that a message holds."""

    #: « word:visiter », « pair:je cherche », « part:isit », « fact:reminder », « fact:event reminder ».
    name: str
    value: float
    #: Where its weights stand; `_UNKNOWN` when no example had it.
    row: int


class _Model(NamedTuple):
    """What was learnt; a row of weights for each feature, a column for each intent."""

    #: `code_of` each feature's name, in order.
    codes: Sequence[int]
    weights: NDArray[np.int8]
    #: What a weight of 1 stands for.
    unit: np.float32
    bias: NDArray[np.float32]


@cache
def _model() -> _Model:
    with (files("intents") / "vocabulary" / "examples.npz").open("rb") as file, np.load(file) as model:
        codes = array("I", model["codes"].tobytes())  # one is sought in it sooner than in numpy's
        return _Model(codes, model["weights"], np.float32(model["unit"]), model["bias"])


def code_of(name: str) -> int:
    """A number of 32 bits that stands for a feature."""
    return crc32(name.encode())


def features(text: Text, spans: Sequence[Span], facts: Set[str]) -> list[Feature]:
    """What the model sees of a message, some of it twice; `facts` are those of `classify.py`."""
    words = _with_slots(text, spans)
    found = [feature for word in words for feature in _of_word(word)]
    found += [_of_pair(a, b) for a, b in pairwise(["^", *words, "$"])]
    found += [_of_fact(fact) for fact in sorted(facts)]
    found += [_of_fact(fact, state) for state in sorted(facts & _STATE) or ["free"] for fact in sorted(facts - _STATE)]
    return found


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
def _of_word(word: str) -> tuple[Feature, ...]:
    """The word and its parts."""
    whole = _feature(f"word:{word}", _WORD)
    if len(word) < _WHOLE or word.startswith("{"):
        return (whole,)
    bounded = f"<{word}>"
    starts = [(first, first + length) for length in _PARTS for first in range(len(bounded) - length + 1)]
    return (whole, *[_feature(f"part:{bounded[first:last]}", _PART) for first, last in starts])


@lru_cache(maxsize=20_000)
def _of_pair(word: str, after: str) -> Feature:
    return _feature(f"pair:{word} {after}", _PAIR)


@lru_cache(maxsize=20_000)
def _of_fact(fact: str, state: str = "") -> Feature:
    """A fact, or what it says in a state of the conversation."""
    return _feature(f"fact:{state} {fact}", _JOINED) if state else _feature(f"fact:{fact}", _FACT)


def _feature(name: str, value: float) -> Feature:
    codes, code = _model().codes, code_of(name)
    row = bisect_left(codes, code)
    return Feature(name, value, row if row < len(codes) and codes[row] == code else _UNKNOWN)


def weigh(found: Sequence[Feature]) -> "Weighed":
    """What the features of a message say for each intent."""
    model = _model()
    known = {feature.row: feature for feature in found}
    known.pop(_UNKNOWN, None)
    values = np.array([value for _, value, _ in known.values()], dtype=np.float32) * model.unit
    weights = model.weights[list(known)]
    sums: list[float] = (model.bias + values @ weights.astype(np.float32)).tolist()
    whole = log(sum(map(exp, sums)))
    shares = [each - whole if each > whole + _FLOOR else _FLOOR for each in sums]
    return Weighed([*known.values()], values, weights, dict(zip(INTENTS, shares, strict=True)))


class Weighed(NamedTuple):
    """The words of one message, weighed."""

    #: Features that are known, and how much of each there is.
    known: Sequence[Feature]
    values: NDArray[np.float32]
    #: A row for each name, a column for each intent.
    weights: NDArray[np.int8]
    #: The logarithm of each intent's share; all are 0 or less.
    shares: dict[str, float]

    def best(self, intent: str, most: int = 3) -> list[str]:
        """What speaks most for an intent: « word:visiter »."""
        column = self.values * self.weights[:, INTENTS.index(intent)]
        return [self.known[i].name for i in np.argsort(-column, kind="stable")[:most].tolist() if column[i] > 0]
