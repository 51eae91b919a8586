"""What organisers count of each answer: it is about nobody."""

from collections.abc import Iterator
from typing import NamedTuple

from bot.conversation.lists.listing import PAGE
from bot.conversation.message import Answer

_SEARCHES = frozenset({"search_events", "suggest_class_visit", "subscribe"})
#: Criteria that say what was missing.
MISSING = ("places", "kinds", "sectors", "themes", "audiences", "keywords")


class Tally(NamedTuple):
    """One more of something."""

    #: "asked", "shown", or "missing:" and the name of a criterion.
    name: str
    #: An intent, an event's id, a slug, a code, a day.
    subject: str


def tallies_of(answer: Answer | None) -> tuple[Tally, ...]:
    """What an answer adds to the counts of its day."""
    return tuple(_tallies(answer)) if answer else ()


def _tallies(answer: Answer) -> Iterator[Tally]:
    yield Tally("asked", answer.intent)
    yield from (Tally("shown", event) for event in (answer.events or answer.alternatives)[:PAGE])
    if answer.events or answer.intent not in _SEARCHES:
        return
    for name in MISSING:
        yield from (Tally(f"missing:{name}", value) for value in getattr(answer.criteria, name))
    for period in answer.criteria.periods:
        yield Tally("missing:periods", str(period.start or period.end)[:10])
