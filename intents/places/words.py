"""Words of messages, and what is known of each wherever it stands: most of them belong to no name."""

from collections.abc import Collection
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct

from intents.gazetteer import SHORT, Gazetteer
from intents.places.name import LINKS, Name
from intents.places.names import PlaceNames
from intents.places.spellings import PlaceSpellings
from intents.text import Text, fold, stem
from intents.vocabulary import common_words, load, other_words

#: After « à », a word less frequent than that (as `Gazetteer.frequency`) may be a misspelt name,
_RARE = 3.5
#: and one less frequent than that anywhere.
_NEVER_SEEN = 0.1
#: « Je sècherais » is no Sécheras.
_CONJUGATED = tuple(load("scope")["conjugated"])
#: Shorter words are parts of names, and none by themselves.
_LEAST, _LEAST_ODD = 3, 4
#: Only in a longer word « st » is « saint » (letters).
_ST = 5


class Word(Struct, frozen=True, kw_only=True):
    """A word as names are compared: what was typed, not what SMS or spelling made of it; « st » is « saint »."""

    norm: str
    stem: str
    #: As a part of a misspelt name: « stlaurent » is « saintlaurent ».
    spelt: str
    #: Punctuation, where names end.
    is_mark: bool
    #: A name may begin with it as it stands.
    opens: bool
    #: One may go on with it after an article.
    follows_article: bool
    #: It is no ordinary word at all, …
    odd: bool
    #: …or none that something leads to as to a place.
    odd_if_led: bool
    #: A misspelt name may begin with it: it is none of the most frequent words, or names do.
    opens_misspelt: bool
    #: Names end with it, and so may a misspelt one.
    ends: bool
    #: The name of a few letters that it misspells.
    short: Name | None
    #: A misspelt name may end with it.
    may_end_misspelt: bool


class WordReader:
    """Looks words up, each once. Built once; what it remembers are words, and not messages."""

    def __init__(
        self, gazetteer: Gazetteer, names: PlaceNames, spellings: PlaceSpellings, ordinary: Collection[str] = ()
    ) -> None:
        """`ordinary` are words (folded) that other vocabularies hold: « lavande » is no Le Lavandou."""
        self._gazetteer, self._names, self._spellings = gazetteer, names, spellings
        self._common, self._real, self._ordinary = common_words(), other_words(), frozenset(ordinary)
        self._word = lru_cache(maxsize=8192)(self._looked_up)

    def read(self, text: Text) -> list[Word]:
        """A word for each token of a message."""
        starts = text.starts
        known = [self._word(text.raw[start:end]) for start, end in zip(starts, text.ends, strict=True)]
        for i in text.where.get("au", ()):  # « o havre » by ear, not « dans les P.O. »
            if text.raw[max(0, starts[i] - 1) : text.ends[i]].strip() == "o":
                known[i] = self._word("au")
        if len({*starts}) < len(starts):
            for i, (start, after) in enumerate(pairwise(starts)):
                if start == after:  # what was typed is the words of both
                    known[i : i + 2] = map(self._word, text.norms[i : i + 2])
        return known

    def _looked_up(self, typed: str) -> Word:
        norm = fold(typed)
        norm = SHORT.get(norm, norm)
        uncommon = len(norm) >= _LEAST and norm.isalpha() and norm not in self._common
        frequency = self._gazetteer.frequency(norm)
        may_be_odd = uncommon and len(norm) >= _LEAST_ODD and self._may_be_odd(norm, frequency)
        odd_if_led = may_be_odd and frequency < _RARE
        is_other = norm in self._real or norm in self._ordinary
        short = self._spellings.short(norm) if uncommon and not is_other else None
        ends = norm not in LINKS and self._spellings.ends(norm)
        return Word(
            norm=norm,
            stem=stem(norm),
            spelt=f"saint{norm[2:]}" if uncommon and norm.startswith("st") and len(norm) > _ST else norm,
            is_mark=not typed.isalnum(),
            opens=self._names.may_open(norm),
            follows_article=self._names.may_follow_article(norm),
            odd=may_be_odd and frequency < _NEVER_SEEN,
            odd_if_led=odd_if_led,
            opens_misspelt=uncommon or self._spellings.begins(norm),
            ends=ends,
            short=short,
            may_end_misspelt=odd_if_led or ends or short is not None,
        )

    def _may_be_odd(self, norm: str, frequency: float) -> bool:
        if norm.endswith(_CONJUGATED) or norm in self._ordinary:
            return False
        return bool(frequency) or norm not in self._real  # an ordinary word that is near no town
