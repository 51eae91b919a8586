"""What a question asks in particular (« c'est combien ? » asks the price), by the words of replies/topics.yaml."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from bot.events.words import fold, stem, words_of
from bot.replies.source import load

#: The stems of a word or a phrase.
Stems = tuple[str, ...]


@lru_cache(maxsize=1)
def instead() -> Mapping[str, str]:
    """Which topic of the programme answers for another of which nothing is known."""
    return dict(load("topics")["instead"])


def stems_of(text: str) -> Stems:
    """Stems of all words of a text, grammar included, in their order."""
    return tuple(stem(word) for word in words_of(fold(text)))


@lru_cache(maxsize=8)
def topics(section: str) -> Mapping[str, tuple[Stems, ...]]:
    """The phrases of each topic of a section of topics.yaml, as stems."""
    return {topic: tuple(stems_of(phrase) for phrase in phrases) for topic, phrases in load("topics")[section].items()}


def holds(text: Stems, phrase: Sequence[str]) -> bool:
    """The words of the phrase stand in the text, one after the other."""
    return any(text[i : i + len(phrase)] == tuple(phrase) for i in range(len(text) - len(phrase) + 1))


def asked(section: str, text: str) -> list[str]:
    """Topics of a section that a text speaks of, in the section's order."""
    said = stems_of(text)
    return [topic for topic, phrases in topics(section).items() if any(holds(said, phrase) for phrase in phrases)]
