"""Misspelt towns that the rest of a list, or a day before them, tells from ordinary words: « à fougere ou Vitré »."""

from collections.abc import Iterator, Set
from functools import lru_cache
from itertools import chain

from intents.gazetteer import Gazetteer
from intents.places.message import MISSPELT, Around, Found, Message
from intents.places.name import LINKS, TOWN, Doubt, Name
from intents.places.spellings import PlaceSpellings
from intents.text import Opening
from intents.vocabulary import common_words

#: What joins two towns.
OR: Set[Opening] = frozenset({"ou", "et", "/"})
#: What leads to a town.
_TO = frozenset({"a", "vers", "sur"})
#: Fewer letters make no town of an ordinary word.
_LEAST = 4
#: One of the most frequent words is a town this large, a rarer one of this size, which it sounds like.
_CITY, _KNOWN = 15000, 2000
#: A town read with that score or more stands for the other of the list.
_LIKELY = 0.7
#: The rule by which a village anywhere in France is found.
_ELSEWHERE = "commune-elsewhere"


class ListedNames:
    """Finds them. Built once; keeps nothing of the messages."""

    def __init__(self, gazetteer: Gazetteer, spellings: PlaceSpellings, around: Around) -> None:
        self._gazetteer, self._spellings, self._around = gazetteer, spellings, around
        self._common = common_words()
        self._named = lru_cache(maxsize=1024)(self._meant)

    def add(self, message: Message) -> None:
        """Add what « à » leads to and « ou » joins to a town, or to the surroundings."""
        for i in self._candidates(message):
            self._add_at(message, i)

    def add_dated(self, message: Message) -> None:
        """Add what stands alone after a day: « samedi à cane ya quoi »."""
        for i in message.text.where["a"]:
            if self._around.is_dated_question(message, i):
                self._add_at(message, i + 1, is_dated=True)

    def _add_at(self, message: Message, i: int, *, is_dated: bool = False) -> None:
        if found := self._at(message, i, is_dated=is_dated):
            others = (f for f in message.found if f.first != i)
            message.found = sorted([*others, found], key=lambda f: f.first)

    def _candidates(self, message: Message) -> Iterator[int]:
        """Where something stands that is no town of the region, beside « ou » and one that is."""
        words, where = message.words, message.text.where
        towns = [f for f in message.found if self._is_town(f)]
        lasts, firsts = {f.last: f for f in towns}, {f.first for f in towns}
        for i in chain.from_iterable([where[word] for word in OR if word in where]):
            after = i + 1 + (message.word(i + 1) in _TO)
            left, right = lasts.get(i), after in firsts
            if left and not right and (after > i + 1 or self._around.leads(message, left.first)):
                yield after
            elif not left and i > 1 and words[i - 2] in _TO and (right or self._is_around(message, i)):
                yield i - 1

    @staticmethod
    def _is_around(message: Message, i: int) -> bool:
        """« ou autour »."""
        return message.cue_reader.after(message.text, i) is not None

    @staticmethod
    def _is_town(found: Found) -> bool:
        return bool(found.codes) and ":" not in found.codes[0] and found.rule != _ELSEWHERE and found.score >= _LIKELY

    def _at(self, message: Message, i: int, *, is_dated: bool) -> Found | None:
        word = message.word(i)
        if len(word) < _LEAST or not word.isalpha() or word in LINKS:
            return None
        held = next((f for f in message.found if f.first <= i < f.last), None)
        if held and not (held.rule == _ELSEWHERE and self._gazetteer.population(held.codes[0]) < TOWN):
            return None
        name = self._named(word, message.known[i].odd_if_led, is_dated)
        if name is None:
            return None
        rule = name.rule + MISSPELT
        return Found(
            first=i, last=i + 1, codes=name.codes, rule=rule, score=1.0, homonyms=name.homonyms, is_word=True
        )  # fmt: skip

    def _meant(self, word: str, is_odd: bool, is_dated: bool) -> Name | None:
        """The town of the region that a word misspells; `is_odd` tells that it is no ordinary word."""
        name = self._spellings.heard(word) or self._spellings.heard(f"{word}s")  # « cane »
        least = _CITY if word in self._common and not is_dated else _KNOWN
        if name is None and is_odd:
            name, least = self._spellings.near(word), _CITY
        if name is None or not name.rule.startswith("commune") or name.doubt is Doubt.STRONG:
            return None
        return name if self._gazetteer.population(name.codes[0]) >= least else None
