"""How French words sound, roughly: people who spell by ear write « vizit », « novambre », « expozition », « dernié ».

Letters that sound alike become one; silent ones go. Two spellings are the same word by ear when a code is shared.
"""

import re
from collections import defaultdict
from collections.abc import Iterable

from rapidfuzz.distance import OSA

#: Shorter words sound like too many others.
SHORTEST = 5
#: Spellings by ear differ by that share of their letters at most.
_UNLIKE = 0.6
#: Letters and what they sound like, in this order.
_LETTERS = (
    ("ph", "f"), ("sch", "H"), ("ch", "H"), ("sh", "H"), ("qu", "k"), ("q", "k"), ("ck", "k"),
    ("ce", "se"), ("ci", "si"), ("cy", "si"), ("c", "k"), ("ge", "je"), ("gi", "ji"), ("gy", "ji"), ("gue", "ge"),
    ("gui", "gi"), ("gn", "ni"), ("x", "ks"), ("w", "v"), ("z", "s"), ("h", ""), ("y", "i"),
    ("eau", "o"), ("au", "o"), ("oeu", "e"), ("oi", "W"), ("oy", "W"), ("ou", "U"), ("eu", "e"),
)  # fmt: skip
_NASALS = (
    (re.compile(r"(?:ai|ei|i|u)[nm](?![aeiouWUn m])"), "I"),
    (re.compile(r"[ae][nm](?![aeiouWUnm])"), "A"),
    (re.compile(r"o[nm](?![aeiouWUnm])"), "O"),
)
_TIO = re.compile(r"ti(?=O|on)")
_OPEN_E = re.compile(r"ai|ei")
_FINAL_E = re.compile(r"(?:er|es|et|es|ee|ees|e)$")
_DOUBLED = re.compile(r"(.)\1+")
_SILENT = re.compile(r"(?<=.)[tdspk]+$")


def codes(word: str) -> tuple[str, ...]:
    """What a folded word may sound like; a last « e » may be silent or not (« visite », « dernié »)."""
    code = _DOUBLED.sub(r"\1", word)
    if code[-1:] == "z" and len(code) > 3:
        code = code[:-1]  # « visitez »
    for letters, heard in _LETTERS:
        code = code.replace(letters, heard)
    for pattern, heard in _NASALS:
        code = pattern.sub(heard, code)
    code = _DOUBLED.sub(r"\1", _OPEN_E.sub("e", _TIO.sub("si", code)))
    voiced = _SILENT.sub("", _FINAL_E.sub("e", _SILENT.sub("", code)))
    silent = _SILENT.sub("", _FINAL_E.sub("", code)) if code.endswith(("e", "es")) else voiced
    return (voiced,) if silent == voiced else (voiced, silent)


class Sounds:
    """Known words by what they sound like."""

    def __init__(self, words: Iterable[str]) -> None:
        """Words are folded; where several sound alike, the one that is written most alike is taken."""
        self._by_code: dict[str, list[str]] = defaultdict(list)
        for word in sorted(words):
            if len(word) >= SHORTEST:
                for code in codes(word):
                    self._by_code[code].append(word)

    def like(self, word: str) -> str | None:
        """The known word that a folded spelling sounds like, or None."""
        if len(word) < SHORTEST:
            return None
        alike = {found for code in codes(word) for found in self._by_code.get(code, ())}
        best = min(alike, key=lambda found: (OSA.distance(word, found), found), default=None)
        if best is None or OSA.distance(word, best) > _UNLIKE * len(word):
            return None
        return best
