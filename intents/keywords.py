"""Words that no vocabulary holds, to be looked for in the events' own words: « confiture », « Naval Group »."""

from collections.abc import Callable, Iterable, Sequence

from intents.asked import before, is_subject
from intents.deeds import deed
from intents.model import Span
from intents.numbers import WORDS as NUMBERS
from intents.scope import tokens_of
from intents.text import Text, Token, fold, stem
from intents.vocabulary import load, no_things

_WORDS = {name: frozenset(map(stem, words)) for name, words in load("scope").items()}
_CONJUGATED = tuple(load("scope")["conjugated"])
_QUALITIES = tuple(fold(ending) for ending in load("scope")["endings_of_no_things"])
#: A word of that many letters or fewer is no subject (« IA » is a vocabulary's business).
_SHORT = 2
#: A message of that many words, of which so few are left to explain, is nothing but its subject.
_BARE_WORDS, _BARE_LEFT = 7, 2
#: Families that a subject may follow: « une visite de rizerie ».
_LEADING = frozenset({"kind", "generic"})


class KeywordReader:
    """Finds the words of a question that name a thing."""

    def __init__(self, common: Iterable[str], frequency: Callable[[str], int]) -> None:
        """Build a reader.

        `common` are everyday words, which name a thing only when the programme uses them; `frequency` gives how many
        events of the programme hold a word (any ending).
        """
        self._common = frozenset(common)
        self._frequency = frequency
        self._no_things = no_things()

    def find(
        self, text: Text, spans: Sequence[Span], own: Sequence[tuple[int, int]], *, follows: bool = False
    ) -> tuple[list[str], int]:
        """Keywords, neighbours together, and how many words are left that nothing explains.

        In `own` stretches (token indices, half-open) the asker presents themselves: nothing is asked there. A message
        that `follows` a search is seldom nothing but a new subject.
        """
        explained = tokens_of(spans)
        left = [
            i
            for i, key in enumerate(text.keys)
            if i not in explained and key not in _WORDS["ways_of_asking"] and self._says_something(text.tokens[i])
        ]
        if not left:
            return [], 0
        asked = [i for i in left if not any(first <= i < last for first, last in own)]
        ends = {span.last for span in spans if span.family in _LEADING}
        starts = {span.first for span in spans if span.family in _LEADING}
        asked = [i for i in asked if i + 1 not in starts or not text.tokens[i].norm.endswith(_QUALITIES)]
        done = deed(text, spans)
        bare = not follows and len(left) <= _BARE_LEFT and sum(token.is_word for token in text.tokens) <= _BARE_WORDS
        chosen: list[int] = []
        for i in asked:
            follows = bool(chosen) and chosen[-1] == i - 1 and text.tokens[i].capital
            if follows or ((bare or self._is_introduced(text, i, ends, done)) and self._is_a_thing(text, i, bare)):
                chosen.append(i)
        return self._together(text, chosen), len(left)

    @staticmethod
    def _says_something(token: Token) -> bool:
        return token.is_word and len(token.norm) > _SHORT and not token.norm.endswith(_CONJUGATED)

    def _is_a_thing(self, text: Text, i: int, bare: bool) -> bool:
        word = text.tokens[i].norm
        is_asked = is_subject(text, i)
        if (word in self._no_things and not is_asked) or (i and text.tokens[i - 1].norm in _WORDS["owners"]):
            return False
        if word in NUMBERS or self._is_quality(text, i):
            return False
        if word not in self._common:
            return is_asked or bare or self._frequency(word) > 0
        return self._frequency(word) > 0 or self._is_made(text, i)

    @staticmethod
    def _is_made(text: Text, i: int) -> bool:
        """« fabrique de guitares »: an everyday word for what is made."""
        maker = before(text, i)
        return -1 < maker < i - 1 and text.keys[maker] in _WORDS["made_by"]

    @staticmethod
    def _is_quality(text: Text, i: int) -> bool:
        """« une visite bucolique », « je cherche désespérément » only tell how."""
        token = text.tokens[i]
        named = token.capital or (i > 0 and text.keys[i - 1] in _WORDS["articles"])
        return not named and token.norm.endswith(_QUALITIES)

    @staticmethod
    def _is_introduced(text: Text, i: int, ends: set[int], done: int | None) -> bool:
        """« visite de … », « comment on fabrique … », « tourner un … », « … » at the beginning of a clause."""
        last = before(text, i)
        return last < 0 or last == done or last + 1 in ends or is_subject(text, i) or text.keys[last] in _WORDS["stops"]

    @staticmethod
    def _together(text: Text, chosen: list[int]) -> list[str]:
        """« Naval Group » is one thing: capitalised neighbours go together."""
        groups: list[list[int]] = []
        for i in chosen:
            previous = groups[-1][-1] if groups else -2
            if previous == i - 1 and text.tokens[i].capital and text.tokens[previous].capital:
                groups[-1].append(i)
            else:
                groups.append([i])
        return [text.typed(group[0], group[-1] + 1) for group in groups]
