"""Words around places: « près de », « à moins de 20 km », « chez moi », « dans toute la région », « j'habite à »."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from intents.model import Span
from intents.numbers import number_at
from intents.phrases import Match, PhraseTable
from intents.text import Text, fold

#: Families that a phrase gives by itself, with no place beside it.
_ALONE = ("home_near", "here", "whole_region", "anywhere", "elsewhere", "farther")
#: Phrases that always say what they say.
_NO_OTHERS = frozenset[str](), frozenset[str]()
_STOPS = frozenset(".,;:?!()")
#: How many words may stand between « j'habite » and the place.
_REACH = 14
#: How many words may stand between « j'habite un village » and the comma before its name.
_APPOSED = 10
#: How many words a name may hold.
_NAME_REACH = 6
#: How verbs of the past end, and those of what one would like.
_IMPERFECT, _CONDITIONAL = ("ais", "ait", "ions"), ("rais", "rait", "rions")
_AT = frozenset({"a", "au", "aux", "en", "dans", "sur"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Cue:
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
        self._home = _table(data, "home")
        self._stay = _table(data, "stay")
        self._selves = _table(data, "selves")
        self._doubtful = PhraseTable((p, True) for p in data["home_near_doubtful"])
        self._distance_before = _table(data, "distance_before")
        self._distance_after = _table(data, "distance_after")
        self._units: dict[str, float] = data["distance_units"]
        self._no_distance = frozenset(data["distance_not_before"])
        #: What a phrase that stands alone may not follow, nor lead to.
        self._others = {
            name: (frozenset(words.get("after", ())), frozenset(words.get("before", ())))
            for name, words in data["others"].items()
        }
        self._persons = frozenset(data["persons"])
        self._occupied = self._persons | frozenset(data["studies"])
        self._settlements = frozenset(data["settlements"])
        self._living = frozenset(data["living"])
        self._trades = tuple(data["trade_endings"])
        self._asking = frozenset(data["asking"])
        self._turns, self._subjects = frozenset(data["turns"]), frozenset(data["subjects"])
        self._joins = frozenset({"et", "ou", "comme"})
        tables = (
            self._before,
            self._after,
            self._alone,
            self._own_place,
            self._home,
            self._stay,
            self._distance_before,
        )
        self.words = (
            self._persons
            | frozenset(w for table in tables for w in table.words if w.isalpha())
            | frozenset(w for w in self._units if len(w) > 3)
        )

    def before(self, text: Text) -> dict[int, list[Cue]]:
        """Cues of nearness, by the index of the token that follows them."""
        found: dict[int, list[Cue]] = {}
        for match in self._before.every(text):
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
        i = 0
        while i < len(text):
            span = self._radius(text, i)
            if span:
                found.append(span)
            i = span.last if span else i + 1
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
            following[0] in self._no_distance or (following[0] == "de" and self._no_distance & set(following))
        ):
            return None
        closing = self._distance_after.at(text, last) if last < len(text) else None
        return span_of(text, first, closing.last if closing else last, "radius", value, "distance", 1.0)

    def alone(
        self, text: Text, cues: Mapping[int, Sequence[Cue]], radii: Iterable[Span], taken: Sequence[bool]
    ) -> list[Span]:
        """« près de chez moi », « dans toute la région », « n'importe où », « ailleurs », « ici ».

        `cues` are those of `before`, `radii` the distances; `taken` tells the tokens that a place claims.
        """
        found, free = [], [not t for t in taken]
        leads = {last: min(cue.first for cue in before) for last, before in cues.items()}
        leads |= {radius.last: radius.last for radius in radii}
        for last, first in leads.items():
            start = last + (last < len(text) and text.tokens[last].norm in ("de", "d"))
            own = self._own_place.at(text, start) if start < len(text) else None
            if own and all(free[first : own.last]):
                found.append(span_of(text, first, own.last, "home-near", True, "home-near", 1.0))
                free[first : own.last] = [False] * (own.last - first)
        for match in self._alone.find(text):
            if not all(free[match.first : match.last]) or self._is_other(text, match):
                continue
            doubtful = match.value == "home_near" and self._doubtful.at(text, match.first)
            weak = bool(doubtful and doubtful.last == match.last)
            family = match.value.replace("_", "-")
            rule = f"{family}-weak" if weak else family
            found.append(span_of(text, match.first, match.last, family, True, rule, 0.5 if weak else 1.0))
        return found

    def _is_other(self, text: Text, match: Match[str]) -> bool:
        """« d'ailleurs », « ailleurs que », « pas plus loin », « dans la région de … », « à côté de ça »."""
        before = text.tokens[match.first - 1].norm if match.first else ""
        after = text.tokens[match.last].norm if match.last < len(text) else ""
        not_after, not_before = self._others.get(match.value, _NO_OTHERS)
        return before in not_after or after in not_before

    def is_stay(self, text: Text, first: int) -> bool:
        """« je suis à Fréjus »."""
        return any((stay := self._stay.at(text, i)) and stay.last == first for i in range(max(0, first - 6), first))

    def is_memory(self, text: Text, last: int) -> bool:
        """« la boîte de Feurs où je soudais »: what follows a place says that one worked or lived there."""
        after = text.tokens[last : last + 4]
        if len(after) < 3 or after[0].norm != "ou" or after[1].norm not in self._subjects:
            return False
        verb = after[2].fixed
        return verb in self._living or (verb.endswith(_IMPERFECT) and not verb.endswith(_CONDITIONAL))

    def is_told(self, text: Text, first: int, since: int = 0) -> bool:
        """True when the place that begins at a token is where the asker lives or works: « je suis prof à … ».

        Words before the token `since` say nothing of it.
        """
        start = max(self._clause_start(text, first), since)
        if start and text.tokens[start - 1].norm == "," and start == first:
            return self._is_apposed(text, start - 1)
        for i in range(first - 1, start - 1, -1):
            home = self._home.at(text, i)
            if home and home.last <= first:
                return True
            if text.tokens[i].fixed in self._asking:
                return False
            myself = self._selves.at(text, i)
            if myself and myself.last <= first and self._occupied.intersection(text.fixed[myself.last : first]):
                return True
        return start < first and (text.tokens[start].fixed in self._persons or self._is_trade(text, start, first))

    def _is_apposed(self, text: Text, comma: int) -> bool:
        """« j'habite une commune sans gare, Saint-Bonnet »: a home that its name only follows."""
        for i in range(comma - 1, max(-1, comma - _APPOSED), -1):
            home = self._home.at(text, i)
            if home and not self._settlements.isdisjoint(text.fixed[home.last : comma]):
                return True
            if text.tokens[i].norm in _STOPS:
                return False
        return False

    def _is_trade(self, text: Text, start: int, first: int) -> bool:
        """A message begins with a trade, a place and a comma: « Fleuriste à Apt, je cherche… »."""
        between = text.fixed[start + 1 : first]
        after = text.norms[first : first + _NAME_REACH]
        return (
            start == 0
            and text.tokens[0].norm.endswith(self._trades)
            and 0 < len(between) <= 2
            and between[0] in _AT
            and "," in after
        )

    def _clause_start(self, text: Text, first: int) -> int:
        """Where the clause of a place begins: « j'habite à Cavaillon mais [je peux aller à Apt] »."""
        for i in range(first - 1, max(0, first - _REACH) - 1, -1):
            word = text.tokens[i].norm
            if word in _STOPS or word in self._turns:
                return i + 1
            if word in self._joins and i + 1 < first and text.tokens[i + 1].norm in self._subjects:
                return i + 1
        return max(0, first - _REACH)


def span_of(text: Text, first: int, last: int, family: str, value: Any, rule: str, score: float) -> Span:
    """A span between two token indices (half-open)."""
    start, end = text.tokens[first].start, text.tokens[last - 1].end
    return Span(first=first, last=last, start=start, end=end, family=family, value=value, rule=rule, score=score)


def _table(data: Any, *sections: str) -> PhraseTable[str]:
    return PhraseTable((fold(phrase), section) for section in sections for phrase in data[section])
