"""Which events hold which words: an inverted index over their texts, for keywords and for names."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import takewhile

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.events.model import Event
from bot.events.words import content_words, fold, root, stem, telling, words_of

#: Where a word stands in an event; several may be added up.
TITLE, PLACE, ORGANISER, SUMMARY, CITY, KIND = (1 << i for i in range(6))
ALL = TITLE | PLACE | ORGANISER | SUMMARY | CITY | KIND
#: Where `keywords` are looked for.
_KEYWORD_FIELDS = TITLE | PLACE | ORGANISER | SUMMARY
#: Shorter stems are never taken for one another.
_SHORTEST = 5
_LONG = 8
#: Misspelt stems remembered.
_REMEMBERED = 4096
#: A beginning that more words than that share is short for none of them in particular.
_SHORT_FOR = 3
#: A word that is stuck to its article is longer.
_STUCK = 4


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Postings:
    """Events (indices, in order) that hold a stem, and where in each (sums of TITLE, PLACE…)."""

    events: NDArray[np.int32]
    fields: NDArray[np.uint8]
    #: All of `fields` together.
    anywhere: int


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class WordIndex:
    """Stems → events, and the families of words that are told by what they are made from."""

    size: int
    postings: dict[str, Postings]
    #: Root → stems of the words with an ending of trades and works that are made from it.
    families: dict[str, frozenset[str]]
    #: First letter → stems that a misspelt one may be.
    spelt_from: dict[str, list[str]]
    #: Misspelt stems that were looked for → what they were meant to be.
    meant: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def build(cls, events: Sequence[Event]) -> "WordIndex":
        """The index of events, numbered in their order."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        where: defaultdict[str, list[int]] = defaultdict(list)
        said: set[str] = set()
        for number, event in enumerate(events):
            for word_stem, fields in _fields_by_stem(event).items():
                found[word_stem].append(number)
                where[word_stem].append(fields)
            said.update(*map(_words_of, _keyword_texts(event)))
        spelt_from: defaultdict[str, list[str]] = defaultdict(list)
        for word_stem in sorted(found):
            if len(word_stem) >= _SHORTEST:
                spelt_from[word_stem[0]].append(word_stem)
        return cls(
            size=len(events),
            postings={s: _postings(numbers, where[s]) for s, numbers in found.items()},
            families=_families(said),
            spelt_from=dict(spelt_from),
        )

    def holding(self, keyword: str) -> NDArray[np.bool_]:
        """Which events hold all words of a keyword, in title, summary, organiser or place name (a mask)."""
        said = content_words(keyword)
        mask = np.full(self.size, bool(said))
        for word in said:
            mask &= self._holding_word(self.readings(word, _KEYWORD_FIELDS))
        return mask

    def frequency(self, word: str) -> int:
        """How many events hold a word, or one of its family, in title, summary, organiser or place name."""
        word = fold(word)
        return int(self._holding_word(self._known(self._same(word), _KEYWORD_FIELDS)).sum())

    def readings(self, word: str, fields: int = ALL) -> tuple[str, ...]:
        """The programme's stems that a folded word stands for, in these fields: itself and its family, else what it is

        made from or short for, else what it was meant to be.
        """
        for candidates in (self._same, self._origin, self._unstuck, self._short_for, self.nearest):
            if known := self._known(candidates(word), fields):
                return known
        return ()

    def _known(self, candidates: Iterable[str], fields: int) -> tuple[str, ...]:
        known = ((s, self.postings.get(s)) for s in candidates)
        return tuple(s for s, found in known if found is not None and found.anywhere & fields)

    def _holding_word(self, readings: Iterable[str]) -> NDArray[np.bool_]:
        mask = np.zeros(self.size, np.bool_)
        for found in (self.postings[s] for s in readings):
            mask[found.events[(found.fields & _KEYWORD_FIELDS) > 0]] = True
        return mask

    def _same(self, word: str) -> Iterable[str]:
        """The word's stem, those of its family and of what is made from it: « soudure », « soudeurs »; « parfum »."""
        made_from = {root(word) or word, word, stem(word)}
        return {stem(word)}.union(*(self.families.get(family, ()) for family in made_from))

    @staticmethod
    def _unstuck(word: str) -> Iterable[str]:
        """« diter », « lusine »: the apostrophe was forgotten."""
        return [stem(word[1:])] if word[0] in "dl" and word[1:2] in tuple("aeiouyh") and len(word) > _STUCK else []

    @staticmethod
    def _origin(word: str) -> Iterable[str]:
        """What the word is made from: « parfum » for « parfumeur »."""
        family = root(word)
        return (stem(family),) if family else ()

    def _short_for(self, word: str) -> Iterable[str]:
        """« hélicos », « cyber »: the known stems that begin so."""
        short = word.rstrip("s")
        alike = self.spelt_from.get(short[:1], ()) if len(short) >= _SHORTEST else ()
        first = bisect_left(alike, short)
        return takewhile(lambda known: known.startswith(short), alike[first : first + _SHORT_FOR])

    def nearest(self, word: str) -> tuple[str, ...]:
        """The known stem that an unknown folded word was meant to have, if one is near enough."""
        word_stem = stem(word)
        if word_stem not in self.meant:
            if len(self.meant) >= _REMEMBERED:
                self.meant.clear()
            self.meant[word_stem] = _nearest(word_stem, self.spelt_from.get(word_stem[:1], ()))
        return self.meant[word_stem]


def _nearest(word_stem: str, alike: Sequence[str]) -> tuple[str, ...]:
    if len(word_stem) < _SHORTEST:
        return ()
    limit = 2 if len(word_stem) >= _LONG else 1
    found = process.extractOne(word_stem, alike, scorer=OSA.distance, score_cutoff=limit)
    return (found[0],) if found else ()


def _postings(numbers: Sequence[int], where: Sequence[int]) -> Postings:
    fields = np.array(where, np.uint8)
    return Postings(events=np.array(numbers, np.int32), fields=fields, anywhere=int(np.bitwise_or.reduce(fields)))


def _families(words: Iterable[str]) -> dict[str, frozenset[str]]:
    """Roots → stems of the words that have them."""
    families: defaultdict[str, set[str]] = defaultdict(set)
    for word in words:
        if family := root(word):
            families[family].add(stem(word))
    return {family: frozenset(members) for family, members in families.items()}


def _keyword_texts(event: Event) -> Iterable[str]:
    place = event.place.name if event.place else None
    return filter(None, (event.title, event.summary, event.organiser, place))


def _fields_by_stem(event: Event) -> dict[str, int]:
    """Stems of an event → where they stand."""
    place = event.place
    texts = (
        (TITLE, event.title),
        (SUMMARY, event.summary),
        (ORGANISER, event.organiser),
        (PLACE, place.name if place else None),
        (CITY, place.city if place else None),
        (CITY, event.meeting_point.city if event.meeting_point else None),
        (KIND, event.kind.replace("-", " ")),
    )
    found: dict[str, int] = {}
    for where, text in texts:
        for word_stem in _stems_of(text) if text else ():
            found[word_stem] = found.get(word_stem, 0) | where
    return found


@lru_cache(maxsize=50_000)
def _stems_of(text: str) -> tuple[str, ...]:
    return tuple(map(stem, telling(_words_of(text))))


@lru_cache(maxsize=8)  # each event's texts are asked for twice
def _words_of(text: str) -> list[str]:
    return words_of(fold(text))
