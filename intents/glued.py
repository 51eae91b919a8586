"""Words that people write together, and what each was: « lusine », « lvar », « jobdating », « keskonpeu »."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Protocol

#: What stands before an apostrophe, in full.
ELISIONS = {
    "l": "le",
    "d": "de",
    "j": "je",
    "m": "me",
    "n": "ne",
    "s": "se",
    "t": "te",
    "c": "ce",
    "qu": "que",
    "jusqu": "jusque",
    "lorsqu": "lorsque",
    "puisqu": "puisque",
    "quelqu": "quelque",
}
_VOWELS = frozenset("aeiouyh")
#: What people forget to part from the next word (« delusine », « lesusines »).
_STUCK = ("l", "d", "j", "s", "c", "m", "n", "t", "qu", "des", "les", "la", "le", "du", "de", "une", "un", "en")
#: Words that lost their e before a consonant: no French word begins so (« lvar », « jcherche »)…
_NEVER_BEGIN = {"l": "le", "j": "je"}
#: …and those before a word that is known as it stands: « dtoulon », « tconnais », « mdonne ».
_MAY_BEGIN = {"d": "de", "t": "tu", "m": "me"}
#: Those after which a word may be spelt by ear.
_BY_EAR = frozenset("ldjm")
#: A shorter word is none that lost its e: « lvmh » is a name (letters).
_SHORTEST = 3
#: A shorter rest is not parted by ear.
_LONG = 7
#: Two words of the vocabulary written as one are that long at least, each of them this.
_TWO, _ONE = 8, 4
#: At most so many little words are written as one.
_MOST_PIECES = 5


class Speller(Protocol):
    """What knows how words are spelt."""

    def near(self, word: str) -> str | None:
        """The word that one sounds like, or is but for a letter."""

    def is_slip(self, word: str) -> bool:
        """One letter of it is wrong: « lgistique »."""

    def correct(self, word: str) -> tuple[tuple[str, ...], int]:
        """Known words for a spelling, and how many letters were wrong."""


class Glued:
    """Parts what is written together. Built once."""

    def __init__(
        self,
        *,
        vocabulary: Collection[str],
        words: Collection[str],
        names: Collection[str],
        telling: Collection[str],
        sms: Mapping[str, Sequence[str]],
        openings: Collection[str],
        pieces: Collection[str],
        known: Collection[str],
        speller: "Speller",
    ) -> None:
        """`vocabulary` are words that two of may stand as one; `words` those that may follow an article; `names` those

        of places; `telling` ones that say when; `sms` spellings and what they stand for; `openings` and `pieces` the
        little words that many are made of (« keskonpeu »), the first of which is an opening; `known` all that is right
        as it stands.
        """
        self._vocabulary, self._words, self._names = frozenset(vocabulary), frozenset(words), frozenset(names)
        self._known, self._speller = frozenset(known), speller
        self._telling, self._sms = frozenset(telling), sms
        self._openings, self._pieces = frozenset(openings), frozenset(openings).union(pieces)
        self._longest = max(map(len, self._vocabulary), default=0)
        self._longest_piece = max(map(len, self._pieces), default=0)

    def parts(self, word: str) -> tuple[str, ...] | None:
        """The words that an unknown one is made of, or None."""
        return self._elided(word) or self._little(word) or self._short(word) or self._two(word)

    def _elided(self, word: str) -> tuple[str, ...] | None:
        """An article or a preposition and what follows it."""
        for head in _STUCK:
            if word == head or not word.startswith(head):
                continue
            rest = word[len(head) :]
            before_vowel = head in ELISIONS and rest[0] in _VOWELS
            least = 3 if before_vowel else 5  # « leau », « lusine », « delusine »
            said = rest in self._telling and len(rest) == least - 1  # « mardi enhuit »
            if said or (len(rest) >= least and rest in self._words):
                return ELISIONS.get(head, head), rest
            if not before_vowel:
                continue
            if len(rest) > _SHORTEST and rest in self._sms and head in ("l", "d"):  # « duzin »
                return ELISIONS[head], *self._sms[rest]
            if head == "d" and rest in self._names and word not in self._names:  # « pres daubagne »
                return "de", rest
            by_ear = head in _BY_EAR and len(rest) >= _LONG  # but « naissent » is no « n'essence »
            if by_ear and (alike := self._speller.near(rest)):  # « lotomobil »
                return ELISIONS[head], alike
        return None

    def _short(self, word: str) -> tuple[str, ...] | None:
        """A word without its e before a consonant: « lvaucluze », « jcherche »."""
        head, rest = word[0], word[1:]
        if len(rest) < _SHORTEST or rest[0] in _VOWELS or _VOWELS.isdisjoint(rest.replace("h", "")):
            return None
        if head in _NEVER_BEGIN and rest in self._sms:
            return _NEVER_BEGIN[head], *self._sms[rest]
        if head in _NEVER_BEGIN and (rest in self._known or not self._speller.is_slip(word)):
            return _NEVER_BEGIN[head], *self._speller.correct(rest)[0]
        if head in _MAY_BEGIN and (rest in self._words or (head == "d" and rest in self._names)):
            return _MAY_BEGIN[head], rest
        return None

    def _little(self, word: str) -> tuple[str, ...] | None:
        """Little words, as people shorten them: « keskonpeu », « jveupa », « yapa »; « konférense » is one word."""
        if self._speller.near(word):
            return None
        for opening, rest in self._begun(word):
            if opening in self._openings and (pieces := self._cut(rest, _MOST_PIECES - 1)):
                return tuple(part for piece in (opening, *pieces) for part in self._sms.get(piece, [piece]))
        return None

    def _cut(self, word: str, most: int) -> tuple[str, ...]:
        """Letters as little words, the longest first; empty when they are none."""
        if word in self._pieces:
            return (word,)
        for piece, rest in self._begun(word) if most > 1 else ():
            if pieces := self._cut(rest, most - 1):
                return (piece, *pieces)
        return ()

    def _begun(self, word: str) -> Iterator[tuple[str, str]]:
        """The little words that begin letters, the longest first, and the letters that follow."""
        for cut in range(min(self._longest_piece, len(word) - 1), 0, -1):
            if word[:cut] in self._pieces:
                yield word[:cut], word[cut:]

    def _two(self, word: str) -> tuple[str, ...] | None:
        """Two words of the vocabulary: « jobdating »."""
        if _TWO <= len(word) <= 2 * self._longest:
            for cut in range(_ONE, len(word) - _ONE):
                if word[:cut] in self._vocabulary and word[cut:] in self._vocabulary:
                    return word[:cut], word[cut:]
        return None
