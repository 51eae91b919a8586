"""Conditions of an event: papers, registration, price, access, ages and seats."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from intents.documents.passages import NOTE, TAGS, TITLE, Hit, Mention, Passage
from intents.entries import phrases
from intents.phrases import PhraseTable
from intents.reader import keys

PRICE, AGE, CAPACITY = "conditions.price_eur", "conditions.min_age", "conditions.capacity"
#: Values that a number may have.
_BOUNDS = {AGE: range(3, 100), CAPACITY: range(1, 20_001)}
#: Fields that may have several values.
_LISTS = frozenset({"accessibility"})
#: Tokens around a number within which a price or a story makes it no limit.
_REACH = 4


class FactFinder:
    """Finds conditions."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        """`data`: the vocabulary of documents."""
        self._numbers = PhraseTable(
            (phrase, field) for field, listed in data["numbers"].items() for phrase in phrases(listed)
        )
        self._prices = _keys(data["prices"])
        self._no_limit = self._prices | _keys(data["no_limit"])

    def mentions(self, found: Sequence[Hit], passages: Sequence[Passage]) -> Iterator[Mention]:
        """One mention a field; an unsure one when its words contradict each other."""
        told = defaultdict[str, list[Mention]](list)
        for hit in found:
            for mention in self._stated(hit):
                is_paid = mention.field == PRICE and not self._prices.isdisjoint(hit.passage.prose.keys)
                told[mention.field].append(mention._replace(is_sure=False) if is_paid else mention)
        for passage in passages:
            for mention in self._counted(passage):
                told[mention.field].append(mention)
        for mentions in told.values():
            yield from _agreed(mentions)

    @staticmethod
    def _stated(hit: Hit) -> Iterator[Mention]:
        """What phrases state by themselves."""
        if hit.family in ("sure", "perhaps"):
            field, value = hit.value
            yield Mention(field, value, hit.words, hit.family == "sure")
        elif hit.family == "free":
            yield Mention(PRICE, 0, hit.words, hit.where in (TITLE, TAGS, NOTE))
        elif hit.family == "women" and hit.value:
            yield Mention("conditions.women_only", True, hit.words, hit.where == TITLE)

    def _counted(self, passage: Passage) -> Iterator[Mention]:
        """Ages and seats."""
        if not any(map(str.isdigit, passage.prose.keys)):
            return
        for match in self._numbers.find(passage.prose.with_any_number()):
            hit = Hit(passage, match.first, match.last, "", match.value)
            value = next((int(key) for key in hit.keys if key.isdigit() and len(key) < 7), -1)
            if value in _BOUNDS[match.value]:
                is_sure = match.value != AGE or self._no_limit.isdisjoint(hit.around(_REACH, _REACH))
                yield Mention(match.value, value, hit.words, is_sure)


def _agreed(mentions: Sequence[Mention]) -> Iterator[Mention]:
    """The sure one, when all sure ones say the same; else all values, doubtful."""
    sure = [mention for mention in mentions if mention.is_sure]
    told = dict[Any, Mention]()
    for mention in sure or mentions:
        told.setdefault(mention.value, mention)
    is_sure = bool(sure) and (len(told) == 1 or sure[0].field in _LISTS)
    for mention in told.values():
        yield mention if mention.is_sure == is_sure else mention._replace(is_sure=is_sure)


def _keys(listed: str) -> frozenset[str]:
    return frozenset(key for phrase in phrases(listed) for key in keys(phrase))
