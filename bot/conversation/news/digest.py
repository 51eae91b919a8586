"""What has changed in a programme since some moment, sorted out for those whom it concerns."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.conversation.lists.finding import as_query
from bot.conversation.turn import Guide
from bot.events.changes import Change, Kind, is_over, kinds
from bot.events.search import search
from intents import Criteria


@dataclass(frozen=True, kw_only=True, slots=True)
class News:
    """One event to tell of."""

    change: Change
    #: What is told of it, the gravest first; never empty.
    kinds: tuple[Kind, ...]


class Digest:
    """Changes as they concern subscriptions, at `now` (local). Equal searches are made once."""

    def __init__(self, guide: Guide, changes: Sequence[Change], now: datetime) -> None:
        self._guide, self._now = guide, now
        self._changes = {change.event.id: change for change in changes}
        self._before = guide.catalogue.of([c.before for c in changes if c.before])
        self._after = guide.catalogue.of([c.after for c in changes if c.after])
        self._found: dict[tuple[Criteria, str], tuple[News, ...]] = {}

    def fitting(self, criteria: Criteria, intent: str) -> tuple[News, ...]:
        """The events that fit a search now or did before, in its order, each with what is told of it."""
        if (criteria, intent) not in self._found:
            self._found[criteria, intent] = tuple(self._fitting(criteria, intent))
        return self._found[criteria, intent]

    def _fitting(self, criteria: Criteria, intent: str) -> Sequence[News]:
        query = as_query(self._guide, criteria, None, class_visit=intent == "suggest_class_visit")
        now, before = (search(c, query, self._now).ids for c in (self._after, self._before))
        had = set(before)
        told = ((self._changes[event], event in had) for event in dict.fromkeys((*now, *before)))
        news = (News(change=change, kinds=self._kinds(change, was_there)) for change, was_there in told)
        return [each for each in news if each.kinds]

    def _kinds(self, change: Change, was_there: bool) -> tuple[Kind, ...]:
        """An event that did not fit is new, whatever else has changed; a deadline is for those who mean to come."""
        told = tuple(kind for kind in kinds(change, self._now) if kind != "deadline")
        if was_there or told[:1] in (("back",), ("open",)):
            return told
        return () if is_over(change.event, self._now) else ("new",)
