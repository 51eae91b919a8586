"""Long texts, read twenty times as fast as messages: nothing in them is abbreviated, stuck together or corrected."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from intents.glued import ELISIONS
from intents.text import Opening, fold, stem

#: One group, so that splitting by it gives what stands between tokens and the tokens, in turn.
_PIECE = re.compile(
    r"([^\W\d_]+['’]?|\d+|[^\w\s\-‐‑]"
    r"|(?<![^\W\d_])[-‐‑]|[-‐‑](?![^\W\d_]))"  # a hyphen inside a word is silent
)
#: Stands for any whole number in phrases: « dès 00 ans ».
NUMBER = "00"
#: Words whose keys are kept; texts of other tongues would fill the memory with theirs.
_MOST = 100_000


class _Keys(dict[str, str]):
    """What words are found by, worked out once."""

    def __missing__(self, word: str) -> str:
        if len(self) > _MOST:
            self.clear()
        folded = fold(word.rstrip("'’") or word)
        norm = ELISIONS.get(folded, folded) if word[-1] in "'’" else folded
        self[word] = stem(norm)
        return self[word]


_KEYS = _Keys()


@dataclass(frozen=True)
class Prose:
    """A text and the keys of its words, which phrases are found in."""

    keys: tuple[str, ...]
    #: All of the text: token n is piece 2n + 1, the others stand between tokens.
    pieces: Sequence[str] = ()

    @classmethod
    def read(cls, text: str) -> "Prose":
        """A text without markup."""
        pieces = _PIECE.split(text)
        return cls(tuple(map(_KEYS.__getitem__, pieces[1::2])), pieces)

    def places(self, openings: set[Opening]) -> list[int]:
        """The tokens at which some openings stand, from left to right."""
        pairs = enumerate(zip(self.keys, (*self.keys, "")[1:], strict=True))
        return [i for i, pair in pairs if pair[0] in openings or pair in openings]

    def with_any_number(self) -> "Prose":
        """The same, all whole numbers alike."""
        return Prose(tuple([NUMBER if key.isdigit() else key for key in self.keys]), self.pieces)

    def typed(self, first: int, last: int) -> str:
        """The text between two tokens (half-open), as written."""
        return "".join(self.pieces[2 * first + 1 : 2 * last])
