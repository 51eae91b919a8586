"""An organiser changes one event: full, cancelled, moved, a note. Said back, confirmed, applied, undone in one tap."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from bot.conversation.message import Button, Reply
from bot.conversation.one_event.facts import Facts
from bot.conversation.one_event.render import event_page
from bot.conversation.turn import Guide
from bot.desk.records import Records
from bot.desk.talk import Step, Talk
from bot.events.corrections import Correction, fingerprint_of
from bot.events.model import Event, Place, Session
from bot.events.naming import mentions
from bot.events.places import PlaceReader
from bot.replies.dates import briefly
from bot.replies.rich import Rich, join
from intents import Period

#: Status of an event → the verb that gives it.
_STATUSES = ("full", "cancelled", "confirmed")
_CHOICES = 5
_POSTAL_CODE = re.compile(r"\b\d{5}\b")
#: The periods that a text speaks of at a local time.
Read = Callable[[str, datetime], tuple[Period, ...]]


@dataclass(frozen=True, kw_only=True)
class Changing:
    """Changes events: what is kept is served within some seconds."""

    records: Records
    guide: Callable[[], Guide]
    now: Callable[[], datetime]
    read: Read

    @property
    def steps(self) -> Mapping[str, Step]:
        """What buttons and texts do."""
        return {
            "which": self._which,
            "named": self._named,
            "event": self._event,
            "status": self._status,
            "move": self._move,
            "moved": self._moved,
            "place": self._place,
            "placed": self._placed,
            "note": self._note,
            "noted": self._noted,
            "apply": self._apply,
            "undo": self._undo,
        }

    async def conflicts(self) -> Rich:
        """Corrections of events that have changed in their source since."""
        originals, say = self.guide().catalogue.originals, self.guide().phrases.say
        changed = [
            say("desk.conflict", title=originals[one.event].title)
            for one in await self.records.corrections()
            if one.event in originals and one.source != fingerprint_of(originals[one.event])
        ]
        return join("\n", changed)

    async def _which(self, talk: Talk, rest: str) -> Reply:
        """`ad:which`: asks for the event."""
        talk.awaits = "named"
        return self._says("which")

    async def _named(self, talk: Talk, text: str) -> Reply:
        catalogue = self.guide().catalogue
        named = (catalogue.event(mention.event) for mention in mentions(catalogue, text, limit=_CHOICES))
        found = [event for event in named if event]
        if not found:
            talk.awaits = "named"
            return self._says("unknown_event")
        if len(found) == 1:
            return await self._event(talk, found[0].id)
        buttons = tuple((Button(label=event.title, action=f"ad:event:{event.id}"),) for event in found)
        return self._says("which_of_these", buttons)

    async def _event(self, talk: Talk, event_id: str) -> Reply:
        """`ad:event:<event>`: what it says, and what can be changed."""
        guide, event = self.guide(), self.guide().catalogue.event(event_id)
        if event is None:
            return Reply(text=guide.phrases.say("common.event_gone"))
        say = guide.phrases.text
        buttons = [
            *((say(f"desk.set_{name}"), f"status:{event_id}:{name}") for name in _STATUSES if name != event.status),
            (say("desk.move"), f"move:{event_id}"),
            (say("desk.place"), f"place:{event_id}"),
            (say("desk.note"), f"note:{event_id}"),
        ]
        if await self._correction(event_id):
            buttons.append((say("desk.undo"), f"undo:{event_id}"))
        rows = tuple((Button(label=label, action=f"ad:{action}"),) for label, action in buttons)
        return Reply(text=event_page(event, now=self.now(), phrases=guide.phrases), buttons=rows)

    async def _status(self, talk: Talk, rest: str) -> Reply:
        """`ad:status:<event>:<status>`: asks whether to apply it."""
        event_id, _, status = rest.partition(":")
        if status not in _STATUSES:
            raise ValueError(status)
        return await self._proposed(talk, event_id, {"status": status})

    async def _move(self, talk: Talk, event_id: str) -> Reply:
        """`ad:move:<event>`: asks for the new date."""
        talk.awaits, talk.event = "moved", event_id
        return self._says("new_date")

    async def _moved(self, talk: Talk, text: str) -> Reply:
        sessions = [(p.start, p.end) for p in self.read(text, self.now()) if p.start and p.end]
        if not sessions or any(end <= self.now() or not _has_hours(start, end) for start, end in sessions):
            talk.awaits = "moved"
            return self._says("unclear_date")
        return await self._proposed(talk, talk.event, {"status": "postponed", "sessions": tuple(sorted(sessions))})

    async def _place(self, talk: Talk, event_id: str) -> Reply:
        """`ad:place:<event>`: asks for the new place."""
        talk.awaits, talk.event = "placed", event_id
        return self._says("new_place")

    async def _placed(self, talk: Talk, text: str) -> Reply:
        """« Gap, lycée Dominique-Villars, place de Verdun »: the town first."""
        town, *rest = (part.strip() for part in text.split(","))
        gazetteer = self.guide().gazetteer
        areas = frozenset(self.guide().catalogue.programme.areas)
        code, problem, accepted = PlaceReader(gazetteer, areas).named(*_name_and_postal_code(town))
        if code is None:
            talk.awaits = "placed"
            return self._refused(problem, accepted)
        lat, lon = gazetteer.position(code) or (None, None)
        name, address = (rest[0] if rest else None), ", ".join(rest[1:]) or None
        place = Place(name=name, address=address, city=gazetteer.name(code), insee=code, lat=lat, lon=lon)
        return await self._proposed(talk, talk.event, {"place": place})

    async def _note(self, talk: Talk, event_id: str) -> Reply:
        """`ad:note:<event>`: asks for the note."""
        talk.awaits, talk.event = "noted", event_id
        return self._says("new_note")

    async def _noted(self, talk: Talk, text: str) -> Reply:
        return await self._proposed(talk, talk.event, {"note": text})

    async def _proposed(self, talk: Talk, event_id: str, change: Mapping[str, object]) -> Reply:
        event = self.guide().catalogue.event(event_id)
        if event is None:
            return Reply(text=self.guide().phrases.say("common.event_gone"))
        source = fingerprint_of(self.guide().catalogue.originals.get(event_id, event))
        before = await self._correction(event_id)
        kept = msgspec.structs.replace(before, before=None) if before else None
        now = before or Correction(event=event_id)
        talk.correction = msgspec.structs.replace(now, source=source, before=kept, **change)
        say, concerned = self.guide().phrases.say, await self.records.concerned(event_id)
        text = join("\n", (say("desk.proposed", title=event.title), *self._told(event, talk.correction)))
        people = say("desk.concerned" if concerned else "desk.concerns_nobody", count=concerned)
        return Reply(text=join("\n\n", (text, people)), buttons=((self._button("apply", "apply"),),))

    def _told(self, event: Event, correction: Correction) -> list[Rich]:
        """Each thing that becomes other."""
        phrases, after, lines = self.guide().phrases, correction.over(event), []
        if after.status != event.status:
            new = phrases.label("status", after.status)
            lines.append(phrases.say("desk.new_status", old=phrases.label("status", event.status), new=new))
        if after.sessions != event.sessions:
            told = [", ".join(briefly(session, self.now()) for session in one.sessions) for one in (event, after)]
            lines.append(phrases.say("desk.new_sessions", old=told[0], new=told[1]))
        if after.place != event.place:
            old, new = (Facts(one, phrases, self.now()).where for one in (event, after))
            lines.append(phrases.say("desk.new_place_told", old=old or phrases.text("desk.no_place"), new=new))
        if after.conditions.note != event.conditions.note:
            lines.append(phrases.say("desk.new_note_told", note=after.conditions.note or ""))
        return lines

    async def _apply(self, talk: Talk, rest: str) -> Reply:
        """`ad:apply`: what was proposed becomes so."""
        if talk.correction is None:
            return Reply(text=self.guide().phrases.say("common.old_button"))
        correction, talk.correction = talk.correction, None
        await self.records.correct(correction.event, correction)
        return self._says("applied", ((self._button("undo", f"undo:{correction.event}"),),))

    async def _undo(self, talk: Talk, event_id: str) -> Reply:
        """`ad:undo:<event>`: the event is again as it was before the last change."""
        applied = await self._correction(event_id)
        await self.records.correct(event_id, applied.before if applied else None)
        return self._says("undone")

    async def _correction(self, event_id: str) -> Correction | None:
        return next((one for one in await self.records.corrections() if one.event == event_id), None)

    def _button(self, name: str, action: str) -> Button:
        return Button(label=self.guide().phrases.text(f"desk.{name}"), action=f"ad:{action}")

    def _says(self, name: str, buttons: tuple[tuple[Button, ...], ...] = ()) -> Reply:
        return Reply(text=self.guide().phrases.say(f"desk.{name}"), buttons=buttons)

    def _refused(self, problem: str, values: Mapping[str, Any]) -> Reply:
        return Reply(text=self.guide().phrases.say(f"desk.{problem}", **values))


def _name_and_postal_code(town: str) -> tuple[str, str | None]:
    """« 05000 Gap », « Gap 05000 », « Gap »."""
    found = _POSTAL_CODE.search(town)
    return (_POSTAL_CODE.sub("", town).strip(), found[0]) if found else (town, None)


def _has_hours(start: datetime, end: datetime) -> bool:
    """Not whole days."""
    return Session(start=start, end=end).has_hours and (end - start).total_seconds() < 24 * 3600
