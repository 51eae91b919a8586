"""What the words of a programme say of its events, so that a message can name one.

Each word of the message says the more of an event, the fewer events hold it. Words that belong to any search (kinds,
sectors, days) say little, so that « visites à Toulon samedi » names no event.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from math import log

import numpy as np
from numpy.typing import NDArray

from bot.events import vocabularies
from bot.events.wordindex import CITY, KIND, ORGANISER, PLACE, SUMMARY, TITLE, Postings, WordIndex
from bot.events.words import content_words, small_talk, stem, stems

#: How much a word says of an event by where it stands; the most of several.
_WEIGHTS = {TITLE: 1.0, PLACE: 0.7, ORGANISER: 0.6, CITY: 0.5, KIND: 0.45, SUMMARY: 0.4}
#: How much less a word says that any search may use, or any talk.
_OF_SEARCHES, _OF_TALK = 0.4, 0.15
#: A number of so many digits is no hour, day or age, and may name an event: « les 100 métiers ».
_LARGE = 3
#: A word that was corrected says less.
_CORRECTED = 0.8
#: Words found nowhere else, as many as it takes to be sure.
_SURE = 2.0
#: How much the share of the title that is said counts, against the words themselves, in the order of events.
_TITLE_SHARE = 0.3
#: All of a title is said; what its words must tell, and the score that it has then.
_ALL, _SOMETHING, _WHOLE = 0.99, 0.3, 0.65
#: By where a word stands, how much of its weight counts: for an event, for what tells it from others, for its title.
_BY_FIELDS = np.array(
    [
        (most, most, f & TITLE > 0)
        for f in range(64)
        for most in [max((w for bit, w in _WEIGHTS.items() if f & bit), default=0.0)]
    ],
    np.float32,
).T
#: Words remembered.
_REMEMBERED = 2048
#: Stems of the programme that a word stands for → where they stand, and their weights, to multiply `_BY_FIELDS` with.
Readings = Mapping[str, tuple[Postings, NDArray[np.float32]]]


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class NameIndex:
    """What the words of a programme say of its events."""

    words: WordIndex
    #: Stem → how rare it is: 1 when one event alone holds it, 0 when all do.
    rarity: Mapping[str, float]
    #: Stem → how much of it is a name's own: 1, less for words of any search or talk.
    own: Mapping[str, float]
    #: (n,) What all words of each title say together.
    titles: NDArray[np.float32]
    #: Words that were looked for → what they stand for.
    known: dict[str, Readings] = field(default_factory=dict)

    @classmethod
    def build(cls, words: WordIndex) -> "NameIndex":
        """The index over a programme's words."""
        unique = log(words.size + 1)
        rarity = {s: log((words.size + 1) / len(found.events)) / unique for s, found in words.postings.items()}
        own = {s: _share_of_name(s, found) for s, found in words.postings.items()}
        titles = np.zeros(words.size, np.float32)
        for s, found in words.postings.items():
            titles[_in_title(found)] += rarity[s] * own[s]
        return cls(words=words, rarity=rarity, own=own, titles=titles)

    def mentions(
        self, text: str, among: Collection[int] | None = None, limit: int = 5
    ) -> list[tuple[int, float, float]]:
        """Numbers of the events that a message may name, best first, each with the score and weight of a `Mention`.

        `among`: only these events, when the message points at one of a list.
        """
        words = self._said(text)
        if not words:
            return []
        told = np.zeros((3, self.words.size), np.float32)
        for readings in words:
            _tell(told, readings)
        candidates = told[0].nonzero()[0] if among is None else np.array(sorted(among), np.intp)
        said, telling, of_title = told[:, candidates]
        share = of_title / np.maximum(self.titles[candidates], 1e-6)
        rank = said + _TITLE_SHARE * share
        best = np.arange(len(rank)) if len(rank) <= limit else np.sort(np.argpartition(-rank, limit)[:limit])
        best = best[np.argsort(-rank[best], kind="stable")]
        return [
            (int(candidates[i]), _score(float(telling[i]), float(share[i])), float(rank[i]))
            for i in best.tolist()
            if said[i] > 0
        ]

    def _said(self, text: str) -> list[Readings]:
        """What the words of a message stand for; words that stand for the same are one."""
        found: dict[frozenset[str], Readings] = {}
        for word in content_words(text):
            if readings := self._readings(word):
                found.setdefault(frozenset(readings), readings)
        return list(found.values())

    def _readings(self, word: str) -> Readings:
        if word not in self.known:
            if len(self.known) >= _REMEMBERED:
                self.known.clear()
            self.known[word] = self._looked_up(word)
        return self.known[word]

    def _looked_up(self, word: str) -> Readings:
        share = 1 if stem(word) in self.rarity else _CORRECTED
        if share < 1 and stem(word) in _stems_of_talk():  # « complet » is no « complexe »
            return {}
        return {near: (self.words.postings[near], self._weights(near, share)) for near in self.words.readings(word)}

    def _weights(self, word_stem: str, share: float) -> NDArray[np.float32]:
        weight, own = self.rarity[word_stem] * share, self.own[word_stem]
        return np.array([weight * (own if own == _OF_TALK else 1), weight * own, weight * own], np.float32)[:, None]


def _tell(told: NDArray[np.float32], readings: Readings) -> None:
    """Add what a word says of each event, by the one of its readings that says most."""
    sayings = [(found.events, _BY_FIELDS.take(found.fields, axis=1) * weights) for found, weights in readings.values()]
    if len(sayings) == 1:
        events, by_field = sayings[0]
        told[:, events] += by_field
        return
    of_word = np.zeros_like(told)  # « verre », « verrier »: an event that holds both is named once
    for events, by_field in sayings:
        of_word[:, events] = np.maximum(of_word[:, events], by_field)
    told += of_word


def _in_title(found: Postings) -> NDArray[np.int32]:
    """Events that hold a stem in their title."""
    return found.events[(found.fields & TITLE) > 0]


def _score(telling: float, share: float) -> float:
    """How well an event is named: by what the words say, and by how much of its title they are.

    « Le job dating du port » says all of a title: that names it, unless the title is words of any search.
    """
    is_whole = share >= _ALL and telling >= _SOMETHING
    return max(_WHOLE if is_whole else 0.0, 0.5 * min(1.0, telling / _SURE) + 0.5 * min(1.0, share))


def _share_of_name(word_stem: str, found: Postings) -> float:
    is_number = word_stem.isdigit() and (len(word_stem) < _LARGE or not (found.fields & TITLE).any())
    if is_number or word_stem in _stems_of_talk():
        return _OF_TALK
    is_of_searches = word_stem in _stems_of_searches() or bool((found.fields & CITY).any())
    return _OF_SEARCHES if is_of_searches else 1.0


@lru_cache(maxsize=1)
def _stems_of_searches() -> frozenset[str]:
    slugs = chain(vocabularies.KINDS, vocabularies.SECTORS, vocabularies.THEMES, vocabularies.AUDIENCES)
    return frozenset(word_stem for slug in slugs for word_stem in stems(slug.replace("-", " ")))


@lru_cache(maxsize=1)
def _stems_of_talk() -> frozenset[str]:
    return frozenset(stems(" ".join(small_talk())))
