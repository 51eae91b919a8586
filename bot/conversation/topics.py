"""What a question asks in particular (« c'est combien ? » asks the price), by the words of replies/topics.yaml."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

from bot.events.words import fold, stem, words_of
from bot.replies.source import load

#: The stems of a word or a phrase.
Stems = tuple[str, ...]


class _Phrase(NamedTuple):
    """A phrase of topics.yaml, and what it asks for."""

    stems: Stems
    section: str
    topic: str


@cache
def instead() -> Mapping[str, str]:
    """Which topic of the programme answers for another of which nothing is known."""
    return dict(_sections()["instead"])


def stems_of(text: str) -> Stems:
    """Stems of all words of a text, grammar included, in their order."""
    return tuple(stem(word) for word in words_of(fold(text)))


@cache
def topics(section: str) -> Mapping[str, frozenset[Stems]]:
    """The phrases of each topic of a section of topics.yaml, as stems."""
    return {topic: frozenset(map(stems_of, phrases)) for topic, phrases in _sections()[section].items()}


@cache
def _sections() -> Mapping[str, Any]:
    return load("topics")


@cache
def _by_first_stem() -> Mapping[str, Sequence[_Phrase]]:
    """The phrases of all sections but the one that is no list of phrases."""
    found: dict[str, list[_Phrase]] = {}
    for section in _sections().keys() - {"instead"}:
        for topic, phrases in topics(section).items():
            for phrase in phrases:
                found.setdefault(phrase[0], []).append(_Phrase(phrase, section, topic))
    return found


def _found(stems: Stems) -> Iterator[tuple[int, _Phrase]]:
    """The phrases that stand among stems, and where each begins."""
    phrases = _by_first_stem()
    for at, first in enumerate(stems):
        for phrase in phrases.get(first, ()):
            if stems[at : at + len(phrase.stems)] == phrase.stems:
                yield at, phrase


def without(section: str, text: str) -> str:
    """The words of a text but those that speak of a topic of a section."""
    left = dict(enumerate(words_of(fold(text))))
    for at, phrase in _found(tuple(map(stem, left.values()))):
        if phrase.section == section:
            left = {i: word for i, word in left.items() if not at <= i < at + len(phrase.stems)}
    return " ".join(left.values())


@lru_cache(maxsize=16)
def _said(text: str) -> Mapping[str, Collection[str]]:
    """What a text speaks of, by section. One message is asked about several times while it is answered."""
    said = dict[str, set[str]]()
    for _, phrase in _found(stems_of(text)):
        said.setdefault(phrase.section, set()).add(phrase.topic)
    return said


def asked(section: str, *texts: str) -> list[str]:
    """Topics of a section that any of some texts speaks of, in the section's order."""
    said = {topic for text in texts for topic in _said(text).get(section, ())}
    return [topic for topic in topics(section) if topic in said] if said else []


def begins(section: str, topic: str, text: str, *, after: str) -> bool:
    """A text begins with a phrase of a topic, but for words of another of its section (« merci, et pour moi ? »)."""
    stems, passed = stems_of(text), topics(section)[after]
    first = next((i for i, one in enumerate(stems) if (one,) not in passed), len(stems))
    return any(stems[first : first + len(phrase)] == phrase for phrase in topics(section)[topic])
