"""What one worked by and does no more: « mon contrat à l'usine s'arrête », « l'atelier où je travaille ferme »."""

from collections.abc import Iterable
from itertools import takewhile

from intents.numbers import number_at
from intents.phrases import Match, PhraseTable
from intents.text import Text
from intents.vocabulary import word_sets

_WORDS = word_sets("scope")
#: Groups of phrases that name it: contracts and workplaces; trades, where the firm is one's own.
_CONTRACTS, _TRADES = "contracts", "jobs"
#: How many words after it what ends may be told.
_REACH = 8


class LostWork:
    """Tells whether what one works by ends."""

    def __init__(self, ends: Iterable[tuple[str, bool]]) -> None:
        """`ends` are phrases that tell so."""
        self._ends = PhraseTable(ends)

    def is_named(self, text: Text, match: Match[tuple[str, str]]) -> bool:
        """« mon contrat », « notre usine » that end; not « mon atelier ferme à 18 h »."""
        group = match.value[0]
        if group != _CONTRACTS and not (group == _TRADES and text.fixed[match.first] in _WORDS["owners"]):
            return False
        ahead = range(match.last, min(match.last + _REACH, len(text)))
        clause = takewhile(lambda i: text.fixed[i] not in _WORDS["stops"], ahead)
        end = next(filter(None, (self._ends.at(text, i) for i in clause)), None)
        return end is not None and not _is_hour(text, end.last)


def _is_hour(text: Text, i: int) -> bool:
    return text.fixed[i : i + 1] == ("a",) and i + 1 < len(text) and number_at(text, i + 1) is not None
