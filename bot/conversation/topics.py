"""What a question asks in particular (« c'est combien ? » asks the price), by the words of replies/topics.yaml."""

from collections.abc import Mapping
from functools import cache, lru_cache

from bot.events.words import fold, stem, words_of
from bot.replies.source import load

#: The stems of a word or a phrase.
Stems = tuple[str, ...]
#: Words of a phrase, at most.
_LONGEST = 8


@cache
def instead() -> Mapping[str, str]:
    """Which topic of the programme answers for another of which nothing is known."""
    return dict(load("topics")["instead"])


def stems_of(text: str) -> Stems:
    """Stems of all words of a text, grammar included, in their order."""
    return tuple(stem(word) for word in words_of(fold(text)))


@cache
def topics(section: str) -> Mapping[str, frozenset[Stems]]:
    """The phrases of each topic of a section of topics.yaml, as stems."""
    return {topic: frozenset(map(stems_of, phrases)) for topic, phrases in load("topics")[section].items()}


def runs_of(text: Stems, longest: int = _LONGEST) -> frozenset[Stems]:
    """All that stands in a text, one word after the other: what is tested to hold a phrase."""
    return frozenset(text[i : i + n] for n in range(1, longest + 1) for i in range(len(text) - n + 1))


@lru_cache(maxsize=16)
def _said(text: str) -> frozenset[Stems]:
    """One message is asked about several times while it is answered."""
    return runs_of(stems_of(text))


def asked(section: str, *texts: str) -> list[str]:
    """Topics of a section that any of some texts speaks of, in the section's order."""
    first, *others = dict.fromkeys(texts)  # what is spelt well is written once
    said = _said(first).union(*map(_said, others)) if others else _said(first)
    return [topic for topic, phrases in topics(section).items() if not said.isdisjoint(phrases)]
