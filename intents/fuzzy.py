"""The distance between a wrong spelling and the words of the vocabularies, and its thresholds.

Optimal string alignment counts a letter added, dropped, changed, or swapped with its neighbour as one.
"""

from collections import defaultdict
from collections.abc import Iterable

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


class Spelling:
    """Known words, searched by distance: first among those that begin alike, then among all for one wrong letter."""

    def __init__(self, words: Iterable[str]) -> None:
        """Words are in lower case and without accents."""
        self._words = sorted({w for w in words if len(w) >= SHORTEST})
        self._blocks: dict[str, list[str]] = defaultdict(list)
        for word in self._words:
            self._blocks[word[0]].append(word)

    def nearest(self, word: str) -> tuple[str, int] | None:
        """The nearest known word and its distance (letters wrong), or None when none is near enough."""
        limit = allowed(word)
        if not limit:
            return None
        return self._best(word, self._blocks.get(word[0], []), limit) or self._best(word, self._words, 1)

    @staticmethod
    def _best(word: str, candidates: list[str], limit: int) -> tuple[str, int] | None:
        found = process.extractOne(word, candidates, scorer=OSA.distance, score_cutoff=limit)
        return (found[0], int(found[1])) if found else None
