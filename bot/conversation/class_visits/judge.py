"""Which of the events that a search found suit a class, and how."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from msgspec.structs import replace

from bot.events import model
from bot.events.catalogue import Catalogue
from bot.events.query import Found, Query, Results
from bot.events.search import sessions_found
from bot.visits.fitting import Fit, Fitter

#: Events that are judged before a list is shown; programmes may hold 100,000.
LOOKED_AT = 300


@dataclass(frozen=True, kw_only=True, slots=True)
class Judge:
    """Judges the events of one search; `now` is local. What was judged is remembered."""

    catalogue: Catalogue
    query: Query
    fitter: Fitter
    now: datetime
    #: Sessions that meet what is asked of time, by the event's id.
    sessions: dict[str, list[model.Session]] = field(default_factory=dict)
    fits: dict[str, Fit] = field(default_factory=dict)

    def fit(self, event: model.Event) -> Fit:
        """What an event is worth to the class: at the times asked for, else at any time to come."""
        if event.id not in self.fits:
            coming = [s for s in event.sessions if s.end > self.now]
            self.fits[event.id] = self.fitter.fit(event, self.sessions.get(event.id) or coming)
        return self.fits[event.id]

    def open_sessions(self, event: model.Event) -> Sequence[model.Session]:
        """All sessions to which the class may go, at the times asked for."""
        return self.fitter.liked(self.sessions.get(event.id, ()))

    def look_at(self, found: Results) -> Results:
        """Get ready to judge the first of what was found; those."""
        first = found[:LOOKED_AT]
        self.sessions.update(sessions_found(self.catalogue, self.query, first, self.now))
        return first

    def suiting(self, found: Results) -> Results:
        """Those that suit, of the first of what was found."""
        first = self.look_at(found)
        return first.only({each.event.id for each in first if self.fit(each.event).suits})

    def sorted(self, found: Results) -> tuple[Sequence[Found], Sequence[Found]]:
        """Of what is looked at: what suits and what does not, in their order, each at the session to go to."""
        judged = self.at_best(self.look_at(found))
        suiting = [each for each in judged if self.fit(each.event).suits]
        others = [each for each in judged if not self.fit(each.event).suits]
        return suiting, others

    def at_best(self, found: Sequence[Found]) -> Sequence[Found]:
        """The same, each at the session that the class would go to."""
        return [_at_its_session(self.fit(each.event), each) for each in found]

    def flawed(self, found: Results) -> int:
        """How many of what was found do not suit, as far as was looked."""
        return sum(not self.fit(each.event).suits for each in found[:LOOKED_AT])


def _at_its_session(fit: Fit, found: Found) -> Found:
    return replace(found, session=fit.sessions[0]) if fit.sessions else found
