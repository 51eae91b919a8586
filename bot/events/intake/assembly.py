"""Drafts as the events that are written: what of an import any process can do, whatever the other events are."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.events.communes import Communes
from bot.events.editing.review import Review
from bot.events.intake.draft import Doubt, Draft
from bot.events.intake.event_of import event_of
from bot.events.intake.settling import Settler
from bot.events.intake.writing import event_lines
from bot.events.model import Event


@dataclass(frozen=True, kw_only=True, slots=True)
class Admitted:
    """A draft, and whether it makes an event."""

    source: str
    draft: Draft
    #: "" when it is refused.
    id: str
    refusal: Doubt | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Settled:
    """An event as it is written."""

    event: Event
    text: str
    #: What settling it tells, and what an editor sees in it alone.
    doubts: Sequence[Doubt]
    seen: Sequence[Doubt]


@dataclass(frozen=True)
class Assembly:
    """Makes events of drafts."""

    settler: Settler
    review: Review
    communes: Communes

    def __call__(self, batch: Sequence[Admitted]) -> list[Settled | None]:
        """The events of drafts; None for what is refused or removed."""
        return [None if one.refusal else self._settled(one) for one in batch]

    def _settled(self, one: Admitted) -> Settled | None:
        entry = self.settler.entry(one.draft, one.id)
        if one.draft.removed:
            return None
        event = event_of(entry, self.communes)
        # of a programme's own export nothing is seen: `python -m bot check` looks at that
        seen = () if one.draft.is_complete else [*self.review.of_draft(event, one.draft, looks_back=False)]
        return Settled(event=event, text="\n".join(event_lines(entry)) + "\n", doubts=entry.doubts, seen=seen)
