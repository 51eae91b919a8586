"""Lists of events: five a page, numbered on from page to page, with the buttons that change the search."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec
from msgspec.structs import replace

from bot.conversation.asker import position_of_asker
from bot.conversation.attachment import Attachment, MapPicture
from bot.conversation.class_visits.finding import find_for_class
from bot.conversation.class_visits.half_day import HalfDays
from bot.conversation.class_visits.words import class_heading, class_outcome
from bot.conversation.examples import example_buttons, examples
from bot.conversation.freshness import age
from bot.conversation.grounding import lacks_centre
from bot.conversation.lists.buttons import (
    chip_buttons,
    event_buttons,
    homonym_buttons,
    look_back_button,
    near_button,
    paging,
    subscribe_button,
    vote_button,
    whole_buttons,
)
from bot.conversation.lists.finding import Finding, FirstPage, find
from bot.conversation.lists.lines import Lines
from bot.conversation.lists.mapping import mapped
from bot.conversation.lists.summary import summary
from bot.conversation.message import Answer, Button, Reply
from bot.conversation.one_event.simple import simple_heading
from bot.conversation.session import NO_VISIT, ClassVisit, Listing, Session
from bot.conversation.span import is_over, own_days
from bot.conversation.turn import Guide
from bot.events.query import Found
from bot.replies.dates import day
from bot.replies.french import listed
from bot.replies.places import at
from bot.replies.rich import Rich, join
from intents import Criteria

#: Events a page.
PAGE = 5


class Lister(msgspec.Struct, frozen=True, kw_only=True):
    """Presents searches of one conversation at one moment (local time)."""

    guide: Guide
    session: Session
    now: datetime
    #: 0 to 1, and the intent, for the answer's record.
    confidence: float = 1.0
    intent: str = "search_events"
    #: What is known of the class, when it is for one.
    visit: ClassVisit = NO_VISIT

    def search(
        self, criteria: Criteria, *, homonyms: Mapping[str, tuple[str, ...]] | None = None, replaces: bool = False
    ) -> Reply:
        """The first page of a new search; it becomes the list that « le 2e » speaks of."""
        finding = self._find(criteria)
        answer = self._answer(criteria, finding, finding.found.ids)
        if lacks_centre(criteria, self.session):
            return self._ask_where(criteria, answer, replaces=replaces)
        first = finding.first_page(PAGE)
        number = self._remember(criteria, first)
        lines = self._lines(finding, criteria)
        over = not criteria.periods and is_over(self.guide.catalogue, self.now)
        parts = (
            self.heading(criteria),
            self._over() if over else Rich(),
            self._outcome(finding, criteria) if first.all or not over else Rich(),
            lines.of(first.shown, 0),
            *lines.groups(first.nearby, len(first.shown)),
            lines.others(first.others, len(first.all) - len(first.others)),
            self.taken(homonyms or {}),
            age(self.guide, self.now),
        )
        say = self.guide.phrases
        buttons = (
            *((look_back_button(say, number),) if over else ()),
            *event_buttons(first.all, 0),
            *(example_buttons(examples(self.guide, self.now)) if not first.all and not over else ()),
            *paging(say, number, PAGE, len(first.all), len(finding.found) - len(first.found)),
            *whole_buttons(say, number, 0, [found.event for found in first.all], self.now),
            *(self._class_buttons(criteria, number) if finding.judge else ()),
            *((subscribe_button(say, number),) if criteria and not over and not self.session.is_shared else ()),
            *((vote_button(say, number),) if first.all and not over and self.session.is_shared else ()),
            *homonym_buttons(self.guide, number, homonyms or {}),
            *chip_buttons(self.guide, number, criteria, self.now),
        )
        return Reply(text=join("\n\n", parts), buttons=buttons, replaces=replaces, answer=answer)

    def page(self, number: int, offset: int, *, replaces: bool = False) -> Reply:
        """A further page of a list shown before: what was shown keeps its number, the rest is searched anew."""
        listing = self.session.listings[number]
        finding = self._find(listing.criteria)
        seen = set(listing.events)
        rest = [found for found in finding.listed if found.event.id not in seen]
        ahead = listing.events[offset : offset + PAGE]
        shown = self._shown_before(listing, finding, offset) or rest[:PAGE]
        if not ahead:
            fitting = listing.fitting + (len(shown) if finding.found else 0)
            listing = replace(listing, events=listing.events + _ids(shown), fitting=fitting)
            self.session.listings[number] = listing
        self.session.listing = number
        left = len(rest) if ahead else len(rest) - len(shown)
        ahead_of_page = len(listing.events) - offset - len(shown) + left
        answer = self._answer(listing.criteria, finding, _ids(rest) if not ahead else _ids(shown))
        if not shown:
            return Reply(text=self.guide.phrases.say("show_more.nothing"), replaces=replaces, answer=answer)
        where = self._where(offset, len(shown), len(listing.events) + left)
        lines = self._lines(finding, listing.criteria).of(shown, offset)
        text = join("\n\n", (self.heading(listing.criteria), where, lines))
        buttons = (
            *event_buttons(shown, offset),
            *paging(self.guide.phrases, number, PAGE, offset + len(shown), ahead_of_page, offset),
            *whole_buttons(self.guide.phrases, number, offset, [found.event for found in shown], self.now),
            *((vote_button(self.guide.phrases, number),) if self.session.is_shared else ()),
        )
        return Reply(text=text, buttons=buttons, replaces=replaces, answer=answer)

    def on_map(self, number: int, offset: int) -> Reply:
        """A page of a list shown before, on a map: the same lines, with the numbers of its pins."""
        listing = self.session.listings[number]
        self.session.listing = number
        finding = self._find(listing.criteria)
        shown = self._shown_before(listing, finding, offset)
        by_rank = {rank: found.event for rank, found in enumerate(shown, offset + 1)}
        places = mapped(by_rank)
        if not places:
            return Reply(text=self._say("map_nothing"))
        off = [str(rank) for rank in by_rank if rank not in places]
        here = position_of_asker(self.session, self.guide.gazetteer)
        content = MapPicture(
            events={rank: by_rank[rank].id for rank in places},
            here=(round(here[0], 2), round(here[1], 2)) if here else None,
        )
        parts = (
            self.heading(listing.criteria),
            self._lines(replace(finding, judge=None), listing.criteria).of(shown, offset),
            self._say("map_off", numbers=listed(off)) if off else Rich(),
        )
        return Reply(
            text=join("\n\n", parts),
            attachment=Attachment(name="carte.png", media_type="image/png", content=content),
            buttons=event_buttons(shown, offset),
        )

    def _shown_before(self, listing: Listing, finding: Finding, offset: int) -> list[Found]:
        """What a page of a list showed, as far as the programme still has it."""
        by_id = {found.event.id: found for found in finding.listed}
        page = (by_id.get(event_id) or self._gone(event_id) for event_id in listing.events[offset : offset + PAGE])
        return [found for found in page if found]

    def look_back(self, number: int | None) -> Reply:
        """What took place: the search of a list, or the whole programme, on the programme's own days."""
        before = Criteria() if number is None else self.session.listings[number].criteria
        return self.search(replace(before, periods=(own_days(self.guide.catalogue),), hours=None))

    def record(self, criteria: Criteria) -> Answer:
        """What a search finds, without showing it."""
        finding = self._find(criteria)
        return self._answer(criteria, finding, finding.found.ids)

    def hold(self, criteria: Criteria) -> tuple[int, Finding, Answer]:
        """Keep a search as the last list without showing it, for a question that completes it: its number."""
        finding = self._find(criteria)
        number = self._remember(criteria, finding.first_page(PAGE))
        return number, finding, self._answer(criteria, finding, finding.found.ids)

    def _remember(self, criteria: Criteria, first: FirstPage | None = None) -> int:
        """Keep a list; its number. The event of a list of one is the one spoken of."""
        listing = Listing(
            criteria=criteria,
            events=_ids(first.all) if first else (),
            fitting=len(first.shown) if first else 0,
            intent=self.intent,
            visit=self.visit,
        )
        self.session.event = listing.events[0] if listing.fitting == 1 else None
        self.session.asked = None
        return self.session.remember(listing, self.now)

    def _ask_where(self, criteria: Criteria, answer: Answer, *, replaces: bool) -> Reply:
        """The surroundings of nobody knows what: the place that comes next completes the search."""
        number = self._remember(criteria)
        return Reply(
            text=join("\n\n", (self.heading(criteria), self.guide.phrases.say("listing.where_are_you"))),
            buttons=chip_buttons(self.guide, number, criteria, self.now),
            replaces=replaces,
            asks_location=True,
            answer=answer,
        )

    def _find(self, criteria: Criteria) -> Finding:
        if self.intent == "suggest_class_visit":
            return find_for_class(self.guide, criteria, self.session, self.visit, self.now)
        return find(self.guide, criteria, self.session.location, self.now)

    def _gone(self, event_id: str) -> Found | None:
        """An event that was shown and fits no longer keeps its line as long as the programme has it."""
        event = self.guide.catalogue.event(event_id)
        return Found(event=event, session=None, distance_km=None) if event else None

    def _say(self, key: str, *, count: float = 1, **values: Any) -> Rich:
        return self.guide.phrases.say(f"listing.{key}", count=count, **values)

    def heading(self, criteria: Criteria) -> Rich:
        """What was understood, said back."""
        understood = summary(criteria, gazetteer=self.guide.gazetteer, phrases=self.guide.phrases, now=self.now)
        understood = class_heading(understood, self.visit, criteria, self.guide.phrases)
        if not understood:
            return self._say("everything")
        if self.session.simple:
            return simple_heading(understood, self.guide.phrases)
        return self._say("heading", understood=understood)

    def _over(self) -> Rich:
        end = own_days(self.guide.catalogue).end or self.now
        last = day((end - timedelta(days=1)).date(), self.now.date(), weekday=False)
        return join(" ", (self._say("over", last=last), self._say("over_offer")))

    def _outcome(self, finding: Finding, criteria: Criteria) -> Rich:
        if count := len(finding.found):
            kind = criteria.kinds[0] if len(criteria.kinds) == 1 else "evenement"
            if finding.judge:
                return class_outcome(finding.judge, finding.found, kind, self.guide.phrases)
            return self._say("found", count=count, what=self.guide.phrases.label("kinds", kind, count))
        return self._say("none" if finding.alternatives else "nothing")

    def _class_buttons(self, criteria: Criteria, number: int) -> tuple[tuple[Button, ...], ...]:
        plans = HalfDays(guide=self.guide, session=self.session, now=self.now, criteria=criteria, visit=self.visit)
        return (*near_button(self.guide, number, criteria, self.session), *plans.button(number))

    def _lines(self, finding: Finding, criteria: Criteria) -> Lines:
        return Lines(guide=self.guide, session=self.session, now=self.now, criteria=criteria, finding=finding)

    def _where(self, offset: int, shown: int, total: int) -> Rich:
        """« 6 à 10 sur 12 »."""
        name = {1: "page_of_one", 2: "page_of_two"}.get(shown, "page")
        return self._say(name, first=offset + 1, last=offset + shown, total=total)

    def taken(self, homonyms: Mapping[str, tuple[str, ...]]) -> Rich:
        """Which of several communes of one name was taken."""
        gazetteer = self.guide.gazetteer
        areas = {code: f"dep:{gazetteer.departement(code)}" for code in homonyms}
        lines = (
            self._say(
                "homonym", count=len(homonyms[code]), place=gazetteer.name(code), at=at(area, gazetteer.name(area))
            )
            for code, area in areas.items()
        )
        return join("\n", lines)

    def _answer(self, criteria: Criteria, finding: Finding, events: tuple[str, ...]) -> Answer:
        return Answer(
            intent=self.intent,
            confidence=self.confidence,
            criteria=criteria,
            events=events,
            alternatives=finding.alternatives.ids,
            relaxed=finding.relaxed,
        )


def _ids(found: Sequence[Found]) -> tuple[str, ...]:
    return tuple(f.event.id for f in found)
