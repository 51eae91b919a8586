"""Entries of the interests' vocabularies: lists of phrases, and the readings they give."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from intents.model import Span
from intents.phrases import Match
from intents.text import Text
from intents.vocabulary import load

#: A family and its value.
Reading = tuple[str, Any]
#: Groups of sectors.yaml, strongest first.
GROUPS = ("names", "things", "everyday", "trades")
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


def topic_entries(groups: Collection[str] = GROUPS) -> Iterator[tuple[str, Reading]]:
    """Phrases and readings, strongest first where two are alike; of the sectors', those of some groups."""
    conditions = load("interests/conditions")
    yield from entries("none", None, conditions["none"])
    yield from entries("none", None, conditions["not_accessible"])
    for family in ("free", "available", "full", "accessible"):
        yield from entries(family, True, conditions[family])
    for family in ("online", "women"):
        for answer, listed in conditions[family].items():
            yield from entries(family, answer == "yes", listed)
    yield from listed_entries("accessibility", conditions["accessibility"], split=True)
    for names, listed in conditions["clear"].items():
        yield from entries("none" if names == "-" else "clear", tuple(names.split()), listed)
    yield from entries("generic", None, conditions["generic"])
    kinds = load("interests/kinds")
    yield from listed_entries("wish", kinds["wish"], split=True)
    yield from listed_entries("kind", {slugs: listed for slugs, listed in kinds.items() if slugs != "wish"}, split=True)
    for group in groups:
        yield from sector_entries(group, "sector" if group == GROUPS[0] else "product")
    for family, themes in load("interests/themes").items():
        yield from listed_entries(family, themes, split=True)


def sector_entries(group: str, family: str) -> Iterator[tuple[str, Reading]]:
    """What one group of sectors.yaml holds, read as a family."""
    for slugs, groups in load("interests/sectors").items():
        yield from entries(family, () if slugs == "-" else tuple(slugs.split()), groups.get(group, ""))


def structure_entries(structure: dict[str, Any]) -> Iterator[tuple[str, Reading]]:
    """What structure.yaml holds of idioms, negations and modes."""
    yield from entries("none", None, structure["none"])
    yield from listed_entries("negation", structure["negation"])
    yield from listed_entries("mode", structure["mode"])


def listed_entries(family: str, groups: dict[str, str], *, split: bool = False) -> Iterator[tuple[str, Reading]]:
    """Entries of a mapping from values to phrases; `split` makes a tuple of a value's words."""
    for value, listed in groups.items():
        yield from entries(family, tuple(value.split()) if split else value, listed)


def entries(family: str, value: Any, listed: str) -> Iterator[tuple[str, Reading]]:
    """The phrases of a list, all with one reading."""
    for phrase in phrases(listed):
        yield phrase, (family, value)


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
        start=text.starts[first],
        end=text.ends[last - 1],
        family=family,
        value=value,
        rule=rule,
        score=score,
    )
