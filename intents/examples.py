"""What a message is for, as its words and its structure tell, learnt from examples.

A linear model over words, pairs of neighbours, parts of words and the facts that rules use. `tools/make_examples.py`
learns the weights from `vocabulary/examples/<intent>.txt`; here they are only added up.
"""

from array import array
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Set
from functools import cache, lru_cache
from itertools import count, pairwise, repeat, starmap
from typing import NamedTuple, TypeAlias, TypeVar
from zipfile import ZipFile
from zlib import crc32

from intents.model import INTENTS, Span
from intents.sums import ONE, ONES, by_intent
from intents.text import Text
from intents.vocabulary import FOLDER

#: Families whose words are replaced by their name: any town is « {place} ».
_SLOTS = {
    **{family: f"{{{family}}}" for family in ("place", "date", "kind", "audience", "age", "group_size", "alone")},
    "practical": "{practical}",
    **dict.fromkeys(("sector", "theme", "interest", "product"), "{thing}"),
}
#: What counts as a word, and has no letter.
_NO_WORDS = frozenset({"?", "{", *_SLOTS.values()})
#: Lengths of the parts of words, and the shortest word that has parts.
_PARTS, _WHOLE = (3, 4, 5), 4
#: Words outweigh pairs, which outweigh parts, since there are more of them; in tenths of a weight.
WORD, _PAIR, _PART = 10, 8, 3
#: Facts, and facts joined to the state of the conversation.
_FACT, _JOINED = 10, 7
#: Facts that say where the conversation stands and what is pointed at.
_STATE = frozenset({"named", "hinted", "reference", "list", "event", "definite"})

#: What is added to a weight, so that none is below 0, and the number of intents.
_ZERO, _COLUMNS = 128, len(INTENTS)
#: What features a message holds: each name, « word:visiter », « pair:je cherche », « part:isit », « fact:reminder »,
#: « fact:event reminder », and how much of it there is, in tenths.
Features: TypeAlias = Mapping[str, int]
T = TypeVar("T")


class _Alike(NamedTuple):
    """Features of one kind, of all of which there is as much."""

    #: "word", "pair", "part" or "fact".
    kind: str
    names: Collection[str]
    value: int


class _Model(NamedTuple):
    """What was learnt."""

    #: The row of each feature, by `code_of` its name.
    rows: Mapping[int, int]
    #: A byte for each of them and each intent, `_ZERO` more than the weight.
    weights: bytes
    #: What any message weighs (`sums.py`).
    bias: int


@cache
def _model() -> _Model:
    with ZipFile(FOLDER / "examples.npz") as archive:
        codes, weights, bias = (_values(archive, name) for name in ("codes", "weights", "bias"))
    raised = bytes((weight + _ZERO) % 256 for weight in range(256))
    rows = dict(zip(array("I", codes), count()))
    always = [value * one for value, one in zip(array("i", bias), ONE.values(), strict=True)]
    return _Model(rows, weights.translate(raised), sum(always))


def _values(archive: ZipFile, name: str) -> bytes:
    """An array of numpy's, read without it: its import would take a fifth of the start."""
    data = archive.read(f"{name}.npy")
    start = 10 + int.from_bytes(data[8:10], "little")
    if b"'fortran_order': False" not in data[:start]:
        raise ValueError(f"{name} of examples.npz is not written row by row")
    return data[start:]


def code_of(name: str) -> int:
    """A number of 32 bits that stands for a feature."""
    return crc32(name.encode())


#: Those of the kinds, with which the names of their features begin.
_BEGUN = {kind: code_of(f"{kind}:") for kind in ("word", "pair", "part", "fact")}


def features(text: Text, spans: Sequence[Span], facts: Set[str]) -> Features:
    """What the model may learn of a message; `facts` are those of `classify.py`."""
    found = Counter[str]()
    for each in _gathered(text, spans, facts, _in_word, _in_pair, _in_fact):
        for kind, names, value in each:
            found.update({f"{kind}:{name}": value for name in names})
    return found


def _gathered(
    text: Text,
    spans: Sequence[Span],
    facts: Set[str],
    of_word: Callable[[str], T],
    of_pair: Callable[[str, str], T],
    of_fact: Callable[[str, tuple[str, ...]], T],
) -> list[T]:
    """What each word, each pair of words and each fact of a message gives, every one once."""
    words = _with_slots(text, spans)
    pairs = pairwise(["^", *words, "$"])
    return [
        *map(of_word, dict.fromkeys(words)),
        *starmap(of_pair, dict.fromkeys(pairs)),
        *map(of_fact, facts, repeat(_states(facts))),
    ]


def _with_slots(text: Text, spans: Sequence[Span]) -> list[str]:
    """The words of a message, with the names of families in place of what was read."""
    words = list(text.keys)
    for span in spans:
        if span.family in _SLOTS:
            words[span.first : span.last] = [_SLOTS[span.family], *[""] * (span.last - span.first - 1)]
    return [word for word in words if word.isalnum() or word in _NO_WORDS]


def _states(facts: Set[str]) -> tuple[str, ...]:
    """Where the conversation stands, as facts tell."""
    return tuple(sorted(facts & _STATE)) or ("free",)


def _in_word(word: str) -> list[_Alike]:
    """The word and its parts."""
    whole = _Alike("word", (word,), WORD)
    if len(word) < _WHOLE or word in _NO_WORDS:
        return [whole]
    bounded = f"<{word}>"
    parts = [bounded[first : first + length] for length in _PARTS for first in range(len(bounded) - length + 1)]
    return [whole, _Alike("part", dict.fromkeys(parts), _PART)]


def _in_pair(word: str, after: str) -> list[_Alike]:
    return [_Alike("pair", (f"{word} {after}",), _PAIR)]


def _in_fact(fact: str, states: tuple[str, ...]) -> list[_Alike]:
    """A fact alone, and what it says in each state of the conversation."""
    alone = _Alike("fact", (fact,), _FACT)
    return [alone] if fact in _STATE else [alone, _Alike("fact", [f"{state} {fact}" for state in states], _JOINED)]


@lru_cache(maxsize=10_000)
def _of_word(word: str) -> int:
    return _sums(_in_word(word))


@lru_cache(maxsize=10_000)
def _of_pair(word: str, after: str) -> int:
    return _sums(_in_pair(word, after))


@lru_cache(maxsize=10_000)
def _of_fact(fact: str, states: tuple[str, ...]) -> int:
    return _sums(_in_fact(fact, states))


def _sums(features: Iterable[_Alike]) -> int:
    """What features say, those that an example had: that many times the weights of each, added up (`sums.py`)."""
    rows, weights, *_ = _model()
    total, wide = 0, bytearray(4 * _COLUMNS)
    for kind, names, value in features:
        begun = _BEGUN[kind]
        found = [row for name in names if (row := rows.get(crc32(name.encode(), begun))) is not None]
        weight = -len(found) * _ZERO * ONES
        for row in found:
            wide[::4] = weights[row * _COLUMNS : (row + 1) * _COLUMNS]
            weight += int.from_bytes(wide, "little")
        total += value * weight
    return total


def weigh(text: Text, spans: Sequence[Span], facts: Set[str]) -> tuple[int, ...]:
    """How much speaks for each intent, as `INTENTS` has them. Features that no example had say nothing."""
    return by_intent(sum(_gathered(text, spans, facts, _of_word, _of_pair, _of_fact), _model().bias))


def telling(found: Features, intent: str, most: int = 3) -> list[str]:
    """What speaks most for an intent: « word:visiter »."""
    place = INTENTS.index(intent)
    said: list[tuple[int, str]] = []
    for name, value in found.items():
        kind, _, rest = name.partition(":")
        said.append((by_intent(_sums([_Alike(kind, (rest,), value)]))[place], name))
    return [name for weight, name in sorted(said, reverse=True)[:most] if weight > 0]
