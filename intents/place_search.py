"""Names of places in a message: as they stand first, then the misspelt ones of the programme's region.

A name that is also an ordinary word counts where the words around it say that it is a place.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from intents.gazetteer import Gazetteer, name_words
from intents.place_cues import Cue
from intents.place_names import ARTICLES, CONTRACTED, LINKS, Doubt, Name, PlaceNames
from intents.place_numbers import NumberReader
from intents.place_spellings import PlaceSpellings
from intents.text import Text, stem
from intents.vocabulary import common_words

#: A name holds at most so many words.
_LONGEST = 9
#: Words written as one that are this long are near a name by no accident (letters).
_SURE_LENGTH = 10
#: Links that say that what follows belongs to the sentence.
_LEADING = LINKS - {"et"}
#: After « à », a word less frequent than that (as `Gazetteer.frequency`) may be a misspelt name.
_RARE = 3.5
#: And one less frequent than that anywhere.
_NEVER_SEEN = 0.1
#: In a bare name that is an ordinary word too, only a town this large is thought of.
_CITY = 15000
#: A capital alone does not make a smaller place of an ordinary word: it may be a first name.
_KNOWN = 2000


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """A stretch that names places; token indices, half-open."""

    first: int
    last: int
    codes: tuple[str, ...]
    rule: str
    score: float
    homonyms: tuple[str, ...] = ()


@dataclass(slots=True)
class Message:
    """A message as names are looked for in it."""

    text: Text
    words: list[str]
    stems: list[str]
    #: True for punctuation, where names end.
    marks: list[bool]
    cues: dict[int, list[Cue]]
    #: Capitals mean something: not everything is in capitals.
    mixed: bool
    found: list[Found] = field(default_factory=list)

    @classmethod
    def of(cls, text: Text, cues: dict[int, list[Cue]]) -> "Message":
        """The words of a message; `cues` are the phrases of nearness by the token after them."""
        words = name_words(text)
        marks = [not (t.is_word or t.is_number) for t in text.tokens]
        stems = [stem(w) for w in words]
        return cls(text=text, words=words, stems=stems, marks=marks, cues=cues, mixed=not text.raw.isupper())

    def word(self, i: int) -> str:
        """The word at an index; empty outside the message."""
        return self.words[i] if 0 <= i < len(self.words) else ""

    def capital(self, i: int) -> bool:
        """Typed with a capital letter that does not merely begin a sentence."""
        if not self.mixed or not self.text.tokens[i].capital:
            return False
        return i > 0 and self.words[i - 1] not in {".", "?", "!", ":", "«", '"', "(", "-"}

    def is_acronym(self, i: int) -> bool:
        """Typed in capitals where the rest is not."""
        token = self.text.tokens[i]
        typed = self.text.raw[token.start : token.end]
        return self.mixed and len(typed) > 2 and typed.isupper()


class NameSearch:
    """Finds names. Built once; keeps nothing of the messages."""

    def __init__(self, gazetteer: Gazetteer, names: PlaceNames, numbers: NumberReader, data: Any) -> None:
        """`data` is the vocabulary « places »."""
        self._gazetteer, self._names, self._numbers = gazetteer, names, numbers
        self._prepositions = frozenset(data["prepositions"])
        self._kinds = frozenset(data["kinds_of_place"])
        self._determiners = frozenset(data["determiners"])
        self._joins = frozenset(data["joins"])
        self._openings = frozenset(data["openings"])
        self._common = common_words()
        self._spellings = PlaceSpellings(names)
        self._nearest = lru_cache(maxsize=4096)(self._spellings.nearest)

    # Names as they stand

    def exact(self, message: Message) -> None:
        """Add the names that stand in a message, the longest at each place."""
        i = 0
        while i < len(message.words):
            found = None if message.marks[i] else self._longest(message, i)
            if found and message.words[i] in ARTICLES:  # « les Alpes » gives way to « Alpes-Maritimes »
                inner = self._longest(message, i + 1)
                found = inner if inner and inner.last > found.last else found
            if found:
                message.found.append(found)
            i = found.last if found else i + 1

    def _longest(self, message: Message, first: int) -> Found | None:
        word = message.words[first]
        if word in LINKS and word not in ARTICLES and word not in CONTRACTED:
            return None
        keys, key = [], ""
        for i in range(first, min(first + _LONGEST, len(message.words))):
            if message.marks[i]:
                break
            key += message.stems[i]
            keys.append(key)
        for size in self._names.may_name(word, keys):
            if message.words[first + size - 1] in LINKS:
                continue
            name = self._names.exact(word, keys[size - 1] if size > 1 else word, size)
            if name and (score := self._score(message, first, first + size, name)):
                last = first + size
                code, end = self._numbers.suffix(message.text, last, name.codes[0]) if name.codes else ("", last)
                codes = (code, *name.codes[1:]) if name.codes else ()
                return Found(first=first, last=end, codes=codes, rule=name.rule, score=score, homonyms=name.homonyms)
        return None

    def _score(self, message: Message, first: int, last: int, name: Name) -> float:
        """How surely these words are that place here; 0 when they are not."""
        if not name.codes or name.doubt is Doubt.NONE:
            return name.score
        if self._is_said(message, first, last, name):
            return name.score
        before = message.word(first - 1)
        if name.is_area or before in self._determiners or before in _LEADING:
            return 0.0
        if name.rule == "commune-elsewhere":
            return 0.0
        if name.doubt is Doubt.SOME:
            return 0.7
        large = self._gazetteer.population(name.codes[0]) >= _CITY
        return 0.5 if name.doubt is Doubt.WORD and large else 0.0

    def _is_said(self, message: Message, first: int, last: int, name: Name) -> bool:
        """The words around a name say that it is a place."""
        capital = any(message.capital(i) for i in range(first, last) if message.words[i] not in LINKS)
        if self._numbers.suffix(message.text, last, name.codes[0])[1] > last:
            return True
        if name.is_area:
            return self._is_area(message, first, last, name, capital)
        strong = name.doubt is Doubt.STRONG
        led = self._leads(message, first)
        population = self._gazetteer.population(name.codes[0])
        rare = strong or (name.rule == "commune-elsewhere" and name.doubt is Doubt.WORD and population < _CITY)
        if rare:
            return capital and led
        if capital and (population >= _KNOWN or name.doubt is Doubt.SOME or message.word(first - 1) in ("de", "d")):
            return True
        if led:
            return True
        if message.word(first - 1) in ("de", "d"):
            return name.doubt is Doubt.SOME or message.word(first - 2) in self._kinds
        if message.word(first) in ("du", "des"):
            return name.doubt is Doubt.SOME or message.word(first - 1) in self._kinds
        return self._is_alone(message, first, last) or self._is_listed(message, first)

    def _is_area(self, message: Message, first: int, last: int, name: Name, capital: bool) -> bool:
        before, further = message.word(first - 1), message.word(first - 2)
        if self._is_alone(message, first, last) and (
            name.doubt is not Doubt.STRONG or message.text.tokens[first].capital
        ):
            return True
        if before in ("departement", "region") or further in ("departement", "region"):
            return True
        if name.doubt is Doubt.STRONG:
            if message.is_acronym(first):
                return True
            return capital and before in (*ARTICLES, *CONTRACTED, "en")
        return capital or before in (*ARTICLES, "du", "en", "dans", "ds") or self._is_listed(message, first)

    def _leads(self, message: Message, first: int) -> bool:
        """« à », « sur », « près de » stand before it."""
        if message.word(first) in ("au", "aux"):
            return True
        before = message.word(first - 1)
        if before in ("de", "d"):
            return message.word(first - 2) in self._prepositions or (first - 1) in message.cues
        if before == "a":
            return message.word(first - 2) != "y"
        return before in self._prepositions

    def _is_alone(self, message: Message, first: int, last: int) -> bool:
        """The name is all there is before a comma or the end: « Signes, dimanche », « et Orange ? »."""
        opened = all(w in self._openings or message.marks[i] for i, w in enumerate(message.words[:first]))
        closed = last >= len(message.words) or (message.marks[last] and message.words[last] not in "'-")
        return opened and closed

    def _is_listed(self, message: Message, first: int) -> bool:
        """It follows another place in a list: « Bollène ou Orange »."""
        if not message.found:
            return False
        previous = message.found[-1]
        between = message.words[previous.last : first]
        joined = any(w in self._joins for w in between)
        return 0 < len(between) <= 3 and joined and all(w in self._joins or w in LINKS for w in between)

    # Misspelt names

    def misspelt(self, message: Message) -> None:
        """Misspelt names replace the exact ones that they hold: « sait martin du var » is not the Var."""
        exact = {i: f for f in message.found for i in range(f.first, f.last)}
        i = 0
        while i < len(message.words):
            inside = exact.get(i)
            found = None if inside and inside.first != i else self._near(message, i, exact)
            if found:
                if any(j in exact for j in range(found.first, found.last)):
                    message.found = [f for f in message.found if f.last <= found.first or f.first >= found.last]
                message.found.append(found)
            i = found.last if found else inside.last if inside else i + 1
        message.found.sort(key=lambda f: f.first)

    def _near(self, message: Message, first: int, exact: Mapping[int, Found]) -> Found | None:
        """The longest misspelt name that begins at a token, longer than any exact name in it."""
        word = message.words[first]
        if not (self._spellings.begins(word) or self._is_uncommon(message, first)):
            return None
        best: Found | None = None
        spelling, odd = "", False
        for last in range(first + 1, min(first + _LONGEST, len(message.words)) + 1):
            i = last - 1
            if message.marks[i]:
                break
            spelling += _spelt(message.words[i]) if self._is_uncommon(message, i) else message.words[i]
            held = exact.get(i)
            if message.words[i] in LINKS:
                continue
            odd = odd or (held is None and self._is_odd(message, i))
            if held and (held.last > last or held.first <= first):
                continue
            likely = odd or (last - first > 2 and len(spelling) >= _SURE_LENGTH)
            if not likely or not (
                self._spellings.ends(message.words[i]) or (held is None and self._is_odd(message, i))
            ):
                continue
            name = self._corrected(message, first, last, spelling)
            if name and name.codes and (name.cost <= 1 or odd or len(spelling) > _SURE_LENGTH + 2):
                code, end = self._numbers.suffix(message.text, last, name.codes[0])
                best = Found(
                    first=first,
                    last=end,
                    codes=(code, *name.codes[1:]),
                    rule=f"{name.rule}~",
                    score=0.9 if name.cost <= 1 else 0.8,
                    homonyms=name.homonyms,
                )
        return best

    def _corrected(self, message: Message, first: int, last: int, spelling: str) -> Name | None:
        leads = self._leads(message, first)
        led = leads or message.word(first - 1) in ("de", "d", "du", "le", "la", "dans", "en")
        said = leads or self._is_alone(message, first, last) or self._is_listed(message, first)
        said = said or any(message.capital(i) for i in range(first, last))
        name = self._nearest(spelling, first_letter=said)
        if name is None or name.doubt is Doubt.STRONG or (name.doubt and not said):
            return None
        token = message.text.tokens[first]
        if last == first + 1 and token.cost and (token.cost < name.cost or not said):
            return None
        population = self._gazetteer.population(name.codes[0])
        if name.doubt is Doubt.WORD and population < _KNOWN and not leads:
            return None
        if name.cost > 1:
            return name if len(spelling) >= 11 or (said and population >= _CITY) else None
        least = 7 if led or population >= _CITY / 5 else 8
        return name if said or len(spelling) >= least - (population >= _CITY) else None

    def _is_uncommon(self, message: Message, i: int) -> bool:
        """Not one of the most frequent words."""
        return message.text.tokens[i].is_word and len(message.words[i]) >= 3 and message.words[i] not in self._common

    def _is_odd(self, message: Message, i: int) -> bool:
        """A word that is no ordinary one, nor an acronym."""
        word = message.words[i]
        if len(word) < 4 or not self._is_uncommon(message, i) or (len(word) < 7 and message.is_acronym(i)):
            return False
        frequency = self._gazetteer.frequency(word)
        return frequency < _NEVER_SEEN or (frequency < _RARE and self._leads(message, i))


def _spelt(word: str) -> str:
    """« stlaurent » is « saintlaurent »."""
    return f"saint{word[2:]}" if word.startswith("st") and len(word) > _SURE_LENGTH / 2 else word
