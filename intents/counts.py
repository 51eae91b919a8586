"""Numbers of people and of years: the age of who would go, the size of a group."""

from collections.abc import Collection, Iterator
from itertools import takewhile

from msgspec.structs import replace

from intents.entries import phrases, span_at, span_of
from intents.levels import LevelReader
from intents.model import Span
from intents.numbers import number_at, numbers
from intents.people import AudienceValue
from intents.phrases import PhraseTable
from intents.relatives import Relative
from intents.scope import FOR_A_BOY
from intents.text import Text, fold, stem
from intents.vocabulary import load, word_sets

_OLDEST = 99
_LARGEST = 999
#: Fewer than these are company (« on est deux »), not a group.
_FEWEST = 5
_FEWEST_PUPILS = 3
_ORDINALS = frozenset({"e", "°", "eme", "emes", "ere", "eres", "re", "res", "er", "nde", "ndes", "de", "des", "es"})
#: Words between « depuis », « usine »… and a number of years.
_REACH = 3
#: Words between « j'ai été » and a number of years.
_BEEN_REACH = 5
#: Words between « 2 classes » and how many pupils each has: « de seconde bac pro de ».
_CLASSES_REACH = 6
_MOST_CLASSES = 9
#: Tokens from a class to its number in brackets: « 1 re STI 2 D ( ».
_ASIDE_REACH = 5
#: How many pupils one class has.
_CLASS = range(8, 41)
#: What may part a class from its number: « une première de 30 élèves », « 1re, 30 élèves ».
_BEFORE_SIZE = frozenset({"de", ","})
#: Whose class it is: « une première de 30 élèves ».
_LED = frozenset({"un", "une", "ma", "notre", "cette", "mon", "mes", "nos"})
#: Who goes to which.
_SCHOOLS = {
    **dict.fromkeys(("6e", "5e", "4e", "3e"), "collegiens"), **dict.fromkeys(("2de", "1re", "terminale"), "lyceens"),
}  # fmt: skip
_OF_AGE = 18
_HAVE = frozenset({"a", "ai", "ont"})
#: Words between what began long ago and the age it began at: « descendu à la mine à 14 ans ».
_SINCE_REACH = 6
#: Who does something for so many years: « vingt ans que je… ».
_SOMEBODY = (
    frozenset({"je", "j", "ce", "c", "ca", "cela", "les"})
    | word_sets("scope")["subjects"]
    | word_sets("scope")["owners"]
)
#: What begins a question: « 16 ans, quel atelier », even without a comma.
_ASKING = word_sets("scope")["interrogative"]

#: How names of works end: « verrerie ».
_WORKS = "erie"

#: Ages that one message lists, beside the first.
_SIBLINGS = 7


class CountReader:
    """Finds "age" (years), "women" (False: a man's), "group_size" and "class" (True, where pupils are counted).

    And the "audience" of a class that is counted.
    """

    def __init__(self) -> None:
        vocabulary = load("interests/numbers")
        self._levels = LevelReader()
        self._phrases = PhraseTable(
            (phrase, name) for name, listed in vocabulary["phrases"].items() for phrase in phrases(listed)
        )
        listed = {name: phrases(words) for name, words in vocabulary.items() if name != "phrases"}
        self._words = {name: frozenset(stem(fold(word)) for word in words) for name, words in listed.items()}
        #: Words (folded) that a speller should know.
        self.words = frozenset(fold(word) for words in listed.values() for word in words if word.isalpha())

    def find(self, text: Text, relatives: Collection[Relative] = ()) -> Iterator[Span]:
        """All readings, from left to right."""
        said = self._phrases.find(text)
        yield from (span_of(text, match, "age", _OF_AGE) for match in said if match.value == "of_age")
        to_come = {match.last for match in said if match.value == "not_yet"}
        in_all = {match.first for match in said if match.value == "in_all"}
        children = {r.last for r in relatives}
        has_years = not self._words["years"].isdisjoint(text.keys)
        if has_years:
            yield from self._ages_of_it(text)
        for first, last, value in numbers(text):
            if has_years and (age := self._age(text, first, value, last, children)):
                yield replace(age, value=age.value - 1) if first in to_come else age
                yield from self._man(text, first)
            yield from self._size(text, first, last, value, last in in_all)
            if text.fixed[first - 1] in _BEFORE_SIZE and value in _CLASS:
                yield from self._class(text, first, last, value)

    def _is(self, text: Text, i: int, name: str) -> bool:
        return 0 <= i < len(text.keys) and text.keys[i] in self._words[name]

    def _age(self, text: Text, first: int, value: int, last: int, children: Collection[int]) -> Span | None:
        """« 16 ans », « 7, 9 et 12 ans » (the youngest), but not « depuis 15 ans »; `children` end at these tokens."""
        youngest, end = value, last
        for _ in range(_SIBLINGS):
            another = self._another_age(text, end)
            if another is None:
                break
            youngest, end = min(youngest, another[0]), another[1]
        if not self._is(text, end, "years") or self._is(text, first - 1, "no_list_after"):
            youngest, end = value, last
        if not self._is(text, end, "years") or not 1 < youngest <= _OLDEST:
            return None
        ages = end > last and text.keys[first - 1 : first] == ("les",)  # « les 8-12 ans », not « les 15 ans »
        of_child = first - 1 in children and text.keys[first - 1] == "de"
        if not (ages or of_child) and self._is_duration(text, first, end):
            return None
        return span_at(text, first, end + 1, "age", youngest, rule="age")

    def _man(self, text: Text, first: int) -> Iterator[Span]:
        """« homme de 45 ans »."""
        noun = first - 1 - (first > 1 and text.keys[first - 1] in ("de", ","))
        if self._is(text, noun, "men"):
            yield span_at(text, noun, noun + 1, "women", False, rule=FOR_A_BOY)

    def _ages_of_it(self, text: Text) -> Iterator[Span]:
        """« les moins de 16 ans… j'en ai 15 », not « j'ai 42 ans… y en a-t-il une ? »."""
        years = next((i for i in range(len(text)) if self._is(text, i, "years")), len(text))
        for i in text.where.get("en", ()):
            has = years < i < len(text) - 2 and text.keys[i - 1] != "y" and text.keys[i + 1] in _HAVE
            if has and (number := number_at(text, i + 2)):
                yield span_at(text, i + 2, number[1], "age", number[0], rule="age of it")

    def _another_age(self, text: Text, i: int) -> tuple[int, int] | None:
        """What « et 11 », « , 9 » or « 11 » add after an age: the number and the index after it."""
        if i < len(text) and (text.keys[i] == "," or self._is(text, i, "between_ages")):
            i += 1
        elif i < len(text) and text.tokens[i].is_number != text.tokens[i - 1].is_number:
            return None  # « tous les deux 13 ans »
        return number_at(text, i) if i < len(text) else None

    def _is_duration(self, text: Text, first: int, last: int) -> bool:
        """« depuis 15 ans », « 15 ans de mécanique »; the years stand at `last`."""
        having = next(i for i in range(first - 1, -2, -1) if not self._is(text, i, "just"))
        has = self._is(text, having, "having") and not self._is(text, having - 1, "there")  # « il y a 15 ans »
        own = self._is(text, first - 1, "own_years")  # « fête ses 80 ans », not « depuis mes 4 ans »
        if own and (self._is(text, first - 2, "no_age_own") or self._is_of_firm(text, first - 2)):
            return True
        before = not (has or own) and any(
            self._is(text, i, "no_age_after") for i in _nearby(text, range(first - 1, first - 1 - _REACH, -1))
        )
        after = any(self._is(text, i, "no_age_before") for i in _nearby(text, range(last + 1, last + 1 + _REACH)))
        after = after or self._is(text, last + 1, "no_age_right_before") or self._is_long_since(text, last + 1)
        after = after or (self._is(text, last + 1, "spent") and self._is(text, last + 2, "spent_at"))
        been = range(first - 1, first - 1 - _BEEN_REACH, -1)
        before = before or (not (has or own) and any(self._is(text, i, "no_age_been") for i in _nearby(text, been)))
        at = text.keys[first - 1 : first] == ("a",)  # « descendu à la mine à 14 ans »
        past = _nearby(text, range(first - 2, first - 2 - _SINCE_REACH, -1)) if at else ()
        before = before or any(self._is(text, i, "no_age_since") for i in past)
        links = takewhile(lambda i: self._is(text, i, "years_of"), range(last + 1, last + 1 + _REACH))
        field = last + 1 + sum(1 for _ in links)
        after = after or (field > last + 1 and self._is(text, field, "no_age_in"))
        of = text.tokens[last + 1 : last + 3]  # « 24 ans de sous-marins », not « 12 ans de Gap »
        after = after or (len(of) > 1 and of[0].norm == "de" and of[1].is_word and not of[1].capital)
        # « vingt ans à Lavéra », in words; « 16 ans à Gap » is an age
        after = after or (
            not (has or own) and not text.tokens[first].is_number and self._is(text, last + 1, "years_at")
        )
        back = text.keys[first - 1 : first] == ("de",) and self._is(text, first - 2, "back_from")
        return before or after or back or self._is(text, first - 1, "no_age_just_after")

    def _is_of_firm(self, text: Text, i: int) -> bool:
        """« la verrerie fête [ses 60 ans] »."""
        return any(self._is(text, j, "firms") or text.fixed[j].endswith(_WORKS) for j in range(max(0, i - 2), i))

    def _is_long_since(self, text: Text, i: int) -> bool:
        """« vingt ans [déjà] que je me lève tôt », not « 17 ans, que faire ? »."""
        i += self._is(text, i, "already")
        return self._is(text, i, "long_since") and not _SOMEBODY.isdisjoint(text.fixed[i + 1 : i + 2])

    def _size(self, text: Text, first: int, last: int, value: int, is_total: bool) -> Iterator[Span]:
        """« 26 élèves », « 30 CAP », « une classe de 24 », « nous sommes 28 ». The words around stay free."""
        if not _FEWEST_PUPILS <= value <= _LARGEST:
            return
        noun = last
        while self._is(text, noun, "linking") and not self._is(text, noun, "people"):
            noun += 1
        pupils = self._is(text, noun, "pupils")
        levels = self._is(text, last, "levels") or _is_ordinal(text, last)
        aside = self._is_aside(text, first, last)
        around = self._is_led(text, first, last), self._is_accompanied(text, last), aside
        pupils = pupils and not (value < _FEWEST and self._is_company(text, first, noun))
        others = self._is(text, noun, "people") or levels or is_total or any(around)
        if not (pupils or (others and value >= _FEWEST)):
            return
        size = value * self._classes(text, first)
        if size <= _LARGEST:
            yield span_at(text, first - aside, last + aside, "group_size", size, rule="group size")
        if pupils or levels:
            yield span_at(text, first, (noun if pupils else last) + 1, "class", True, rule="pupils counted")

    def _class(self, text: Text, first: int, last: int, value: int) -> Iterator[Span]:
        """« une première de 30 élèves », « ma terminale de 24 », « 1re, 30 élèves », not « une première de 20 mn »."""
        counts = self._is(text, last, "pupils")
        level = self._levels.before(text, first - 1)
        if level is None or not (
            text.fixed[max(0, level.first - 1)] in _LED or (counts and text.fixed[first - 1] == ",")
        ):
            return
        if not counts and last < len(text) and text.norms[last].isalnum():
            return
        if slug := _SCHOOLS.get(level.value):
            pupils = AudienceValue(slugs=(slug,), role="pupils")
            yield span_at(text, level.first, level.last, "audience", pupils, rule="class counted")
        if not counts:
            yield span_at(text, first, last, "group_size", value, rule="group size")
            yield span_at(text, level.first, last, "class", True, rule="class counted")

    def _is_company(self, text: Text, first: int, noun: int) -> bool:
        """« on est quatre lycéens », not « on est 4 élèves et 2 profs »."""
        led = text.keys[first - 1 : first] in (("est",), ("somme",))
        return led and not any(self._is(text, i, "adults") for i in range(noun + 1, noun + 1 + _REACH))

    def _is_accompanied(self, text: Text, last: int) -> bool:
        """« 27 + 2 profs »."""
        number = number_at(text, last + 1) if last + 1 < len(text) and self._is(text, last, "adding") else None
        return number is not None and self._is(text, number[1], "adults")

    def _is_aside(self, text: Text, first: int, last: int) -> bool:
        """« mes terminales (24) », « ma 1re STI2D (24) »."""
        said = text.keys[first - 1 : first] + text.keys[last : last + 1]
        nouns = range(first - 2, first - 2 - _ASIDE_REACH, -1)
        return said == ("(", ")") and any(self._is_of_class(text, i) for i in nouns)

    def _is_of_class(self, text: Text, i: int) -> bool:
        return any(self._is(text, i, name) for name in ("pupils", "levels", "classes")) or _is_ordinal(text, i - 1)

    def _classes(self, text: Text, first: int) -> int:
        """How many classes of that number there are: 2 in « deux classes de 3e de 28 élèves », else 1."""
        for i in range(first - 1, max(0, first - 1 - _CLASSES_REACH), -1):
            count = number_at(text, i - 1)
            if (self._is(text, i, "classes") or self._is(text, i, "levels")) and count:
                return count[0] if count[0] <= _MOST_CLASSES else 1
            if not (text.tokens[i].is_word or text.tokens[i].is_number):
                break
        return 1

    def _is_led(self, text: Text, first: int, last: int) -> bool:
        """A number that « nous sommes », « une classe de » makes a group's."""
        lead = first - 1
        while self._is(text, lead, "size_links") or self._is_level_end(text, lead):
            lead -= 2 if _is_ordinal(text, lead - 1) else 1
        if (first, last) == (1, len(text)) and self._is(text, 0, "size_alone"):  # « finalement 28 », and no more
            return True
        on_est = lead > 0 and (text.keys[lead - 1], text.keys[lead]) == ("on", "est")
        return (on_est or self._is(text, lead, "size_after")) and not self._is(text, last, "no_size_before")

    def _is_level_end(self, text: Text, i: int) -> bool:
        """« une classe de [4e] de 28 », « une classe de [seconde] de 36 »."""
        return self._is(text, i, "levels") or _is_ordinal(text, i - 1)


def _is_ordinal(text: Text, i: int) -> bool:
    """« 12 1eres », « 24 4e » count pupils of a level."""
    if not 0 <= i < len(text) - 1:
        return False
    number, suffix = text.tokens[i : i + 2]
    return number.is_number and 1 <= int(number.norm) <= 6 and suffix.glued and suffix.norm in _ORDINALS


def _nearby(text: Text, places: range) -> Iterator[int]:
    """Indices of tokens up to the first mark or question: « 17 ans, la soudure me tente » speaks of an age."""
    return takewhile(lambda i: 0 <= i < len(text) and text.norms[i].isalnum() and text.fixed[i] not in _ASKING, places)
