"""The distance between a wrong spelling and the words of the vocabularies, and its thresholds.

Optimal string alignment counts a letter added, dropped, changed, or swapped with its neighbour as one.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

#: Shorter words are never corrected: one letter makes another word of them.
SHORTEST = 5
#: Words of that length or more may have two letters wrong.
LONG = 8


def allowed(word: str) -> int:
    """How many letters of the word may be wrong."""
    if len(word) < SHORTEST:
        return 0
    return 2 if len(word) >= LONG else 1


def with_first_letter_wrong(word: str, known: Container[str], by_tail: Mapping[str, str]) -> Iterator[str]:
    """Known words that begin with another letter and are one letter away from a word: it is wrong, missing, added, or

    swapped with the second. `by_tail` finds known words by all their letters but the first.
    """
    swapped = word[1:2] + word[:1] + word[2:]
    for found in (by_tail.get(word[1:]), by_tail.get(word), word[1:], swapped):
        if found is not None and found in known:
            yield found


class Spelling:
    """Known words, searched by distance: first among those that begin alike, then those whose first letter is wrong."""

    def __init__(self, words: Iterable[str]) -> None:
        """Words are in lower case and without accents."""
        self._words = {word for word in words if len(word) >= SHORTEST}
        self._blocks: dict[tuple[str, int], list[str]] = defaultdict(list)
        for word in self._words:
            self._blocks[word[0], len(word)].append(word)
        self._by_tail = {word[1:]: word for word in sorted(self._words, reverse=True)}

    def nearest(self, word: str) -> tuple[str, int] | None:
        """The nearest known word and its distance (letters wrong), or None when none is near enough."""
        limit = allowed(word)
        if not limit:
            return None
        if found := self._near(word, limit):
            cost, nearest = min((cost, known) for known, cost in found)
            return nearest, cost
        alike = min(with_first_letter_wrong(word, self._words, self._by_tail), default=None)
        return (alike, 1) if alike else None

    def slip(self, word: str) -> str | None:
        """The known word that is one letter away, the longest of several: people drop letters more than they add some.

        Of a word of four letters, one must be missing.
        """
        if len(word) < SHORTEST - 1:
            return None
        alike = [known for known, _ in self._near(word, 1)]
        alike = alike or [*with_first_letter_wrong(word, self._words, self._by_tail)]
        alike = [known for known in alike if len(word) >= SHORTEST or len(known) > len(word)]
        return max(alike, key=lambda known: (len(known), known), default=None)

    def _near(self, word: str, limit: int) -> list[tuple[str, int]]:
        """Known words that begin alike and are that near, with their distances."""
        lengths = range(len(word) - limit, len(word) + limit + 1)
        begun = [known for length in lengths for known in self._blocks.get((word[0], length), ())]
        found = process.extract(word, begun, scorer=OSA.distance, score_cutoff=limit, limit=None)
        return [(known, int(cost)) for known, cost, _ in found]
