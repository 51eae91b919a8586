"""The distance between a wrong spelling and the words of the vocabularies, and its thresholds.

Optimal string alignment counts a letter added, dropped, changed, or swapped with its neighbour as one.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from itertools import chain

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


class Blocks:
    """Words by what they begin with and their length: what is near a word is looked for among few."""

    def __init__(self, words: Iterable[str]) -> None:
        """Of words that are as near, the first is nearest."""
        self._words = [*words]
        #: Their ranks, by the first letter and the length.
        self._blocks: dict[tuple[str, int], list[int]] = defaultdict(list)
        for rank, word in enumerate(self._words):
            self._blocks[word[0], len(word)].append(rank)
        self._gathered: dict[tuple[str, int, int], list[str]] = {}

    def _around(self, word: str, limit: int) -> list[str]:
        """Words that begin alike and are about as long, in their order."""
        letter, length = key = word[0], len(word)
        begun = self._gathered.get((*key, limit))
        if begun is None:
            lengths = range(length - limit, length + limit + 1)
            near = sorted(chain.from_iterable([self._blocks.get((letter, n), ()) for n in lengths]))
            begun = self._gathered[*key, limit] = [self._words[rank] for rank in near]
        return begun

    def nearest(self, word: str, limit: int) -> tuple[str, int] | None:
        """The nearest word that begins alike, and how many letters differ: as many as `limit` at most."""
        found = process.extractOne(word, self._around(word, limit), scorer=OSA.distance, score_cutoff=limit)
        return (found[0], int(found[1])) if found else None

    def near(self, word: str, limit: int) -> list[tuple[str, int]]:
        """All words that begin alike and differ in so few letters, the nearest first, and how many differ."""
        begun = self._around(word, limit)
        found = process.extract(word, begun, scorer=OSA.distance, score_cutoff=limit, limit=None)
        return [(known, int(distance)) for known, distance, _ in found]


class Spelling:
    """Known words, searched by distance: first among those that begin alike, then those whose first letter is wrong."""

    def __init__(self, words: Iterable[str]) -> None:
        """Words are in lower case and without accents."""
        self._words = {word for word in words if len(word) >= SHORTEST}
        self._blocks = Blocks(sorted(self._words))
        self._by_tail = {word[1:]: word for word in sorted(self._words, reverse=True)}
        self._longest = max(map(len, self._words), default=0)

    def nearest(self, word: str) -> tuple[str, int] | None:
        """The nearest known word and its distance (letters wrong), or None when none is near enough.

        A word of four letters is another only where one letter is missing, and of no other word: « frum », « lgne ».
        """
        limit = allowed(word)
        if len(word) == SHORTEST - 1:
            longer = [known for known, _ in self._blocks.near(word, 1) if len(known) > len(word)]
            return (longer[0], 1) if len(longer) == 1 else None
        if not limit:
            return None
        if found := self._blocks.near(word, limit):
            nearest = [near for near in found if near[1] == found[0][1]]
            # People drop more letters than they change: « recrutmen ».
            return next((near for near in nearest if is_part(word, near[0])), nearest[0])
        alike = min(with_first_letter_wrong(word, self._words, self._by_tail), default=None)
        return (alike, 1) if alike else None

    def swapped(self, word: str) -> str | None:
        """The known word of which two neighbours changed places: nobody hears « ouvretes » as another word.

        The first letter stands where it should, unless nothing else was meant: « elves » lacks a letter.
        """
        if len(word) > self._longest:  # thousands of letters in a row would be copied as many times
            return None
        for i in (*range(1, len(word) - 1), 0):
            turned = f"{word[:i]}{word[i + 1 : i + 2]}{word[i]}{word[i + 2 :]}"
            if turned in self._words:
                return turned if i or not self._lacks_a_letter(word) else None
        return None

    def _lacks_a_letter(self, word: str) -> bool:
        return any(len(known) > len(word) for known, _ in self._blocks.near(word, 1))

    def slip(self, word: str) -> str | None:
        """The known word that is one letter away, the longest of several: people drop letters more than they add some.

        Of a word of four letters, one must be missing.
        """
        if len(word) < SHORTEST - 1:
            return None
        alike = [known for known, _ in self._blocks.near(word, 1)]
        alike = alike or [*with_first_letter_wrong(word, self._words, self._by_tail)]
        alike = [known for known in alike if len(word) >= SHORTEST or len(known) > len(word)]
        return max(alike, key=lambda known: (len(known), known), default=None)


def is_part(word: str, known: str) -> bool:
    """All letters of the word stand in the known one, in their order."""
    left = iter(known)
    return all(letter in left for letter in word)
