"""The words of a sheet for a class, and of the message to the organiser: an event, a session and a class → French."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from msgspec import structs

from bot.conversation.attachment import Attachment, ClassSheet, MapPicture
from bot.conversation.class_visits.school_class import SchoolClass, group_sizes
from bot.conversation.lists.mapping import mapped, scene_of
from bot.conversation.one_event.facts import Facts
from bot.conversation.turn import Guide
from bot.documents.scene import Scene
from bot.documents.sheet import Block, Sheet
from bot.events.model import Event, Registration, Session
from bot.events.places import distance_km
from bot.replies import dates
from bot.replies.french import capital, de, kilometres, listed
from bot.replies.places import of_town
from bot.replies.rich import Rich, join


def class_sheet(event: Event, sessions: Sequence[Session], school_class: SchoolClass, guide: Guide) -> Attachment:
    """The sheet as a reply's attachment; `sessions`: the one that is chosen, or one a group; none: not known yet."""
    starts = tuple(session.start for session in sessions)
    content = ClassSheet(event=event.id, sessions=starts, school_class=school_class)
    name = guide.phrases.text("class_sheet.file", event=event.id)
    return Attachment(name=name, media_type="application/pdf", content=content)


def sheet_of(content: ClassSheet, guide: Guide, now: datetime) -> Sheet:
    """What stands on a sheet. Raises LookupError when its event is gone."""
    event = guide.catalogue.event(content.event)
    if event is None:
        raise LookupError("the event is gone")
    sessions = tuple(session for session in event.sessions if session.start in content.sessions)
    return _Words(event, sessions, content.school_class, guide, now).sheet()


def organiser_message(
    event: Event, sessions: Sequence[Session], school_class: SchoolClass, guide: Guide, now: datetime
) -> Rich:
    """A message for the organiser, ready to be copied; names are left to be put in. `sessions`: as on the sheet."""
    return _Words(event, tuple(sessions), school_class, guide, now).message()


@dataclass(frozen=True, slots=True)
class _Words:
    event: Event
    sessions: tuple[Session, ...]
    school_class: SchoolClass
    guide: Guide
    now: datetime

    def say(self, key: str, *, count: float = 1, **values: Any) -> str:
        """A phrase of class_sheet.yaml."""
        return self.guide.phrases.text(f"class_sheet.{key}", count=count, **values)

    @property
    def facts(self) -> Facts:
        """Of the chosen sessions only, when there are any."""
        event = replace(self.event, sessions=self.sessions) if self.sessions else self.event
        return Facts(event, self.guide.phrases, self.now)

    @property
    def programme(self) -> str:
        """Its name."""
        return self.guide.catalogue.programme.name

    # The sheet

    def sheet(self) -> Sheet:
        """All of it."""
        phrases, event, scene = self.guide.phrases, self.event, self._scene()
        status = [str(phrases.say(f"event.status_{name}")) for name in self.facts.statuses]
        labels = [phrases.label("kinds", event.kind), *(phrases.label("sectors", slug) for slug in event.sectors)]
        return Sheet(
            kicker=self.say("kicker", programme=self.programme),
            title=event.title,
            subtitle=capital(" · ".join(labels)),
            warning=" ".join(status),
            facts=tuple(self._facts()),
            scene=scene,
            caption=self.say("map_about" if event.place and event.place.approximate else "map") if scene else "",
            contacts=Block(heading=self.say("contacts"), lines=tuple(self._contacts())),
            lists=(
                self._block("bring", list(self._to_bring()), ticked=True),
                self._block("sign", list(self._to_sign()), ticked=True),
                self._block("verify", list(self._to_verify()), ticked=True),
            ),
            blanks=tuple(self._blanks()),
            footer=self.say("footer", day=dates.day(self.now.date(), self.now.date()), programme=self.programme),
        )

    def _block(self, name: str, lines: list[str], *, ticked: bool = False) -> Block:
        return Block(heading=self.say(name), lines=tuple(capital(line) for line in lines if line), ticked=ticked)

    def _facts(self) -> Iterator[Block]:
        facts, asked = self.facts, self.event.conditions
        others = len([s for s in self.event.sessions if s.end > self.now and s not in self.sessions])
        more = self.say("other_sessions", count=others) if self.sessions and others else ""
        yield self._block("when", [facts.when, more])
        meeting = facts.meeting_point
        rendezvous = self.say("meeting_point", meeting_point=meeting) if meeting else ""
        yield self._block(
            "where", [facts.where or self.guide.phrases.text("event.place_unknown"), rendezvous, self._away()]
        )
        yield self._block("what", [self.event.summary or ""])
        yield self._block("who", [facts.audiences, facts.min_age, *self._seats()])
        price = self.say("price", price=facts.price) if facts.price else ""
        access = self.say("accessibility", accessibility=facts.accessibility) if facts.accessibility else ""
        identity = self.guide.phrases.text("event.id") if asked.id_required else ""
        women = self.guide.phrases.text("event.women_only") if asked.women_only else ""
        yield self._block("conditions", [women, identity, asked.note or "", price, access])
        told = structs.replace(
            facts, event=replace(facts.event, registration=Registration())
        )  # contacts stand elsewhere
        yield self._block("registration", [told.registration])

    def _contacts(self) -> Iterator[str]:
        told = (self.event.organiser, *self.facts.contacts, self.event.url)
        yield from dict.fromkeys(contact for contact in told if contact)

    def _seats(self) -> Iterator[str]:
        pupils, seats = self.school_class.pupils, self.event.conditions.capacity
        if not seats or not pupils:
            yield self.facts.capacity
        elif seats >= pupils:
            yield self.say("pupils_and_seats", seats=self.facts.capacity, pupils=pupils)
        else:
            yield self.say("groups", **self._groups(pupils, seats))

    def _groups(self, pupils: int, seats: int) -> dict[str, Any]:
        sizes = group_sizes(pupils, seats)
        told = listed([str(size) for size in dict.fromkeys(sizes)], "ou")
        return {"seats": self.facts.capacity, "pupils": pupils, "count": len(sizes), "sizes": told}

    def _away(self) -> str:
        here, place = self._school(), self.event.place
        if here is None or place is None or place.lat is None or place.lon is None or self.facts.is_online_only:
            return ""
        km = distance_km(*here, place.lat, place.lon)
        town = self.guide.gazetteer.name(self.school_class.town or "")
        return self.say("away", km=kilometres(km), of_town=of_town(town))

    def _school(self) -> tuple[float, float] | None:
        town = self.school_class.town
        return self.guide.gazetteer.position(town) if town and town in self.guide.gazetteer else None

    def _scene(self) -> Scene | None:
        if not mapped({1: self.event}):
            return None
        scene = scene_of(MapPicture(events={1: self.event.id}, here=self._school()), self.guide)
        return replace(scene, pins=(replace(scene.pins[0], label=""),), here_name=self.say("school"))

    def _to_bring(self) -> Iterator[str]:
        if self.event.conditions.id_required:
            yield self.say("bring_id")
        if self.event.conditions.registration_required:
            yield self.say("bring_proof")
        if self.facts.is_online_only:
            if self.event.url:
                yield self.say("bring_link", url=self.event.url)
            return
        yield self.say("bring_list")
        yield self.say("bring_kit")

    def _to_sign(self) -> Iterator[str]:
        if not self.facts.is_online_only:
            yield self.say("sign_outing")
            yield self.say("sign_parents")
        yield self.say("sign_pictures")
        if not self.facts.is_online_only:
            yield self.say("sign_safety")

    def _to_verify(self) -> Iterator[str]:
        asked = self.event.conditions
        yield self.say("verify_seats")
        if self._is_for_others:
            yield self.say("verify_audience", audiences=self.facts.audiences)
        if asked.min_age:
            yield self.say("verify_age", min_age=self.facts.min_age)
        if asked.women_only:
            yield self.say("verify_women", women_only=self.guide.phrases.text("event.women_only"))
        yield from self.facts.unknown

    @property
    def _is_for_others(self) -> bool:
        """The programme tells whom it is for, and they are not among them."""
        told, mine = set(self.event.audiences), set(self.school_class.audiences)
        return bool(told and mine) and told.isdisjoint({*mine, "grand-public"})

    def _blanks(self) -> Iterator[tuple[str, str]]:
        known = {"class": self.school_class.level, "pupils": str(self.school_class.pupils or "")}
        on_the_way = () if self.facts.is_online_only else ("leave", "back", "transport", "phone")
        for name in ("class", "pupils", "teacher", "adults", *on_the_way):
            yield self.say(f"blank_{name}"), known.get(name, "")

    # The message

    def message(self) -> Rich:
        """All of it, a paragraph a line."""
        pupils, seats = self.school_class.pupils, self.event.conditions.capacity
        named: dict[str, Any] = {"group": self._group(), "title": self.event.title, "programme": self.programme}
        if self.sessions:
            wish = self.say("message_wish", **named, when=" ; ".join(dates.sessions(self.sessions, self.now)))
        else:
            wish = self.say("message_wish_undated", **named)
        is_divided = bool(seats and pupils and seats < pupils)
        room = (
            self.say("message_groups", **self._groups(pupils or 0, seats or 1))
            if is_divided
            else self.say("message_seats")
        )
        unknown = self.facts.unknown
        asked = self.say("message_unknown", unknown=listed(unknown)) if unknown else ""
        others = self.say("message_audience", audiences=self.facts.audiences) if self._is_for_others else ""
        body = join(" ", (wish, others, room, asked))
        end = join("\n", (self.say("message_thanks"), self.say("message_signature")))
        return join("\n\n", (self.say("message_hello"), body, end))

    def _group(self) -> str:
        told: dict[str, Any] = {"level": self.school_class.level, "pupils": self.school_class.pupils}
        known = [name for name, value in told.items() if value]
        return self.say("_".join(["group", *known]), **told, of_level=de(self.school_class.level))
