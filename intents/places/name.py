"""One name of a place: the little words in it, what it stands for, and how far it is an ordinary word too."""

import math
from collections.abc import Sequence
from enum import IntEnum

from msgspec import Struct

from intents.gazetteer import Gazetteer
from intents.text import stem

ARTICLES = frozenset({"le", "la", "les", "l"})
#: What « au Castellet » and « des Arcs » begin with instead of the name's own article.
CONTRACTED = {"au": "le", "du": "le", "aux": "les", "des": "les"}
#: So many names begin with these that the word after them tells more.
LEADING = ARTICLES.union(CONTRACTED)
LINKS = frozenset({*ARTICLES, "sur", "en", "de", "des", "du", "d", "sous", "pres", "a", "au", "aux", "et"})
#: A town this large is thought of though its name is an ordinary word too.
TOWN = 3000
#: How much more frequent than its town a word may be before it is taken for an ordinary word (log 10).
_EXCESS, _LARGE_EXCESS = 0.3, 1.0
#: A village whose name is so much more frequent than it is spoken of with a capital letter: « à Viens ».
_HOPELESS = 2.5
#: « Y » and « Eu » are words everywhere, whatever their length says of their frequency (letters).
_TINY = 2


def opening(words: Sequence[str]) -> str:
    """What a name of several words (folded) is known to begin with: « aix », « la ciotat »."""
    return f"{words[0]} {stem(words[1])}" if words[0] in LEADING else words[0]


class Doubt(IntEnum):
    """How far a name is an ordinary word too."""

    NONE = 0
    #: Weaker when nothing around it says that it is a place.
    SOME = 1
    #: A place only where the words around it say so: « Orange », « Salon ».
    WORD = 2
    #: A place only with a capital or after the name of its kind: « Nord », « La Réunion ».
    STRONG = 3


class Name(Struct, frozen=True, kw_only=True):
    """What a name stands for."""

    #: Place codes: one but for names that several areas share (« Côte d'Azur »). Empty: a name that hides others.
    codes: tuple[str, ...]
    rule: str
    homonyms: tuple[str, ...] = ()
    doubt: Doubt = Doubt.NONE
    #: Letters wrong.
    cost: int = 0
    #: 1 in the programme's region, less elsewhere.
    score: float = 1.0
    #: The first of several words, as stem; empty for one.
    first: str = ""

    def others(self, code: str) -> tuple[str, ...]:
        """The homonyms, when that one is meant."""
        if code not in self.homonyms:
            return self.homonyms
        return (*self.codes[:1], *(c for c in self.homonyms if c != code))

    @property
    def is_area(self) -> bool:
        """True for a département, a region or an intercommunality."""
        return bool(self.codes) and ":" in self.codes[0]


def expected_frequency(population: int) -> float:
    """How frequent a town's name is when it is no other word (log 10 per thousand million, as `frequency`).

    Median of French towns by size, measured on wordfreq: 1.8 at 6,000 inhabitants, 4.0 at 125,000.
    """
    return max(2.0, 1.82 + 1.65 * (math.log10(max(population, 1)) - 3.8))


def doubt_of(gazetteer: Gazetteer, words: Sequence[str], code: str) -> Doubt:
    """How far a commune's name or short form is an ordinary word too."""
    if len(words) == 1 and len(words[0]) <= _TINY:
        return Doubt.STRONG
    population = gazetteer.population(code)
    content = [w for w in words if w not in LINKS]
    frequencies = [gazetteer.frequency(w) for w in content] or [9.0]
    if len(content) > 1:
        plain = min(frequencies) >= max(3.5, expected_frequency(population) + _EXCESS)
        common = plain and len(content) == 2 and not LINKS.intersection(words[1:])
        return (Doubt.SOME if population >= TOWN else Doubt.WORD) if common else Doubt.NONE
    excess = frequencies[0] - expected_frequency(population)
    if frequencies[0] == 0 or excess <= _EXCESS:
        return Doubt.SOME if len(content[0] if content else "") <= 3 and len(words) == 1 else Doubt.NONE
    if excess < _LARGE_EXCESS and population >= TOWN:
        return Doubt.SOME
    return Doubt.STRONG if excess > _HOPELESS and population < TOWN else Doubt.WORD
