"""All that has changed in the programme, in its order, and what of it is news since any moment."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.conversation.news.digest import Digest, News
from bot.conversation.turn import Guide
from bot.events.changes import Change, kinds
from bot.events.model import Event


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One change that was seen."""

    #: Later ones have higher numbers.
    number: int
    #: Id of the event, and the event as it was before.
    event: str
    before: Event | None


class Chronicle:
    """What is told at `now` (local): from what an event was at some moment to what it is in the end."""

    def __init__(self, guide: Guide, entries: Sequence[Entry], now: datetime) -> None:
        """`entries`, in their order; none is missing after the first."""
        self._guide, self._now = guide, now
        self._by_event: defaultdict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            self._by_event[entry.event].append(entry)
        self._digests: dict[int, Digest] = {}

    def about(self, event: str, number: int) -> News | None:
        """What is told of an event to those who mean to come and know it as it was after the change of that number."""
        change = self._change(event, number)
        told = kinds(change, self._now) if change else ()
        return News(change=change, kinds=told) if change and told else None

    def since(self, number: int) -> Digest:
        """What has changed after the change of that number."""
        if number not in self._digests:
            changes = (self._change(event, number) for event in self._by_event)
            self._digests[number] = Digest(self._guide, [change for change in changes if change], self._now)
        return self._digests[number]

    def _change(self, event: str, number: int) -> Change | None:
        """From what an event was after the change of that number to what it is; None when that is the same."""
        entry = next((entry for entry in self._by_event[event] if entry.number > number), None)
        after = self._guide.catalogue.event(event)
        if entry is None or entry.before == after:
            return None
        return Change(before=entry.before, after=after)
