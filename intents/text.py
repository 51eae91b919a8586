"""A message as the tokens it was read as, and the letters by which a word is known.

Every family of expressions reads the same tokens (`reader.py` makes them).
"""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import lru_cache
from itertools import chain, pairwise
from sys import intern
from typing import TypeAlias

from msgspec import Struct

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss"})

#: What a phrase may begin with: a key, or two.
Opening: TypeAlias = "str | tuple[str, str]"


class Token(Struct, frozen=True, gc=False):
    """A word, a number or a mark of punctuation, wherever it stands: messages share them."""

    #: As typed, SMS spellings spelt out: lower case, no accents.
    norm: str
    #: `norm`, or the known word that is nearest to it when it is unknown.
    fixed: str
    #: What vocabularies are searched by: the corrected word without its plural.
    key: str
    #: Letters of `norm` that were wrong.
    cost: int
    #: No space before it.
    glued: bool
    #: Typed with a capital letter first.
    capital: bool
    #: `norm` is letters, and no number or mark.
    is_word: bool
    #: `norm` is digits.
    is_number: bool

    @classmethod
    def of(cls, norm: str, fixed: str = "", *, cost: int = 0, glued: bool = False, capital: bool = False) -> "Token":
        """A token that is spelt right, or is `fixed`."""
        right = fixed or norm
        return cls(norm, right, stem(right), cost, glued, capital, norm.isalpha(), norm.isdecimal())


#: The first token of some that mean others, the index after the last, and those that are meant.
Heard: TypeAlias = tuple[int, int, Sequence[Token]]


class Text:
    """A message and its tokens."""

    def __init__(self, raw: str, tokens: Sequence[Token], starts: Sequence[int], ends: Sequence[int]) -> None:
        """`starts` and `ends` are where each token was typed: offsets of `raw`, which is in composed form (NFC)."""
        self.raw, self.tokens, self.starts, self.ends = raw, tuple(tokens), starts, ends
        #: The tokens that are numbers in digits.
        self.digits = [i for i, token in enumerate(tokens) if token.is_number]
        #: The fields of each token that are most asked for.
        self.norms = tuple([token.norm for token in tokens])
        self.fixed = tuple([token.fixed for token in tokens])
        self.keys = tuple([token.key for token in tokens])
        #: Where each key stands, and each with the one after it, from left to right: all that phrases may begin with.
        self.where = _where(self.keys)
        self._openings: frozenset[Opening] = frozenset(self.where)

    def __len__(self) -> int:
        return len(self.tokens)

    def places(self, openings: Set[Opening]) -> list[int]:
        """The tokens at which some openings stand, from left to right."""
        found = openings & self._openings  # none, nearly always: a message has nothing of most vocabularies
        return sorted(set(chain.from_iterable(map(self.where.__getitem__, found)))) if found else []

    @property
    def spelt(self) -> str:
        """Its words and numbers, corrected; « 3D » and « 14h » stay one word."""
        if not self.digits:
            return " ".join([token.fixed for token in self.tokens if token.is_word])
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
        return Text(self.raw, self.tokens[first:], self.starts[first:], self.ends[first:]) if first else self

    def until(self, last: int) -> "Text":
        """The same message up to a token, without it."""
        return Text(self.raw, self.tokens[:last], self.starts[:last], self.ends[:last])

    def typed(self, first: int, last: int) -> str:
        """The message between two token indices (half-open), as typed."""
        return self.raw[self.starts[first] : self.ends[last - 1]] if first < last else ""


def _where(keys: Sequence[str]) -> Mapping[Opening, Sequence[int]]:
    where: dict[Opening, list[int]] = {}
    openings: Iterator[tuple[int, Opening]] = chain(enumerate(keys), enumerate(pairwise(keys)))
    for i, opening in openings:
        where.setdefault(opening, []).append(i)
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
        return intern(lower)
    plain = lower.translate(_FOLDED)
    return intern(plain if plain.isascii() else _unaccented(plain))


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A word without its plural and, in a long word, its final e: « gratuites » → "gratuit"; « pass » has no plural."""
    if len(word) > 3 and word[-1] in "sx" and word[-2] != "s":
        word = word[:-1]
    if len(word) > 6 and word[-1] == "e":
        word = word[:-1]
    return intern(word)
