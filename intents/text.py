"""A message as the tokens it was read as, and the letters by which a word is known.

Every family of expressions reads the same tokens (`reader.py` makes them).
"""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple, TypeAlias

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss"})

#: What a phrase may begin with: a key, or two.
Opening: TypeAlias = "str | tuple[str, str]"


class Token(NamedTuple):
    """A word, a number or a mark of punctuation. Long messages hold thousands: a tuple is made the soonest."""

    #: As typed, SMS spellings spelt out: lower case, no accents.
    norm: str
    #: Offsets in the message, half-open.
    start: int
    end: int
    #: `norm`, or the known word that is nearest to it when it is unknown.
    fixed: str
    #: Letters of `norm` that were wrong.
    cost: int = 0
    #: No space before it.
    glued: bool = False
    #: Typed with a capital letter first.
    capital: bool = False
    #: `norm` is letters, and no number or mark.
    is_word: bool = False
    #: `norm` is digits.
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """A message and its tokens. Offsets are those of `raw`, which is in Unicode's composed form (NFC)."""

    raw: str
    tokens: tuple[Token, ...]
    #: `norm` and `fixed` of each token, …
    norms: tuple[str, ...] = field(init=False)
    fixed: tuple[str, ...] = field(init=False)
    #: … and what vocabularies are searched by: the corrected word without its plural.
    keys: tuple[str, ...] = field(init=False)
    #: Where each key stands, and each with the one after it; and all of these, which phrases may begin with.
    where: Mapping[Opening, Sequence[int]] = field(init=False)
    openings: frozenset[Opening] = field(init=False)

    def __post_init__(self) -> None:
        fixed = tuple([token.fixed for token in self.tokens])
        object.__setattr__(self, "norms", tuple([token.norm for token in self.tokens]))
        object.__setattr__(self, "fixed", fixed)
        keys = tuple(map(stem, fixed))
        object.__setattr__(self, "keys", keys)
        object.__setattr__(self, "where", _where(keys))
        object.__setattr__(self, "openings", frozenset(self.where))

    def __len__(self) -> int:
        return len(self.tokens)

    def places(self, openings: set[Opening]) -> list[int]:
        """The tokens at which some openings stand, from left to right."""
        if openings.isdisjoint(self.openings):  # a message has nothing of most vocabularies
            return []
        return sorted({i for opening in openings & self.openings for i in self.where[opening]})

    @property
    def spelt(self) -> str:
        """Its words and numbers, corrected; « 3D » and « 14h » stay one word."""
        out: list[str] = []
        before: Token | None = None
        for token in self.tokens:
            said = token.is_word or token.is_number
            if said and before and token.glued and before.is_number != token.is_number:
                out[-1] += token.fixed
            elif said:
                out.append(token.fixed)
            before = token if said else None
        return " ".join(out)

    def since(self, first: int) -> "Text":
        """The same message without its first tokens."""
        return Text(self.raw, self.tokens[first:]) if first else self

    def typed(self, first: int, last: int) -> str:
        """The message between two token indices (half-open), as typed."""
        return self.raw[self.tokens[first].start : self.tokens[last - 1].end] if first < last else ""


def _where(keys: Sequence[str]) -> Mapping[Opening, Sequence[int]]:
    """Where each key stands, and each pair of neighbours, from left to right."""
    where: dict[Opening, list[int]] = {}
    for i, key in enumerate(keys):
        where.setdefault(key, []).append(i)
    for i, pair in enumerate(pairwise(keys)):
        where.setdefault(pair, []).append(i)
    return where


def _unaccented(lower: str) -> str:
    decomposed = unicodedata.normalize("NFD", lower.translate(_LIGATURES))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


#: The letters of Western Europe, which nearly all accents are on: looking them up is five times as fast.
_FOLDED = str.maketrans({letter: _unaccented(letter) for letter in map(chr, range(0xC0, 0x180))})


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Lower case, no accents: « Écoles » → "ecoles"."""
    lower = text.lower()
    if lower.isascii():
        return lower
    plain = lower.translate(_FOLDED)
    return plain if plain.isascii() else _unaccented(plain)


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A word without its plural and, in a long word, its final e: « gratuites » → "gratuit"."""
    if len(word) > 3 and word[-1] in "sx":
        word = word[:-1]
    if len(word) > 6 and word[-1] == "e":
        word = word[:-1]
    return word
