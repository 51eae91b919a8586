"""Words around places: « près de », « à moins de 20 km », « chez moi », « dans toute la région »."""

from collections.abc import Iterable
from typing import Any

from msgspec import Struct

from intents.model import Span
from intents.numbers import beginnings, number_at
from intents.phrases import Match, PhraseTable
from intents.text import Text, fold

#: Families that a phrase gives by itself, with no place beside it.
_ALONE = ("home_near", "here", "whole_region", "anywhere", "elsewhere", "farther", "closer")
#: Lists of those of `home_near` that may mean something else: their rule, and how sure they are.
_NEAR = {"home_near_doubtful": ("home-near-weak", 0.5), "home_near_beside": ("home-near-beside", 1.0)}
#: « voir ça de près à Gap », not « près de Gap ».
_CLOSELY = ("de", "pres")
#: « 10 km de course », « 90 km/h »; « 25 km / Lorient » is a distance.
_PER = ("de", "/")
#: Phrases that always say what they say.
_NO_OTHERS = frozenset[str](), frozenset[str]()


class Cue(Struct, frozen=True, kw_only=True):
    """A stretch of words that colours the place beside it; token indices, half-open."""

    first: int
    last: int
    kind: str


class CueReader:
    """Finds the words that say how a place is meant."""

    def __init__(self, data: Any) -> None:
        """`data` is the vocabulary « places »."""
        self._before = _table(data, "near_before", "origin", "travel", "land")
        self._after = _table(data, "near_after")
        self._alone = _table(data, *_ALONE)
        self._own_place = _table(data, "own_place")
        self._near = PhraseTable((p, shade) for name, shade in _NEAR.items() for p in data[name])
        self._distance_before = _table(data, "distance_before")
        self._distance_after = _table(data, "distance_after")
        self._units: dict[str, float] = data["distance_units"]
        self._no_distance = frozenset(data["distance_not_before"])
        #: What a phrase that stands alone may not follow, nor lead to.
        self._others = {
            name: (frozenset(words.get("after", ())), frozenset(words.get("before", ())))
            for name, words in data["others"].items()
        }
        tables = (self._before, self._after, self._alone, self._own_place, self._distance_before)
        self.words = frozenset(w for table in tables for w in table.words if w.isalpha()) | frozenset(
            w for w in self._units if len(w) > 3
        )

    def before(self, text: Text) -> dict[int, list[Cue]]:
        """Cues of nearness, by the index of the token that follows them."""
        found: dict[int, list[Cue]] = {}
        for match in self._before.every(text):
            if text.fixed[match.first - 1 : match.last + 1][:2] == _CLOSELY and text.fixed[match.last :][:1] != ("de",):
                continue
            found.setdefault(match.last, []).append(Cue(first=match.first, last=match.last, kind=match.value))
        return found

    def after(self, text: Text, first: int) -> int | None:
        """Where « et alentours » ends when it begins at that token."""
        match = self._after.at(text, first) if first < len(text) else None
        return match.last if match else None

    def radii(self, text: Text) -> list[Span]:
        """Distances asked, in km."""
        found: list[Span] = []
        if self._units.keys().isdisjoint(text.fixed):
            return found
        opened = [match.first for match in self._distance_before.every(text)]
        end = 0
        for i in sorted({*beginnings(text), *opened}):
            if i >= end and (span := self._radius(text, i)):
                found.append(span)
                end = span.last
        return found

    def _radius(self, text: Text, first: int) -> Span | None:
        opening = self._distance_before.at(text, first)
        start = opening.last if opening else first
        number = number_at(text, start) if start < len(text) else None
        if number is None:
            return None
        value, last = float(number[0]), number[1]
        tokens = text.tokens
        if last + 1 < len(text) and tokens[last].norm in ",." and tokens[last + 1].is_number and tokens[last].glued:
            value, last = float(f"{number[0]}.{tokens[last + 1].norm}"), last + 2
        if last >= len(text) or tokens[last].fixed not in self._units:
            return None
        value, last = value * self._units[tokens[last].fixed], last + 1
        if value < 1 and not opening:  # « une caravane de 7 mètres »
            return None
        following = [t.fixed for t in tokens[last : last + 2]]
        if following and (
            following[0] in self._no_distance or (following[0] in _PER and self._no_distance & set(following))
        ):
            return None
        closing = self._distance_after.at(text, last) if last < len(text) else None
        return span_of(text, first, closing.last if closing else last, "radius", value, "distance", 1.0)

    def alone(self, text: Text, radii: Iterable[Span], spans: Iterable[Span]) -> list[Span]:
        """« près de chez moi », « dans toute la région », « n'importe où », « ailleurs », « ici ».

        `radii` are the distances, `spans` what claims tokens already.
        """
        found: list[Span] = []
        phrases, has_own_place = self._alone.find(text), bool(self._own_place.find(text))
        if not phrases and not has_own_place:
            return found
        free = [True] * len(text)
        for span in spans:
            free[span.first : span.last] = [False] * len(span)
        leads = self._leads(text, radii) if has_own_place else {}
        whole = {match.last for match in phrases if match.value == "whole_region"}
        for last, first in leads.items():
            start = last + (last < len(text) and text.tokens[last].norm in ("de", "d"))
            if start == last in whole:  # « toute la région nous convient »
                continue
            own = self._own_place.at(text, start) if start < len(text) else None
            if own and all(free[first : own.last]):
                found.append(span_of(text, first, own.last, "home-near", True, "home-near", 1.0))
                free[first : own.last] = [False] * (own.last - first)
        for match in phrases:
            if not all(free[match.first : match.last]) or self._is_other(text, match):
                continue
            near = self._near.at(text, match.first) if match.value == "home_near" else None
            family = match.value.replace("_", "-")
            rule, score = near.value if near and near.last == match.last else (family, 1.0)
            found.append(span_of(text, match.first, match.last, family, True, rule, score))
        return found

    def _leads(self, text: Text, radii: Iterable[Span]) -> dict[int, int]:
        """Where what leads to a place ends and begins; a distance is kept apart."""
        leads = {last: min(cue.first for cue in before) for last, before in self.before(text).items()}
        return leads | {radius.last: radius.last for radius in radii}

    def _is_other(self, text: Text, match: Match[str]) -> bool:
        """« d'ailleurs », « ailleurs que », « pas plus loin », « dans la région de … », « à côté de ça »."""
        before = text.tokens[match.first - 1].norm if match.first else ""
        after = text.tokens[match.last].norm if match.last < len(text) else ""
        not_after, not_before = self._others.get(match.value, _NO_OTHERS)
        return before in not_after or after in not_before


def span_of(text: Text, first: int, last: int, family: str, value: Any, rule: str, score: float) -> Span:
    """A span between two token indices (half-open)."""
    start, end = text.starts[first], text.ends[last - 1]
    return Span(first=first, last=last, start=start, end=end, family=family, value=value, rule=rule, score=score)


def _table(data: Any, *sections: str) -> PhraseTable[str]:
    return PhraseTable((fold(phrase), section) for section in sections for phrase in data[section])
