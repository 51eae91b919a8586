"""A half day for a class: two events near each other, and the way between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from msgspec import structs

from bot.conversation.class_visits.finding import judge_of
from bot.conversation.lists.buttons import Row, short
from bot.conversation.lists.finding import NEAR_KM
from bot.conversation.message import Button, Reply
from bot.conversation.session import ClassVisit, Session
from bot.conversation.turn import Guide
from bot.events.model import Event
from bot.events.model import Session as Held
from bot.events.search import search
from bot.replies.dates import day, duration, hours
from bot.replies.french import capital, kilometres
from bot.replies.rich import Rich, join
from bot.visits.half_day import APART_KM, HalfDay, Stop, half_days
from intents import Criteria

#: Half days that are told, and events that are looked at to find them.
_TOLD, _LOOKED_AT = 3, 100
#: From then on it is the afternoon.
_NOON = 12
#: Nearer than that in kilometres, all that is known of both is their commune.
_SAME_TOWN_KM = 0.05


@dataclass(frozen=True, kw_only=True, slots=True)
class HalfDays:
    """Half days for the class of one search; `now` is local."""

    guide: Guide
    session: Session
    now: datetime
    criteria: Criteria
    visit: ClassVisit

    def plans(self) -> list[HalfDay]:
        """The best first. One of the two events at least is what was asked for; the other may be anything near it."""
        wanted = frozenset(event.id for event, _ in self._suiting(self.criteria))
        anything = structs.replace(self.criteria, kinds=(), sectors=(), themes=(), keywords=(), **self._around())
        return half_days(self._suiting(anything), wanted, self.guide.gazetteer)[:_TOLD] if wanted else []

    def button(self, number: int) -> tuple[Row, ...]:
        """Offers them when there are any; `number` of the list."""
        if not self.plans():
            return ()
        return ((Button(label=self._text("button_half_day"), action=f"kh:{number}"),),)

    def reply(self, number: int) -> Reply:
        """The half days, or that there are none; `number` of the list to go back to."""
        plans = self.plans()
        heading = self._say("half_days", count=len(plans)) if plans else self._say("half_days_none")
        events = {stop.event.id: stop.event for plan in plans for stop in (plan.first, plan.second)}
        back = Button(label=self._text("button_list"), action=f"p:{number}:0")
        rows = [(Button(label=short(event.title), action=f"e:{event.id}"),) for event in events.values()]
        return Reply(text=join("\n\n", (heading, *map(self._told, plans))), buttons=(*rows, (back,)))

    def _around(self) -> dict[str, Any]:
        """Where the other event may be: further than the place asked for, by as much as two events may be apart."""
        asked = self.criteria
        if not asked.places or any(":" in code for code in asked.places):
            return {}
        radius = asked.radius_km or (NEAR_KM if asked.near else 0)
        return {"near": True, "radius_km": radius + APART_KM}

    def _suiting(self, criteria: Criteria) -> list[tuple[Event, Sequence[Held]]]:
        judge = judge_of(self.guide, criteria, self.session, self.visit, self.now)
        found = judge.look_at(search(self.guide.catalogue, judge.query, self.now)[:_LOOKED_AT])
        return [(each.event, judge.open_sessions(each.event)) for each in found if judge.fit(each.event).suits]

    def _told(self, plan: HalfDay) -> Rich:
        first, way = plan.first, plan.trip
        half = "morning" if first.start.hour < _NOON else "afternoon"
        when = self._text(half, day=capital(day(first.start.date(), self.now.date())))
        near = "way_same_town" if way.km < _SAME_TOWN_KM else "way"
        minutes = duration(timedelta(minutes=way.minutes))
        return join(
            "\n",
            (
                self._say("half_day", day=when),
                self._stop(first),
                self._say(near, km=kilometres(way.km), minutes=minutes),
                self._stop(plan.second),
            ),
        )

    def _stop(self, stop: Stop) -> Rich:
        place = stop.event.place
        when = capital(hours(stop.start, stop.end))
        return self._say("stop", hours=when, title=stop.event.title, place=(place and place.city) or "")

    def _say(self, key: str, *, count: float = 1, **values: Any) -> Rich:
        return self.guide.phrases.say(f"suggest_class_visit.{key}", count=count, **values)

    def _text(self, key: str, **values: Any) -> str:
        return str(self._say(key, **values))
