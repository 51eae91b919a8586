"""Which event a message names: « parle-moi de la visite d'ITER », « le savon de Marseille »."""

from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import NamedTuple

from bot.events.catalogue import Catalogue
from bot.events.nameindex import NameIndex

#: Nobody asks for more events than that.
_MOST = 10


class Mention(NamedTuple):
    """An event that a message may name."""

    event: str
    #: How well it is named, 0 to 1: words of any search say little.
    score: float
    #: How much all words say of it; what tells it from the others. 1 is a word of its title that no other event has.
    weight: float


def mentions(catalogue: Catalogue, text: str, among: Collection[str] | None = None, limit: int = 5) -> list[Mention]:
    """The events that a message may name, best first; ten at most.

    `among`: only events of these ids (« celui de Grasse », of the last list).
    """
    numbers = None if among is None else tuple(catalogue.numbers[i] for i in among if i in catalogue.numbers)
    found = _found(catalogue.names, text, numbers)[:limit]
    return [Mention(catalogue.events[number].id, score, weight) for number, score, weight in found]


@lru_cache(maxsize=8)
def _found(names: NameIndex, text: str, among: tuple[int, ...] | None) -> Sequence[tuple[int, float, float]]:
    """One message is asked about several times while it is answered."""
    return names.mentions(text, among, _MOST)
