"""Entries of the interests' vocabularies: lists of phrases, and the readings they give."""

from collections.abc import Iterator, Mapping
from typing import Any

from intents.model import Span
from intents.phrases import Match
from intents.text import Text

#: What each corrected letter takes from a reading's score, and the least that is left.
_WRONG_LETTER = 0.1
_LEAST = 0.5


def phrases(listed: str) -> list[str]:
    """« conférence, table ronde » → ["conférence", "table ronde"]."""
    return [phrase for item in listed.split(",") if (phrase := item.strip())]


def spelt(listed: str, words: Mapping[str, str]) -> Iterator[str]:
    """The phrases of a list, in which « {word} » stands for a phrase of `words`."""
    for phrase in phrases(listed):
        yield phrase.format_map(words)


def span_of(text: Text, match: Match[Any], family: str, value: Any) -> Span:
    """The reading that a phrase found gives."""
    wrong = sum([token.cost for token in text.tokens[match.first : match.last]])
    score = max(_LEAST, 1 - _WRONG_LETTER * wrong)
    return span_at(text, match.first, match.last, family, value, rule=match.phrase, score=score)


def span_at(text: Text, first: int, last: int, family: str, value: Any, *, rule: str, score: float = 1.0) -> Span:
    """The reading of the tokens first…last (half-open)."""
    return Span(
        first=first,
        last=last,
        start=text.tokens[first].start,
        end=text.tokens[last - 1].end,
        family=family,
        value=value,
        rule=rule,
        score=score,
    )
