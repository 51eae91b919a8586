"""The classes of the pupils that a message speaks of: « 28 élèves de 3e »."""

from collections.abc import Collection, Mapping
from functools import cache

from intents.entries import phrases
from intents.model import Span
from intents.phrases import Match, PhraseTable
from intents.text import Text
from intents.vocabulary import load

#: Readings that speak of pupils.
_OF_PUPILS = frozenset({"audience", "class", "teacher"})
_LINKS = frozenset({("de",), ("en",)})
#: « prof de 3e »: the reading of these ends where the class begins.
_LEADING = frozenset({"teacher"})
#: How many words may name one.
_LONGEST = 3
#: What joins two classes: « mes 4e et 3e ».
_JOINS = frozenset({("et",), ("ou",), (",",), ("/",), ("-",)})


@cache
def _table() -> PhraseTable[str]:
    """The words for classes, which several readers look for."""
    return PhraseTable(
        (phrase, level) for level, listed in load("interests/levels").items() for phrase in phrases(listed)
    )


class LevelReader:
    """Finds "3e", "2de", "terminale"… as `interests/levels.yaml` names them."""

    def __init__(self) -> None:
        self._levels = _table()

    def find(self, text: Text, spans: Mapping[str, Collection[Span]]) -> tuple[str, ...]:
        """Those that stand where pupils are spoken of, or are joined to one that does, in the order of the message.

        `spans` are the readings of each family.
        """
        if _OF_PUPILS.isdisjoint(spans):
            return ()
        of_pupils = [span for family in _OF_PUPILS for span in spans.get(family, ())]
        pupils = [(span.first, span.last + self._linked(text, span)) for span in of_pupils]
        found: dict[str, None] = {}
        joined = -1
        for match in self._levels.find(text):
            if match.first == joined or any(match.first < last and first < match.last for first, last in pupils):
                found[match.value] = None
                joined = match.last + 1 if text.keys[match.last : match.last + 1] in _JOINS else -1
        return tuple(found)

    def before(self, text: Text, last: int) -> Match[str] | None:
        """The class that ends at a token."""
        return self._levels.ending(text, last, _LONGEST)

    @staticmethod
    def _linked(text: Text, span: Span) -> int:
        """« 24 élèves de CM2 »: how many words further it reaches."""
        if span.family in _LEADING and text.keys[span.last - 1 : span.last] in _LINKS:
            return 1
        return 2 if text.keys[span.last : span.last + 1] in _LINKS else 0
