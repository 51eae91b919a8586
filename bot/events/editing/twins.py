"""Events that are told twice: the same, or nearly."""

from collections import defaultdict
from collections.abc import Hashable, Iterator

from rapidfuzz import fuzz, process

from bot.events.model import Event
from bot.events.words import fold, words_of

#: How alike the titles of two events of one day and town must be, of a hundred.
_ALIKE = 92.0
#: So many events of one day and town are compared: in a large programme, twins stand near each other.
_COMPARED = 100


class Twins:
    """The events seen so far, by what they may have in common with the next."""

    def __init__(self) -> None:
        self._same = dict[Hashable, str]()
        self._near = defaultdict[Hashable, dict[str, str]](dict)
        self._last = ("", False)

    def same(self, event: Event) -> Iterator[tuple[str, dict[str, object]]]:
        """One seen before has its title, its times and its place."""
        place = event.place
        where = fold(f"{place.name or place.address or ''} {place.city or ''}") if place else ""
        key = hash((_key(event.title), event.sessions, where))
        other = self._same.setdefault(key, event.id)
        self._last = event.id, other != event.id
        if other != event.id:
            yield "title", {"other": other}

    def near(self, event: Event) -> Iterator[tuple[str, dict[str, object]]]:
        """One seen before has nearly its title, on one of its days in its town; none when there is the same one."""
        title, town = _key(event.title), (event.place.insee or event.place.city) if event.place else None
        is_same = self._last == (event.id, True)
        for day in dict.fromkeys(session.start.date() for session in event.sessions[:1]):
            seen = self._near[hash((day, town))]
            found = process.extractOne(title, seen, scorer=fuzz.ratio, score_cutoff=_ALIKE) if not is_same else None
            if len(seen) == _COMPARED:
                del seen[next(iter(seen))]
            seen[event.id] = title
            if found:
                yield "title", {"other": found[2]}


def _key(title: str) -> str:
    return " ".join(words_of(fold(title)))
