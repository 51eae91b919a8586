"""What organisers see of the guide's days: counts, about nobody."""

from collections.abc import Mapping
from dataclasses import dataclass

#: A value and how often it came, most often first.
Ranking = tuple[tuple[str, int], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Figures:
    """The counts of some days; today's is the last."""

    #: ISO dates, oldest first, and the questions of each.
    questions: tuple[tuple[str, int], ...]
    #: Who has talked to the guide today; how many conversations are known.
    people_today: int
    people: int
    reminders: int
    subscriptions: int
    #: Updates that could not be answered, and letters that could not be delivered, of all these days.
    errors: int
    undelivered: int
    #: Ids of events.
    shown: Ranking
    #: What was asked for when nothing was found, by the name of the criterion.
    missing: Mapping[str, Ranking]
    #: Questions that were not understood and may be told, newest first.
    sentences: tuple[str, ...]
