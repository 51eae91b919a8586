"""Misspelt names of one region's places: words written as one."""

import re

from msgspec.structs import replace
from rapidfuzz.distance import OSA

from intents.fuzzy import LONG, SHORTEST, Blocks, allowed, with_first_letter_wrong
from intents.places.name import Name
from intents.places.names import PlaceNames
from intents.sound import Sounds, short_codes
from intents.text import stem

#: Names that begin so are often written as one with « d' ».
_MUTE = frozenset("aeiouyh")
#: The shortest word that a short name is looked for in, and the shortest that is found by ear wherever it stands.
_LEAST, _HEARD = 3, 7
_DOUBLED = re.compile(r"(.)\1")
#: « gerlesqin » is Guerlesquin: g is often hard in names, whatever follows it.
_HARD_G = re.compile(r"g(?=[ei])")


class PlaceSpellings:
    """The nearest name to a spelling."""

    def __init__(self, names: PlaceNames) -> None:
        """Index the names of the region; the rest of France must be written right."""
        spellings = names.spellings()
        self._names = {s: n for s, n in spellings.items() if len(s) >= SHORTEST}
        self._blocks = Blocks(self._names)
        self._sounds = Sounds(self._names)
        short = {s: n for s, n in spellings.items() if len(s) <= SHORTEST}
        heard = short | {s: n for s, n in spellings.items() if SHORTEST < len(s) <= LONG}  # « fuvo »
        self._short = dict(reversed([*short.items(), *zip(short_codes(heard), heard.values(), strict=True)]))
        self._elided = {s: n for s, n in spellings.items() if s[0] in _MUTE}
        self._tails = {s[1:]: s for s in reversed(self._names) if len(s) > SHORTEST}
        #: Letters of the longest name, with those that may be too many.
        self.longest = max(map(len, self._names), default=0) + allowed("x" * LONG)
        self._firsts = frozenset(words[0] for words in names.phrases)
        self._lasts = frozenset(stem(words[-1]) for words in names.phrases)

    def holds(self, word: str) -> bool:
        """True for the right spelling of a name."""
        return word in self._names

    def begins(self, word: str) -> bool:
        """True when a name of several words begins with it, or with « Saint », which it misspells."""
        return word in self._firsts or OSA.distance(word, "saint", score_cutoff=1) == 1

    def is_saint(self, spelling: str) -> bool:
        """« saitraphael », « seinbrieu » are names but for one of the first letters, and one of the others."""
        tail = next((spelling[n:] for n in (5, 4, 6) if OSA.distance(spelling[:n], "saint", score_cutoff=1) == 1), None)
        found = self.nearest(f"saint{tail}") if tail else None
        return found is not None and found.cost <= 1

    def ends(self, word: str) -> bool:
        """True when a name of several words ends with it, or with its plural."""
        return stem(word) in self._lasts

    def short(self, word: str) -> Name | None:
        """The name that a word of a few letters is by ear, or the one as short that it is but for its end.

        A letter may be written twice or left out at the end, or the last two swapped.
        """
        if not _LEAST <= len(word) <= SHORTEST:
            return None
        (heard,) = short_codes([word])
        spellings = (_DOUBLED.sub(r"\1", word), f"{word}e", f"{word}s", word[:-2] + word[:-3:-1], heard)
        name = next(filter(None, map(self._short.get, spellings)), None)
        return replace(name, cost=1) if name else None

    def nearest(self, spelling: str, *, first_letter: bool = False) -> Name | None:
        """The name that a spelling (words written as one) is nearest to, the most populous of several, or None.

        The first letter is trusted unless `first_letter` asks otherwise; then one letter in all may be wrong.
        """
        if first_letter and spelling[0] in "dl" and (elided := self._elided.get(spelling[1:])):
            return replace(elided, cost=1)  # « pres doyonnax »
        limit = allowed(spelling)
        if first_letter and len(spelling) == SHORTEST - 1:
            limit = 1  # a name of five letters that lost one
        found = self._blocks.nearest(spelling, limit) if limit else None
        if not found or found[1] > 1:
            heard = self._heard(spelling) if first_letter or len(spelling) >= _HEARD else None
            if heard and (not found or found[0] == heard):  # « colobriere » lacks two letters that nobody hears
                return replace(self._names[heard], cost=1)
        if found:
            best, cost = found
            return replace(self._names[best], cost=cost)
        others = with_first_letter_wrong(spelling, self._names, self._tails) if limit and first_letter else ()
        return next((replace(self._names[other], cost=1) for other in others), None)

    def heard(self, word: str) -> Name | None:
        """The name that a word sounds like, whatever else the word means: « cane » is Cannes."""
        name = self.short(word) if len(word) <= SHORTEST else None
        like = None if name else self._sounds.like(word)
        return self._names[like] if like else name

    def near(self, word: str) -> Name | None:
        """The name that a word of six letters or more is, but for two: « martig »."""
        found = self._blocks.nearest(word, 2) if len(word) > SHORTEST else None
        return self._names[found[0]] if found else None

    def _heard(self, spelling: str) -> str | None:
        """The name that a spelling sounds like."""
        hard = _HARD_G.sub("gu", spelling)
        return self._sounds.like(spelling) or (self._sounds.like(hard) if hard != spelling else None)
