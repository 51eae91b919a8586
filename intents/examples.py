"""How usual the words of a message are with each intent, learnt from the examples of the vocabulary.

A naive Bayes model: each word and each pair of neighbours speaks for the intents whose examples hold it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from math import log, sqrt

from intents.model import Span
from intents.phrases import expand
from intents.text import Text, keys

#: What is added to every count: words never seen with an intent speak against it, mildly.
_SMOOTHING = 0.3
#: One word says no more than that, for or against.
_MOST, _LEAST = 2.5, -1.0
#: What the examples weigh beside phrases and rules.
_WEIGHT = 1.2
_CAP = 3.5
#: Families whose words are replaced by their name: any town is « {place} ».
SLOTS = frozenset({"place", "date", "kind", "sector", "theme", "interest", "product", "audience", "age", "group_size"})
_SAME = {"sector": "thing", "theme": "thing", "interest": "thing", "product": "thing"}


class Examples:
    """Weighs intents by the words of their examples."""

    def __init__(self, examples: Mapping[str, Iterable[str]]) -> None:
        """`examples` gives templates (of `phrases.expand`) for each intent, with slots such as « {place} »."""
        counts: dict[str, Counter[str]] = {intent: Counter() for intent in examples}
        for intent, templates in examples.items():
            for template in templates:
                for phrase in expand(template):
                    counts[intent].update(_features(_slotted(phrase)))
        self._intents = tuple(examples)
        self._odds = _Odds(counts)

    def weigh(self, text: Text, spans: Sequence[Span]) -> dict[str, float]:
        """What each intent gains or loses; nothing for a message of unknown words."""
        rows = [row for f in _features(_with_slots(text, spans)) if (row := self._odds.of(f))]
        if not rows:
            return {}
        totals = [sum(column) for column in zip(*rows, strict=True)]
        scale = _WEIGHT / sqrt(len(rows))
        return {i: max(-_CAP, min(_CAP, scale * total)) for i, total in zip(self._intents, totals, strict=True)}


def _slotted(phrase: str) -> list[str]:
    return [
        key
        for word in phrase.split()
        for key in ([word] if word.startswith("{") else keys(word))
        if key.isalnum() or key.startswith("{")
    ]


def _with_slots(text: Text, spans: Sequence[Span]) -> list[str]:
    slots: dict[int, str] = {}
    for span in spans:
        if span.family in SLOTS:
            name = _SAME.get(span.family, span.family)
            slots.update(dict.fromkeys(range(span.first, span.last), ""))
            slots[span.first] = f"{{{name}}}"
    words = (slots.get(i, key) for i, key in enumerate(text.keys))
    return [word for word in words if word.isalnum() or word.startswith("{")]


def _features(words: Sequence[str]) -> list[str]:
    """Words and pairs of neighbours, each once, in their order: sums of the same message are the same."""
    padded = ["^", *words, "$"]
    return list(dict.fromkeys([*words, *(f"{a} {b}" for a, b in pairwise(padded))]))


class _Odds:
    """For each feature, the logarithm of how much more usual it is with each intent than on the average."""

    def __init__(self, counts: Mapping[str, Counter[str]]) -> None:
        self._seen: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for index, counter in enumerate(counts.values()):
            for feature, count in counter.items():
                self._seen[feature].append((index, count))
        self._sizes = [sum(counter.values()) + _SMOOTHING * len(self._seen) for counter in counts.values()]
        self._rows: dict[str, tuple[float, ...]] = {}

    def of(self, feature: str) -> tuple[float, ...] | None:
        """One figure an intent, reckoned when it is first asked; None for a feature of no example."""
        if feature not in self._seen:
            return None
        if feature not in self._rows:
            self._rows[feature] = self._row(feature)
        return self._rows[feature]

    def _row(self, feature: str) -> tuple[float, ...]:
        shares = [_SMOOTHING / size for size in self._sizes]
        for index, count in self._seen[feature]:
            shares[index] += count / self._sizes[index]
        mean = sum(shares) / len(shares)
        return tuple(min(_MOST, max(_LEAST, log(share / mean))) for share in shares)
