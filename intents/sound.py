"""How French words sound, roughly: people who spell by ear write « vizit », « novambre », « expozition », « dernié ».

Letters that sound alike become one; silent ones go. Two spellings are the same word by ear when a code is shared.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache

from rapidfuzz.distance import OSA

#: Shorter words sound like too many others.
SHORTEST = 5
#: Spellings by ear differ by that share of their letters at most.
_UNLIKE = 0.6
#: Letters and what they sound like, in this order.
_LETTERS = (
    ("ph", "f"), ("sch", "H"), ("ch", "H"), ("sh", "H"), ("qu", "k"), ("q", "k"), ("ck", "k"),
    ("ce", "se"), ("ci", "si"), ("cy", "si"), ("c", "k"), ("ge", "je"), ("gi", "ji"), ("gy", "ji"), ("gue", "ge"),
    ("gui", "gi"), ("gn", "ni"), ("x", "ks"), ("oua", "W"), ("wa", "W"), ("w", "v"), ("z", "s"), ("h", ""), ("y", "i"),
    ("eau", "o"), ("au", "o"), ("oeu", "e"), ("oi", "W"), ("oy", "W"), ("ou", "U"), ("eu", "e"),
)  # fmt: skip
_NASALS = (
    (re.compile(r"(?:ai|ei|i|u)[nm](?![aeiouWUn m])"), "I"),
    (re.compile(r"[ae][nm](?![aeiouWUnm])"), "A"),
    (re.compile(r"o[nm](?![aeiouWUnm])"), "O"),
)
#: « Cavaillon », « bouteye », « fauteuil », « Châtillon ».
_YOD = re.compile(r"(?<=[aeu])(?:(?:ill|y)(?=[aeiou])|il(?=s?$))|(?<=i)(?:ll|y)(?=on)", re.MULTILINE)
_HARD_CC = re.compile(r"cc(?=[eiy])")  # « accès »
_TIO = re.compile(r"ti(?=O|on)")
_DOUBLED = re.compile(r"(.)(?=\1)")
_FINAL_Z = re.compile(r"z(?<=....)$", re.MULTILINE)  # « visitez »
#: Last letters that are not heard.
_SILENT = "tdspk"
#: Letters that may begin words which sound alike, besides h, which nobody hears; and those of each of them.
_BEGINNINGS = ("aeiouvwy", "ckqstxz", "fp", "gjn")
_ALIKE = {letter: letters for letters in _BEGINNINGS for letter in letters}


def _in_full(words: Iterable[str]) -> list[str]:
    """What words sound like with their last letters.

    All words are heard at once, a line each: for a whole vocabulary that is ten times as fast as one by one.
    """
    code = _FINAL_Z.sub("", _DOUBLED.sub("", _HARD_CC.sub("x", _YOD.sub("Y", "\n".join([*words, ""])))))
    for letters, heard in _LETTERS:
        code = code.replace(letters, heard)
    for pattern, heard in _NASALS:
        code = pattern.sub(heard, code)
    code = _TIO.sub("si", code).replace("ei", "e").replace("ai", "e")
    return _DOUBLED.sub("", code).splitlines()


def _said(code: str) -> str:
    """Without its silent last letters; the first is always said."""
    return code[:1] + code[1:].rstrip(_SILENT)


def short_codes(words: Iterable[str]) -> Iterator[str]:
    """What short words sound like: all letters but a last e tell one from another (« nise », « nis »: « nice »)."""
    return (code.rstrip("e") for code in _in_full(words))


def codes(words: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """What each folded word may sound like; a last « e » or « r » may be silent (« visite », « dernié », « cher »)."""
    for code in _in_full(words):
        said = _said(code)
        voiced = said[:-1] if said.endswith("er") else said
        if code.endswith(("e", "es")):
            yield voiced, _said(voiced[:-1])
        elif code.endswith("er"):
            yield voiced, code
        else:
            yield (voiced,)


@lru_cache(maxsize=1024)
def _codes_of(word: str) -> tuple[str, ...]:
    """Those of one word, which several stocks are asked for one after the other."""
    return next(codes([word]))


#: Letters that few French words have, and those that they are heard as.
_RARE = (
    (re.compile("k$"), "que"), (re.compile("k(?=[ei])"), "qu"), (re.compile("k"), "c"), (re.compile("z"), "s"),
    (re.compile("wa"), "oi"),
)  # fmt: skip


def respellings(word: str) -> Iterator[str]:
    """A folded word without k, z and w, and with the last e that it lost: « konf », « choze », « plac »."""
    spelt = word
    for letter, heard in _RARE:
        spelt = letter.sub(heard, spelt)
    if spelt != word:
        yield spelt
        yield spelt.replace("qu", "c")
    if len(word) >= SHORTEST - 1:
        yield f"{spelt}e"


def _beginnings(word: str) -> str:
    """The first letters that a word which sounds like this one may have."""
    first = word.lstrip("h")[:1]
    return _ALIKE.get(first, first)


class Sounds:
    """Known words by what they sound like."""

    def __init__(self, words: Iterable[str]) -> None:
        """Words are folded; where several sound alike, the one that is written most alike is taken."""
        self._words = [word for word in words if len(word) >= SHORTEST]
        self._by_beginnings: dict[str, Mapping[str, Sequence[str]]] = {}

    def like(self, word: str) -> str | None:
        """The known word that a folded spelling sounds like, or None."""
        if len(word) < SHORTEST:
            return None
        by_code = self._by_code(_beginnings(word))
        alike = {found for code in _codes_of(word) for found in by_code.get(code, ())}
        best = min(alike, key=lambda found: (OSA.distance(word, found), found), default=None)
        if best is None or OSA.distance(word, best) > _UNLIKE * len(word):
            return None
        return best

    def _by_code(self, letters: str) -> Mapping[str, Sequence[str]]:
        """Words that begin so, heard when they are first asked for: to hear all takes a thirtieth of the start."""
        if letters not in self._by_beginnings:
            by_code: dict[str, list[str]] = defaultdict(list)
            known = self._begun.get(letters, ())
            for word, may_be in zip(known, codes(known), strict=True):
                for code in may_be:
                    by_code[code].append(word)
            self._by_beginnings[letters] = by_code
        return self._by_beginnings[letters]

    @cached_property
    def _begun(self) -> Mapping[str, Sequence[str]]:
        """The words, by the first letters that those which sound like them may have."""
        begun: dict[str, list[str]] = defaultdict(list)
        for word in self._words:
            begun[_beginnings(word)].append(word)
        return begun
