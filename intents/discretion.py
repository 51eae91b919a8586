"""A message without what could tell who wrote it.

Only what is known to be no name is left: French words, places, words of the programme. A word that nothing knows may be
someone's name, so it goes.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

from intents.model import Span
from intents.text import Text, Token, stem
from intents.vocabulary import common_words, load, other_words, proper_names

#: What stands for what was left out.
LEFT_OUT = "…"
#: Mail addresses, links, names of accounts; telephone and other long numbers, however they are written.
_CONTACT = re.compile(r"\S*@\S+|\b(?:https?://|www\.)\S+|\+?\d(?:[\s.\-/()]{0,2}\d){5,}")
#: Words after « je m'appelle » that may be a first name and a name, whatever else they mean.
_NAMES = 2
#: What comes before the first word of a sentence.
_ENDS = frozenset({".", "!", "?", "…", ":"})


def without_contacts(message: str) -> str:
    """A message without mail addresses, links and long numbers."""
    return _CONTACT.sub(LEFT_OUT, message)


class Discretion:
    """Leaves out of messages what could be someone's name."""

    def __init__(self, is_ours: Callable[[str], bool]) -> None:
        """`is_ours` tells whether a folded word is one that people use of events, or that the programme holds."""
        self._is_ours = is_ours
        words = load("discretion")
        self._introducing = frozenset(map(stem, words["introducing"]))
        self._small = frozenset(map(stem, words["small"]))

    @cached_property
    def _plain(self) -> frozenset[str]:
        """Words that are no names. Read when they are first needed."""
        return frozenset((common_words() | other_words()) - proper_names())

    def apply(self, text: Text, places: Iterable[Span]) -> str:
        """The message; « … » stands for what was left out."""
        known = {i for span in places if span.family == "place" for i in range(span.first, span.last)}
        parts: list[str] = []
        end = 0
        for start, last, is_kept in zip(text.starts, text.ends, self._kept(text, known), strict=True):
            if start < end:  # an SMS spelling of several words
                continue
            between, end = text.raw[end:start], last
            piece = text.raw[start:end] if is_kept else LEFT_OUT
            if piece != LEFT_OUT or parts[-1:] != [LEFT_OUT]:
                parts += (between, piece)
        return "".join(parts)

    def _kept(self, text: Text, known: set[int]) -> Iterator[bool]:
        """Whether each token may stay; `known` are those of places."""
        shouted, named = text.raw.isupper(), 0
        for i, token in enumerate(text.tokens):
            word = stem(token.norm)
            may_be_name = token.is_word and word not in self._small
            begins = shouted or i == 0 or text.tokens[i - 1].norm in _ENDS
            yield not may_be_name or (not named and (i in known or self._is_plain(token, begins=begins)))
            named = _NAMES if word in self._introducing else max(0, named - may_be_name) if token.is_word else 0

    def _is_plain(self, token: Token, *, begins: bool) -> bool:
        """It is no name; a capital letter that begins no sentence says that it may be one."""
        return (begins or not token.capital) and (token.norm in self._plain or self._is_ours(token.norm))
