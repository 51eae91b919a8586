"""Words that are others by ear, as what stands beside them tells: « ces quand ? », « sa commence », « koi 2 beau »."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from intents.reader import PLAIN
from intents.text import Heard, Token, fold

#: In `before`: nothing more is said.
_END = "."
#: In `before`, `after`, `not_after`: any number.
_NUMBER = "#"
#: In `means`: the word with an r.
_INFINITIVE = "+r"
#: Marks are no neighbours: « ou sa ? » ends with « sa ».
_NO_WORD = ""


class _Homophone(NamedTuple):
    means: tuple[str, ...]
    before: frozenset[str]
    after: frozenset[str]
    not_after: frozenset[str]
    not_before: frozenset[str]

    def fits(self, previous: Collection[str], following: Collection[str]) -> bool:
        """It stands between such words; a list that is empty asks for nothing."""
        return (
            (not self.before or not self.before.isdisjoint(following))
            and (not self.after or not self.after.isdisjoint(previous))
            and self.not_after.isdisjoint(previous)
            and self.not_before.isdisjoint(following)
        )


class Homophones:
    """Puts the word that is meant in the place of one that only sounds like it."""

    def __init__(self, entries: Iterable[Mapping[str, Sequence[str]]]) -> None:
        """Each entry: `spelt` (one word or two), `means`, and what stands `before` and `after` (any of these words).

        `before` a word that is read « . » nothing more comes; `not_after` and `not_before` are words that make it what
        is written; « # » is any number. What `means` « +r » is the word with an r.
        """
        self._by_word: dict[tuple[str, ...], list[_Homophone]] = defaultdict(list)
        for entry in entries:
            means = tuple(token.norm for word in entry["means"] for token in PLAIN.read(word).tokens)
            sides = [
                frozenset(map(fold, entry.get(side, ()))) for side in ("before", "after", "not_after", "not_before")
            ]
            for spelt in entry["spelt"]:
                meant = (f"{fold(spelt)}r",) if entry["means"] == [_INFINITIVE] else means
                self._by_word[tuple(fold(spelt).split())].append(_Homophone(meant, *sides))
        self._first = frozenset(words[0] for words in self._by_word)

    def heard(self, tokens: Sequence[Token]) -> list[Heard]:
        """What is meant, from left to right."""
        found: list[Heard] = []
        norms = [token.norm for token in tokens]
        if self._first.isdisjoint(norms):
            return found
        done, previous = 0, _NO_WORD
        for i in [i for i, norm in enumerate(norms) if norm in self._first]:
            if i < done:
                continue
            if i > done:
                previous = tokens[i - 1].fixed
            length, means = self._at(tokens, norms, i, previous)
            token, done = tokens[i], i + length
            if means:
                meant = [Token.of(word, cost=token.cost, glued=token.glued, capital=token.capital) for word in means]
                found.append((i, done, meant))
            previous = means[-1] if means else token.fixed
        return found

    def _at(self, tokens: Sequence[Token], norms: Sequence[str], i: int, previous: str) -> tuple[int, tuple[str, ...]]:
        """How many tokens from one on are another word by ear, and which."""
        if tokens[i].glued and previous.isdecimal():  # « 4e »
            return 1, ()
        for spelt in ((*norms[i : i + 2],), (norms[i],)):
            if homophones := self._by_word.get(spelt):
                before, after = _classed(previous), _classed(_word_at(tokens, i + len(spelt)))
                for homophone in homophones:
                    if homophone.fits(before, after):
                        return len(spelt), homophone.means
        return 1, ()


def _classed(word: str) -> tuple[str, ...]:
    return (word, _NUMBER) if word.isdecimal() else (word,)


def _word_at(tokens: Sequence[Token], i: int) -> str:
    return tokens[i].fixed if i < len(tokens) and tokens[i].norm.isalnum() else _END
