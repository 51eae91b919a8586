"""Numbers of people and of years: the age of who would go, the size of a group."""

from collections.abc import Iterator
from itertools import takewhile

from intents.entries import phrases, span_at
from intents.model import Span
from intents.numbers import number_at
from intents.text import Text, fold, stem
from intents.vocabulary import load

_OLDEST = 99
_LARGEST = 999
#: Fewer than these are company (« on est deux »), not a group.
_FEWEST = 5
_FEWEST_PUPILS = 3
_ORDINALS = frozenset({"e", "eme", "emes", "ere", "eres", "re", "res", "er", "nde", "ndes", "de"})
#: Words between « depuis », « usine »… and a number of years.
_REACH = 3


class CountReader:
    """Finds "age" (years), "group_size" (people) and "class" (True, where pupils are counted)."""

    def __init__(self) -> None:
        vocabulary = load("interests/numbers")
        self._words = {
            name: frozenset(stem(fold(word)) for word in phrases(listed)) for name, listed in vocabulary.items()
        }
        #: Words (folded) that a speller should know.
        self.words = frozenset(fold(w) for listed in vocabulary.values() for w in phrases(listed) if w.isalpha())

    def find(self, text: Text) -> Iterator[Span]:
        """All readings, from left to right."""
        i = 0
        while i < len(text):
            number = number_at(text, i)
            if number is None:
                i += 1
                continue
            value, last = number
            yield from self._age(text, i, last, value)
            yield from self._size(text, i, last, value)
            i = last

    def _is(self, text: Text, i: int, name: str) -> bool:
        return 0 <= i < len(text.keys) and text.keys[i] in self._words[name]

    def _age(self, text: Text, first: int, last: int, value: int) -> Iterator[Span]:
        """« 16 ans », « 8 et 12 ans » (the youngest), but not « depuis 15 ans »."""
        if self._is(text, last, "between_ages") and last + 1 < len(text):
            second = number_at(text, last + 1)
            if second and self._is(text, second[1], "years"):
                value, last = min(value, second[0]), second[1]
        if not self._is(text, last, "years") or not 1 < value <= _OLDEST:
            return
        before = any(self._is(text, i, "no_age_after") for i in _nearby(text, range(first - 1, first - 1 - _REACH, -1)))
        after = any(self._is(text, i, "no_age_before") for i in _nearby(text, range(last + 1, last + 1 + _REACH)))
        links = takewhile(lambda i: self._is(text, i, "years_of"), range(last + 1, last + 1 + _REACH))
        field = last + 1 + sum(1 for _ in links)
        after = after or (field > last + 1 and self._is(text, field, "no_age_in"))
        if not (before or after or self._is(text, first - 1, "no_age_just_after")):
            yield span_at(text, first, last + 1, "age", value, rule="age")

    def _size(self, text: Text, first: int, last: int, value: int) -> Iterator[Span]:
        """« 26 élèves », « 30 CAP », « une classe de 24 », « nous sommes 28 ». The words around stay free."""
        if not _FEWEST_PUPILS <= value <= _LARGEST:
            return
        noun = last
        while self._is(text, noun, "linking") and not self._is(text, noun, "people"):
            noun += 1
        pupils = self._is(text, noun, "pupils")
        levels = self._is(text, last, "levels") or _is_ordinal(text, last)
        others = (self._is(text, noun, "people") or levels or self._is_led(text, first, last)) and value >= _FEWEST
        if not (pupils or others):
            return
        yield span_at(text, first, last, "group_size", value, rule="group size")
        if pupils or levels:
            yield span_at(text, first, (noun if pupils else last) + 1, "class", True, rule="pupils counted")

    def _is_led(self, text: Text, first: int, last: int) -> bool:
        """A number that « nous sommes », « une classe de » makes a group's."""
        lead = first - 1
        while self._is(text, lead, "size_links"):
            lead -= 1
        on_est = lead > 0 and (text.keys[lead - 1], text.keys[lead]) == ("on", "est")
        return (on_est or self._is(text, lead, "size_after")) and not self._is(text, last, "no_size_before")


def _is_ordinal(text: Text, i: int) -> bool:
    """« 12 1eres », « 24 4e » count pupils of a level."""
    if i + 1 >= len(text):
        return False
    number, suffix = text.tokens[i : i + 2]
    return number.is_number and 1 <= int(number.norm) <= 6 and suffix.glued and suffix.norm in _ORDINALS


def _nearby(text: Text, places: range) -> Iterator[int]:
    """Indices of tokens up to the first mark: « 17 ans, la soudure me tente » speaks of an age."""
    return takewhile(lambda i: 0 <= i < len(text) and text.tokens[i].norm.isalnum(), places)
