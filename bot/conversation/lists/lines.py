"""The lines of a list: one an event, with what speaks for it when it is for a class."""

from collections.abc import Iterator, Sequence
from datetime import datetime

import msgspec

from bot.conversation.asker import distance_from_asker
from bot.conversation.class_visits.words import fit_words
from bot.conversation.lists.alternatives import groups
from bot.conversation.lists.finding import Finding
from bot.conversation.one_event.facts import Facts
from bot.conversation.one_event.render import event_line
from bot.conversation.one_event.simple import simple_line
from bot.conversation.session import Session
from bot.conversation.turn import Guide
from bot.events.query import Found
from bot.replies.rich import Rich, join
from intents import Criteria


class Lines(msgspec.Struct, frozen=True, kw_only=True):
    """The lines of what one search found; `now` is local."""

    guide: Guide
    session: Session
    now: datetime
    criteria: Criteria
    finding: Finding

    def of(self, shown: Sequence[Found], offset: int) -> Rich:
        """Events, numbered on after `offset`."""
        apart = "\n\n" if self.finding.judge or self.session.simple else "\n"
        return join(apart, (self._line(number, found) for number, found in enumerate(shown, offset + 1)))

    def others(self, shown: Sequence[Found], offset: int) -> Rich:
        """What meets all criteria and does not suit the class."""
        heading = self.guide.phrases.say("suggest_class_visit.others") if shown and offset else ""
        return join("\n\n", (heading, self.of(shown, offset)))

    def groups(self, shown: Sequence[Found], offset: int) -> Iterator[Rich]:
        """What comes near, each group under what it differs in; its numbers go on after `offset`."""
        apart = "\n\n" if self.finding.judge or self.session.simple else "\n"
        for difference, group in groups(self.finding, shown, self.criteria, self.guide.phrases, self.now):
            heading = self.guide.phrases.say("listing.group", difference=difference)
            yield join(apart, (heading, self.of(group, offset)))
            offset += len(group)

    def _line(self, number: int, found: Found) -> Rich:
        around = self.criteria.near or self.criteria.radius_km is not None
        away = None if around else distance_from_asker(found.event, self.session, self.guide.gazetteer)
        if self.session.simple:
            facts = Facts(found.event, self.guide.phrases, self.now)
            line = simple_line(
                number, found, facts, away if away is not None else found.distance_km, of_asker=away is not None
            )
        else:
            line = self._in_a_line(number, found, away)
        judge = self.finding.judge
        return join("\n", (line, fit_words(judge, found.event, self.guide.phrases))) if judge else line

    def _in_a_line(self, number: int, found: Found, away: float | None) -> Rich:
        return event_line(number, found, phrases=self.guide.phrases, now=self.now, from_asker_km=away)
